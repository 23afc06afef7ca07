"""A case: a model whose every figure has a source, beside what the states did.

A case file is a model file (`io.model_file`) with, on top: ``year``, ``summary``, ``expected_misses`` and a
``[sources]`` table; ``figures`` in [threat] and in each state, naming the sources of its numbers; and for
each state ``intent_reason``, ``recorded`` (the action that it took) and ``grade`` (A settled, B contested).
Intent and outcome codes are judgements, and each file says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.io.document import parse_document
from alignment_games.io.kinds import Kind, anything, fields, labels, rows, text, whole
from alignment_games.io.model_file import build_model
from alignment_games.models.response import ResponseGame, ResponseModel

#: What a case file holds on top of a model file.
_CASE: Mapping[str, Kind] = {"year": whole, "summary": text, "expected_misses": text, "sources": anything}
_STATE: Mapping[str, Kind] = {"figures": labels, **dict.fromkeys(("intent_reason", "recorded", "grade"), text)}


@dataclass(frozen=True)
class Record:
    """What one state did, and on what ground its figures stand."""

    state: str
    recorded: str
    grade: str
    intent: Any
    intent_reason: str
    figures: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Case:
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

    def __str__(self) -> str:
        return f"{self.name}: {self.title}"


def case_names() -> list[str]:
    """Return the names of the bundled cases, sorted."""
    folder = resources.files("alignment_games.cases") / "data"
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load_case(name: str, *, exact: bool = False) -> Case:
    """Return a bundled case; ``exact`` reads its decimals as fractions.

    Raises InvalidModelError with the closest name for an unknown case.

    >>> load_case("europe-1938").recorded["France"]
    'buck_pass'
    """
    if name not in case_names():
        raise unknown_name("case", name, case_names())
    text = (resources.files("alignment_games.cases") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return build_case(name, parse_document(text, f"case {name}", exact=exact))


def build_case(name: str, document: Mapping[str, Any]) -> Case:
    """Return the case that a parsed file describes. Raises InvalidModelError where a source is missing."""
    place = f"case {name}"
    for key in (*_CASE, "title", "threat", "states"):
        if not document.get(key):
            raise InvalidModelError(f"{place}: {key} is missing or empty; every case states it")
    _check_kinds(document, place)
    model = build_model(_model_part(document), place)
    sources = document["sources"]
    threat_figures = _sourced(document["threat"], document["threat"]["name"], sources, place)
    records = tuple(_record(row, sources, model, place) for row in document["states"])
    return Case(
        name,
        document["title"],
        document["year"],
        document["summary"].strip(),
        model,
        records,
        sources,
        threat_figures,
        document["expected_misses"].strip(),
    )


def _check_kinds(document: Mapping[str, Any], place: str) -> None:
    """Raise InvalidModelError where a field that only a case has is of another kind."""
    try:
        fields({key: document[key] for key in _CASE}, _CASE, "setting", "")
        (sources,) = rows([document["sources"]], f"expected a [sources] table, got {shown(document['sources'])}")
        fields(sources, dict.fromkeys(sources, text), "source", "[sources]")
        (threat,) = rows([document["threat"]], f"expected a [threat] table, got {shown(document['threat'])}")
        for row in (threat, *rows(document["states"], "no states; give one [[states]] table for each state")):
            own = {key: row[key] for key in _STATE if key in row}
            fields(own, _STATE, "setting", shown(row.get("name")))
    except InvalidModelError as error:
        raise InvalidModelError(f"{place}: {error}") from error


def _model_part(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document without what only a case holds."""
    part = {key: value for key, value in document.items() if key not in _CASE}
    part["states"] = [{k: v for k, v in row.items() if k not in _STATE} for row in document["states"]]
    part["threat"] = {k: v for k, v in document["threat"].items() if k != "figures"}
    return part


def _sourced(row: Mapping[str, Any], who: str, sources: Mapping[str, str], place: str) -> tuple[str, ...]:
    figures = row.get("figures")
    if not figures:
        raise InvalidModelError(f'{place}: {who} has no sources; add figures = ["..."] naming entries of [sources]')
    for source in figures:
        if source not in sources:
            raise InvalidModelError(f"{place}: {who}: {unknown_name('source', source, sources)}")
    return tuple(figures)


def _record(row: Mapping[str, Any], sources: Mapping[str, str], model: ResponseModel, place: str) -> Record:
    who = row["name"]
    figures = _sourced(row, who, sources, place)
    for key in ("recorded", "grade", "intent_reason"):
        if not row.get(key):
            raise InvalidModelError(f"{place}: {who}: {key} is missing; every state of a case states it")
    offered = model.actions[model.names.index(who)]
    if row["recorded"] not in offered:
        raise InvalidModelError(
            f"{place}: {who}: recorded is not on offer: {unknown_name('action', row['recorded'], offered)}"
        )
    if row["grade"] not in ("A", "B"):
        raise InvalidModelError(f"{place}: {who}: grade must be A (settled) or B (contested), got {row['grade']!r}")
    return Record(who, row["recorded"], row["grade"], row["intent"], row["intent_reason"], figures)
