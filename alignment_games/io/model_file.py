"""Model files: states that face one threat, in TOML or JSON.

```toml
title = "Two states face a third"
actions = ["balance", "buck_pass", "bandwagon"]    # on offer to all; a state may list its own

[threat]
name = "Germany"
power = 0.154
offence = 1.2                                      # optional, 1
form = "multiplicative"                            # or "additive", "power_only"

[[states]]
name = "France"
power = 0.046
contiguous = true                                  # or distance_km = 880
intent = 0.8                                       # the aggressive intent it perceives, 0 to 1
securitization = 1                                 # optional: odds of intent multiplied

[utility]                                          # optional: any field of SecurityUtility
burden = 0.05

[responses.hedge]                                  # optional: further rows of the table of responses
membership = 0.5
```
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, only_known, unknown_name
from alignment_games.models.response import DEFAULT_ACTIONS, ResponseModel, response_model
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
_TOP = ("title", "actions", "threat", "states", "guarantors", "reliability", "utility", "responses")
_THREAT = ("name", "power", "offence", "offence_balance", "form", "weights", "scale_km")
_STATE = (
    *("name", "power", "offence", "distance_km", "contiguous", "intent", "securitization", "offence_balance"),
    *("stake", "affinity", "actions"),
)


def read_model(path: str | Path, *, exact: bool = False) -> ResponseModel:
    """Return the model that a TOML or JSON file describes; the format is at the head of this module.

    ``exact`` reads every decimal as a fraction. Raises InvalidModelError with the file, the place and the
    remedy for a file that is missing, does not parse, or describes no sensible model.
    """
    return build_model(read_document(path, exact=exact), str(path))


def read_document(path: str | Path, *, exact: bool = False) -> dict[str, Any]:
    """Return the parsed TOML or JSON file as a dictionary. Raises InvalidModelError with the line."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise InvalidModelError(f"{path}: no such file; give a model file (.toml, .json) or a bundled case") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidModelError(f"{path}: cannot be read as text: {error}") from error
    return parse_document(text, str(path), json_format=path.suffix == ".json", exact=exact)


def parse_document(text: str, place: str, *, json_format: bool = False, exact: bool = False) -> dict[str, Any]:
    """Return the parsed text. Raises InvalidModelError with the line where it does not parse."""
    number = Fraction if exact else float
    try:
        document = json.loads(text, parse_float=number) if json_format else tomllib.loads(text, parse_float=number)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        kind = "JSON" if json_format else "TOML"
        raise InvalidModelError(f"{place}: not valid {kind}: {error}") from error
    except ValueError as error:  # Fraction refuses nan and inf
        raise InvalidModelError(f"{place}: every number must be finite: {error}") from error
    if not isinstance(document, dict):
        raise InvalidModelError(f"{place}: expected a table of settings at the top, got a {type(document).__name__}")
    return document


def build_model(document: Mapping[str, Any], place: str = "model") -> ResponseModel:
    """Return the model that a parsed file describes. ``place`` names the file in error messages."""
    try:
        return _build(document)
    except InvalidModelError as error:
        raise InvalidModelError(f"{place}: {error}") from error


def _build(document: Mapping[str, Any]) -> ResponseModel:
    _known("setting", document, _TOP)
    threat_table = _table(document, "threat")
    _known("setting of [threat]", threat_table, _THREAT)
    rows = document.get("states")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InvalidModelError("no states; give one [[states]] table for each state that faces the threat")
    for row in rows:
        _known(f"setting of state {row.get('name')!r}", row, _STATE)
    against = _state(threat_table, "[threat]")
    states = [_state(row, f"[[states]] number {k}") for k, row in enumerate(rows, start=1)]
    threat = perceived_threat(
        states,
        against,
        distance_km=[_distance(row, against.name) for row in rows],
        contiguous=[_flag(row) for row in rows],
        intent=[_required(row, "intent", row["name"]) for row in rows],
        securitization=[row.get("securitization", 1) for row in rows],
        offence_balance=[row.get("offence_balance", threat_table.get("offence_balance", 1)) for row in rows],
        form=_form(threat_table),
        proximity=RationalProximity(threat_table.get("scale_km", 1000)),
    )
    shared = _labels(document.get("actions", DEFAULT_ACTIONS), "actions")
    offered = {row["name"]: _labels(row.get("actions", shared), f"actions of {row['name']}") for row in rows}
    return response_model(
        states,
        against,
        threat,
        _utility(document, rows),
        actions=offered,
        table=_responses(document),
        guarantors=_guarantors(document),
        reliability=_reliability(document),
    )


def _rows(document: Mapping[str, Any], name: str, known: tuple[str, ...]) -> list[Mapping[str, Any]]:
    """Return the tables of a list of tables that may be missing, their settings checked."""
    rows = document.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InvalidModelError(f"{name}: expected one [[{name}]] table for each, got {rows!r}")
    for k, row in enumerate(rows, start=1):
        _known(f"setting of [[{name}]] number {k}", row, known)
        for key in known:
            _required(row, key, f"[[{name}]] number {k}")
    return rows


def _guarantors(document: Mapping[str, Any]) -> list[Guarantor]:
    rows = _rows(document, "guarantors", ("name", "power", "backs"))
    return [Guarantor(row["name"], row["power"], _labels(row["backs"], "backs")) for row in rows]


def _reliability(document: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    pairs = {}
    for row in _rows(document, "reliability", ("between", "value")):
        between = _labels(row["between"], "between")
        if len(between) != 2:
            raise InvalidModelError(f"[[reliability]]: between names two states, got {', '.join(between) or 'none'}")
        pairs[between[0], between[1]] = row["value"]
    return pairs


def _known(kind: str, table: Mapping[str, Any], names: Collection[str]) -> None:
    only_known(kind, table, names)


def _table(document: Mapping[str, Any], name: str, *, optional: bool = False) -> Mapping[str, Any]:
    table = document.get(name, {} if optional else None)
    if not isinstance(table, dict):
        raise InvalidModelError(f"expected a [{name}] table, got {'nothing' if table is None else repr(table)}")
    return table


def _required(row: Mapping[str, Any], key: str, who: str) -> Any:
    if key not in row:
        raise InvalidModelError(f"{who}: {key} is missing; add a line {key} = ...")
    return row[key]


def _state(row: Mapping[str, Any], place: str) -> State:
    name = _required(row, "name", place)
    return State(name, power=_required(row, "power", str(name)), offence=row.get("offence", 1))


def _flag(row: Mapping[str, Any]) -> bool:
    flag = row.get("contiguous", False)
    if not isinstance(flag, bool):
        raise InvalidModelError(f"{row['name']}: contiguous must be true or false, got {flag!r}")
    return flag


def _distance(row: Mapping[str, Any], threat: str) -> Any:
    if _flag(row):
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
    weights = table.get("weights", {})
    _known("weight", weights, () if name == "power_only" else ("power", "proximity", "offence", "intent"))
    return _FORMS[name](**weights)


def _labels(given: Any, what: str) -> tuple[str, ...]:
    if isinstance(given, str) or not all(isinstance(label, str) for label in given):
        raise InvalidModelError(f'{what} must be a list of names, like ["balance", "buck_pass"], got {given!r}')
    return tuple(given)


def _utility(document: Mapping[str, Any], states: list[Mapping[str, Any]]) -> SecurityUtility:
    given = _table(document, "utility", optional=True)
    # A list holds one number for each state.
    table: dict[str, Any] = {
        name: np.array(value) if isinstance(value, list) else value for name, value in given.items()
    }
    for name in ("stake", "affinity"):  # a state's own figures may stand with the state
        if any(name in row for row in states):
            shared = table.get(name, SecurityUtility.__dataclass_fields__[name].default)
            table[name] = np.array([row.get(name, shared) for row in states])
    form = table.pop("form", "second")
    if form not in _UTILITIES:
        raise unknown_name("form of [utility]", form, _UTILITIES)
    _known("setting of [utility]", table, tuple(SecurityUtility.__dataclass_fields__))
    if "contest" in table:
        if table["contest"] not in _CONTESTS:
            raise unknown_name("contest", table["contest"], _CONTESTS)
        table["contest"] = _CONTESTS[table["contest"]]
    return _UTILITIES[form](**table)


def _responses(document: Mapping[str, Any]) -> dict[str, Response]:
    rows = _table(document, "responses", optional=True)
    for name in rows:
        row = _table(rows, name)
        _known(f"column of [responses.{name}]", row, tuple(Response.__dataclass_fields__))
    return {name: Response(**row) for name, row in rows.items()}
