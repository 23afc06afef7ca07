"""A case: a model whose every figure has a source, beside what the states did.

A case is a model file (`io.model_files.model_file`) with a record. Beside the figures it says ``year``, ``summary``,
``expected_misses``, ``notes`` and ``[sources]``; ``figures`` in [threat] and in each state, naming the sources of its
numbers, ``power_before``, the power of the year before, and ``note``; for each state ``intent_reason``, ``rubric``
(`cases.rubric`), ``recorded`` (the action that it took), ``grade`` (A settled, B contested), ``grade_reason`` and
``closed`` (the responses that history closed to it, and why); and ``reason`` and ``figures`` for guarantors and
reliability. The bundled cases say all of it; one of your own (`cases.own`) needs the year and the record.
Intent and outcome codes are judgements, and each file says so; CODING.md beside this file has the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from alignment_games.cases.fields import STATED, STATED_OF_STATE, check_years, require, sourced
from alignment_games.cases.rubric import intent_by_rubric
from alignment_games.cases.variants import varied
from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.game.entrance import opened
from alignment_games.io.doors.document import parse_document
from alignment_games.io.model_files.annotations import key_of, split, tables
from alignment_games.io.model_files.model_file import build_model
from alignment_games.models.response import ResponseGame, ResponseModel
from alignment_games.signatures import as_annotated
from alignment_games.text.display import Displayed
from alignment_games.text.numbers import number
from alignment_games.text.tables import Table
from alignment_games.text.visible import visible

#: What the grades of a record stand for.
GRADES: Mapping[str, str] = {"A": "settled", "B": "contested", "": "not graded"}


@dataclass(frozen=True)
class Record:
    """What one state did, and on what ground its figures stand.

    ``intent``: as the variant of the case has it; ``intent_rubric``: by `cases.rubric`, None where the file does
    not list the observables. ``closed``: responses that history closed to it, and why.
    """

    state: str
    recorded: str
    grade: str
    intent: Any
    intent_reason: str
    figures: tuple[str, ...]
    intent_rubric: Any = None
    rubric: tuple[str, ...] = ()
    grade_reason: str = ""
    note: str = ""
    closed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ground:
    """Why a guarantor, or the reliability of a pair (``who``), is what the file says, and the sources."""

    who: str
    reason: str
    figures: tuple[str, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Case(Displayed):
    """A historical case. ``game(**parameters)`` builds its game; ``records`` hold the recorded outcome."""

    name: str
    title: str
    year: int
    summary: str
    model: ResponseModel
    records: tuple[Record, ...]
    sources: Mapping[str, str]
    threat_figures: tuple[str, ...]
    expected_misses: str
    grounds: tuple[Ground, ...] = ()

    def game(self, **parameters: Any) -> ResponseGame:
        """Return the case's game; keyword arguments override parameters, see `ResponseModel.with_parameters`.

        >>> load_case("europe-1938").game(burden=0.1).players
        ('Britain', 'France', 'USSR')
        """
        return self.model.with_parameters(**parameters).game()

    @property
    def recorded(self) -> dict[str, str]:
        """The action that each state took."""
        return {record.state: record.recorded for record in self.records}

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        threats = self.model.threat.values.tolist()
        rows = [
            [state.name, state.power, threat, ", ".join(offered), record.recorded, GRADES[record.grade]]
            for state, threat, offered, record in zip(
                self.model.states, threats, self.model.actions, self.records, strict=True
            )
        ]
        header = ["state", "power", "threat", "on offer", "recorded", "grade of the record"]
        facing = f"Facing {self.model.against.name}, power {number(self.model.against.power)}"
        return [f"{self} ({self.year})", " ".join(self.summary.split()), Table(header, rows, facing)]

    def __str__(self) -> str:
        return visible(f"{self.name}: {self.title}")


def case_of(given: Any) -> Case | None:
    """Return the case where one is given, None for anything else."""
    return given if isinstance(given, Case) else None


def as_case(given: Any, what: str) -> Case:
    """Return the case that is given or named, for ``what`` needs a recorded outcome.

    Raises InvalidModelError for anything that has none.

    >>> as_case("dilemma", "a comparison")
    Traceback (most recent call last):
    ...
    alignment_games.errors.InvalidModelError: a comparison needs a recorded outcome, which 'dilemma' has not; ...
    """
    case = case_of(opened(given))
    if case is None:
        raise InvalidModelError(
            f"{what} needs a recorded outcome, which {shown(given)} has not; name a bundled case, see case_names(), "
            'or a model file that says of each state what it did, as in recorded = "balance"'
        )
    return case


def case_names() -> list[str]:
    """Return the names of the bundled cases, sorted.

    >>> "europe-1938" in case_names()
    True
    """
    return bundled("data")


def bundled(folder: str) -> list[str]:
    """Return the names of the files that come with the package in a folder beside this one, sorted."""
    entries = (resources.files("alignment_games.cases") / folder).iterdir()
    return sorted(entry.name.removesuffix(".toml") for entry in entries if entry.name.endswith(".toml"))


@as_annotated()
def load_case(
    name: str, *, exact: bool = False, figures: str = "year", intent: str = "coded", menu: str = "case"
) -> Case:
    """Return a bundled case; ``exact`` reads its decimals as fractions.

    ``figures``: power in the year of the decision, or "before": the last that could be known (illustrative figures
    belong to no year and serve both). ``intent``: "coded" as a judgement, or by the "rubric" of observables.
    ``menu``: the responses of the "case", or "full": every standard one that history did not close.
    Raises InvalidModelError with the closest name for an unknown case or variant.

    >>> load_case("europe-1938").recorded["France"]
    'buck_pass'
    >>> load_case("europe-1938", menu="full").model.actions[1][-2:]
    ('bandwagon', 'align')
    """
    if not isinstance(name, str) or name not in case_names():
        raise unknown_name("case", name, case_names())
    written = (resources.files("alignment_games.cases") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    document = parse_document(written, f"case {name}", exact=exact)
    return build_case(name, document, exact=exact, figures=figures, intent=intent, menu=menu)


def build_case(
    name: str,
    document: Mapping[str, Any],
    *,
    exact: bool = False,
    figures: str = "year",
    intent: str = "coded",
    menu: str = "case",
    strict: bool = True,
) -> Case:
    """Return the case that a parsed file describes, in a variant as `load_case` has them.

    ``strict``: as the bundled cases are kept, with a source or a reason for everything; a case of one's own needs a
    year and the record of every state. Raises InvalidModelError where something is missing.
    """
    place = f"case {name}"
    try:
        split(document)  # what is of another kind is refused before a variant looks at it
        require(document, STATED if strict else ("year", "threat", "states"), "")
        check_years(document)
        document = varied(document, figures=figures, intent=intent, menu=menu, exact=exact)
        model = build_model(document, place)
        return _case(name, document, model, strict=strict)
    except InvalidModelError as error:
        raise error if str(error).startswith(place) else InvalidModelError(f"{place}: {error}") from error


def _case(name: str, document: Mapping[str, Any], model: ResponseModel, *, strict: bool) -> Case:
    sources, threat = document.get("sources", {}), document["threat"]
    grounds = (row for key in ("guarantors", "reliability") for row in tables(document, key))
    return Case(
        name,
        document.get("title", name),
        document["year"],
        document.get("summary", "").strip(),
        model,
        tuple(_record(row, sources, model, strict=strict) for row in document["states"]),
        sources,
        sourced(threat, threat["name"], sources, strict=strict),
        document.get("expected_misses", "").strip(),
        tuple(_ground(row, sources, strict=strict) for row in grounds),
    )


def _record(row: Mapping[str, Any], sources: Mapping[str, str], model: ResponseModel, *, strict: bool) -> Record:
    who = row["name"]
    figures = sourced(row, who, sources, strict=strict)
    require(row, STATED_OF_STATE if strict else ("recorded",), who)
    offered, closed, grade = model.actions[model.names.index(who)], row.get("closed", {}), row.get("grade", "")
    if row["recorded"] not in offered:
        raise InvalidModelError(f"{who}: recorded is not on offer: {unknown_name('action', row['recorded'], offered)}")
    for action in closed:
        if action in offered:
            raise InvalidModelError(f"{who}: {action} is both closed and on offer; take it out of one")
    if grade not in GRADES:
        raise InvalidModelError(f"{who}: grade must be A (settled) or B (contested), got {grade!r}")
    return Record(
        who,
        row["recorded"],
        grade,
        row["intent"],
        row.get("intent_reason", ""),
        figures,
        intent_by_rubric(row["rubric"]) if "rubric" in row else None,
        tuple(row.get("rubric", ())),
        row.get("grade_reason", ""),
        row.get("note", ""),
        closed,
    )


def _ground(row: Mapping[str, Any], sources: Mapping[str, str], *, strict: bool) -> Ground:
    who = key_of(row)
    if strict and not row.get("reason"):
        raise InvalidModelError(f"{who}: reason is missing; a guarantor or a pair of a case states it")
    return Ground(who, row.get("reason", ""), sourced(row, who, sources, strict=strict))
