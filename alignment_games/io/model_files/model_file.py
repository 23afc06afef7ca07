"""Model files: states that face one threat, in TOML or JSON.

```toml
title = "Two states face a third"                  # optional, as year, summary and notes are
actions = ["balance", "buck_pass", "bandwagon"]    # on offer to all; a state may list its own

[threat]
name = "Germany"
power = 0.154
offence = 1.2                                      # optional, 1
offence_balance = 0.8                              # optional, 1: below 1 defence is seen to have the advantage
form = "multiplicative"                            # or "additive", "power_only"

[[states]]
name = "France"
power = 0.046
contiguous = true                                  # or distance_km = 880
intent = 0.8                                       # the aggressive intent it perceives, 0 to 1
securitization = 1                                 # optional: odds of intent multiplied
stake = 1                                          # optional, with affinity, autonomy, spoils: see SecurityUtility

[[guarantors]]                                     # optional: states outside the game that back some inside it
name = "USA"
power = 0.12
backs = ["France"]

[[reliability]]                                    # optional: between pairs for which promises are worth less or more
between = ["France", "USSR"]
value = 0.3

[utility]                                          # optional: any field of SecurityUtility, and form = "first"
burden = 0.05

[responses.hedge]                                  # optional: further rows of the table of responses
membership = 0.5
```

Beside the figures a file may carry a year, a summary, notes, sources, and for each state what it did, and why each
figure is what it is (`io.model_files.annotations`); with the record of what every state did it is a case
(`cases.case`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.io.doors.document import parse_document
from alignment_games.io.doors.kinds import Kind, anything, fields, flag, labels, number, numbers, text
from alignment_games.io.doors.kinds import rows as rows_of_tables
from alignment_games.io.doors.text import read_text
from alignment_games.io.model_files.annotations import split
from alignment_games.models.response import DEFAULT_ACTIONS, ResponseModel, response_model
from alignment_games.signatures import as_annotated
from alignment_games.states.arguments import checked
from alignment_games.states.contest import difference_contest, ratio_contest
from alignment_games.states.guarantor import Guarantor
from alignment_games.states.proximity import RationalProximity
from alignment_games.states.security import FirstForm, Response, SecurityUtility
from alignment_games.states.state import State
from alignment_games.states.threat import perceived_threat
from alignment_games.states.threat_form import AdditiveThreat, MultiplicativeThreat, PowerOnlyThreat

_FORMS = {"multiplicative": MultiplicativeThreat, "additive": AdditiveThreat, "power_only": PowerOnlyThreat}
_CONTESTS = {"ratio": ratio_contest, "difference": difference_contest}
_UTILITIES = {"second": SecurityUtility, "first": FirstForm}
#: Tables are opened one by one, with words of their own where they are missing.
_TABLES = dict.fromkeys(("threat", "states", "guarantors", "reliability", "utility", "responses"), anything)
_TOP = {"actions": labels, **_TABLES}
_AGENT = {"name": text, "power": number, "offence": number}
_THREAT = {**_AGENT, "offence_balance": number, "form": text, "weights": anything, "scale_km": number}
#: Fields of the utility that a state may have figures of its own for.
_OF_STATE = ("stake", "affinity", "autonomy", "spoils")
_STATE = {
    **_AGENT,
    **dict.fromkeys(("distance_km", "intent", "securitization", "offence_balance", *_OF_STATE), number),
    "contiguous": flag,
    "actions": labels,
}
_GUARANTOR = {"name": text, "power": number, "backs": labels}
_PAIR = {"between": labels, "value": number}
#: The fields of each table of figures, and those of [utility].
FIELDS: Mapping[str, Mapping[str, Kind]] = {
    "threat": _THREAT,
    "states": _STATE,
    "guarantors": _GUARANTOR,
    "reliability": _PAIR,
}
UTILITY: Mapping[str, Kind] = {
    **dict.fromkeys(SecurityUtility.__dataclass_fields__, numbers),
    "contest": text,
    "form": text,
}
#: No model file is larger: a few thousand states.
MOST_BYTES = 4_000_000
#: Exponents, of a source of threat or of a contest: beyond them powers leave what floats and memory hold.
_LARGEST_EXPONENT = 1000


@as_annotated()
def read_model(path: str | Path, *, exact: bool = False) -> ResponseModel:
    """Return the model that a TOML or JSON file describes; the format is at the head of this module.

    ``exact`` reads every decimal as a fraction. Raises InvalidModelError with the file, the place and the
    remedy for a file that is missing, does not parse, or describes no sensible model.

    >>> from tempfile import TemporaryDirectory
    >>> import alignment_games as ag
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "munich.toml"
    ...     ag.write_model(ag.load_case("europe-1938").model, path)
    ...     read_model(path).names
    ('Britain', 'France', 'USSR')
    """
    return build_model(read_document(path, exact=exact), str(path))


@as_annotated()
def read_document(path: str | Path, *, exact: bool = False) -> dict[str, Any]:
    """Return the parsed TOML or JSON file as a dictionary. Raises InvalidModelError with the line."""
    written = read_text(path, "a model file (.toml, .json) or a bundled case", most=MOST_BYTES)
    return parse_document(written, str(path), json_format=Path(path).suffix.lower() == ".json", exact=exact)


def is_game(document: Mapping[str, Any]) -> bool:
    """Return whether a parsed file is one of a game with payoffs, rather than one of states and a threat."""
    return "payoffs" in document or "players" in document


@as_annotated()
def build_model(document: Mapping[str, Any], place: str = "model") -> ResponseModel:
    """Return the model that a parsed file describes. ``place`` names the file in error messages."""
    if is_game(document):
        raise InvalidModelError(
            f"{place}: a game with payoffs of its own, no model of states and a threat; as_model opens it"
        )
    try:
        return _build(document)
    except InvalidModelError as error:
        raise InvalidModelError(f"{place}: {error}") from error


def _build(document: Mapping[str, Any]) -> ResponseModel:
    document, about = split(document)
    document = dict(fields(document, _TOP, "setting", ""))
    threat_table = _table(document, "threat")
    against = _state(fields(threat_table, _THREAT, "setting of [threat]", _name(threat_table, "[threat]")), "[threat]")
    places = [f"[[states]] number {k}" for k in range(1, len(_rows(document)) + 1)]
    rows = [
        fields(row, _STATE, f"setting of state {shown(row.get('name'))}", _name(row, place))
        for row, place in zip(_rows(document), places, strict=True)
    ]
    states = [_state(row, place) for row, place in zip(rows, places, strict=True)]
    threat = perceived_threat(
        states,
        against,
        distance_km=[_distance(row, against.name) for row in rows],
        contiguous=[row.get("contiguous", False) for row in rows],
        intent=[_required(row, "intent", row["name"]) for row in rows],
        securitization=[row.get("securitization", 1) for row in rows],
        offence_balance=[row.get("offence_balance", threat_table.get("offence_balance", 1)) for row in rows],
        form=_form(threat_table),
        proximity=RationalProximity(_scale(threat_table)),
    )
    shared = document.get("actions", DEFAULT_ACTIONS)
    offered = {row["name"]: row.get("actions", shared) for row in rows}
    model = response_model(
        states,
        against,
        threat,
        _utility(document, rows),
        actions=offered,
        table=_responses(document),
        guarantors=[Guarantor(**row) for row in _several(document, "guarantors", _GUARANTOR)],
        reliability=dict(_pair(row) for row in _several(document, "reliability", _PAIR)),
    )
    return replace(model, about=about)


def _several(document: Mapping[str, Any], name: str, kinds: Mapping[str, Kind]) -> list[dict[str, Any]]:
    """Return the tables of a list that may be missing, each with all of its fields and no others."""
    tables = rows_of_tables(document.get(name, []), f"{name}: expected [[{name}]] tables")
    found = []
    for k, row in enumerate(tables, start=1):
        place = f"[[{name}]] number {k}"
        found.append({key: _required(fields(row, kinds, f"setting of {place}", place), key, place) for key in kinds})
    return found


def _pair(row: Mapping[str, Any]) -> tuple[tuple[str, str], Any]:
    if len(row["between"]) != 2:
        raise InvalidModelError(f"[[reliability]]: between must name two states, got {shown(row['between'])}")
    return (row["between"][0], row["between"][1]), row["value"]


def _rows(document: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return rows_of_tables(
        document.get("states"), "no states; give one [[states]] table for each state that faces the threat"
    )


def _table(document: Mapping[str, Any], name: str, *, optional: bool = False) -> Mapping[str, Any]:
    table = document.get(name, {} if optional else None)
    if not isinstance(table, Mapping):
        raise InvalidModelError(f"expected a [{name}] table, got {'nothing' if table is None else shown(table)}")
    return table


def _name(row: Mapping[str, Any], place: str) -> str:
    """Return whom an error about a row is about: its name, if it has one, else its place."""
    name = row.get("name")
    return name if isinstance(name, str) and name.strip() else place


def _required(row: Mapping[str, Any], key: str, who: str) -> Any:
    if key not in row:
        raise InvalidModelError(f"{who}: {key} is missing; add a line {key} = ...")
    return row[key]


def _state(row: Mapping[str, Any], place: str) -> State:
    name = _required(row, "name", place)
    return State(name, power=_required(row, "power", name), offence=row.get("offence", 1))


def _distance(row: Mapping[str, Any], threat: str) -> Any:
    if row.get("contiguous"):
        return row.get("distance_km", 0)
    if "distance_km" not in row:
        raise InvalidModelError(
            f"{row['name']}: distance_km is missing; give the km to {threat}, or contiguous = true for a land border"
        )
    return row["distance_km"]


def _form(table: Mapping[str, Any]) -> Any:
    name = table.get("form", "multiplicative")
    if name not in _FORMS:
        raise unknown_name("form", name, _FORMS)
    sources = () if name == "power_only" else ("power", "proximity", "offence", "intent")
    weights = fields(table.get("weights", {}), dict.fromkeys(sources, number), "weight", "the weights of [threat]")
    for source, weight in weights.items():
        checked(weight, f"weight of {source}", high=_LARGEST_EXPONENT, low=-_LARGEST_EXPONENT)
    return _FORMS[name](**weights)


def _scale(table: Mapping[str, Any]) -> Any:
    return checked(table.get("scale_km", 1000), "scale_km", low=0, strictly=True)


def _utility(document: Mapping[str, Any], states: Sequence[Mapping[str, Any]]) -> SecurityUtility:
    given = _table(document, "utility", optional=True)
    # A list holds one number for each state.
    table: dict[str, Any] = {
        name: np.array(value) if isinstance(value, list) else value
        for name, value in fields(given, UTILITY, "setting of [utility]", "[utility]").items()
    }
    for name in _OF_STATE:  # a state's own figures may stand with the state
        if any(name in row for row in states):
            shared = table.get(name, SecurityUtility.__dataclass_fields__[name].default)
            table[name] = np.array([row.get(name, shared) for row in states])
    form = table.pop("form", "second")
    if form not in _UTILITIES:
        raise unknown_name("form of [utility]", form, _UTILITIES)
    if "contest" in table:
        if table["contest"] not in _CONTESTS:
            raise unknown_name("contest", table["contest"], _CONTESTS)
        table["contest"] = _CONTESTS[table["contest"]]
    if "decisiveness" in table:
        checked(table["decisiveness"], "decisiveness", low=0, high=_LARGEST_EXPONENT, strictly=True)
    return _UTILITIES[form](**table)


def _responses(document: Mapping[str, Any]) -> dict[str, Response]:
    kinds = dict.fromkeys(Response.__dataclass_fields__, number)
    tables = _table(document, "responses", optional=True)
    rows = {name: fields(_table(tables, name), kinds, f"column of [responses.{name}]", name) for name in tables}
    return {name: Response(**row) for name, row in rows.items()}
