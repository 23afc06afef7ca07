"""What a case file holds on top of a model file: its fields, their kinds, and the model file that is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.io.kinds import Kind, anything, fields, labels, number, rows, text, whole

#: Fields of the whole file.
WHOLE: Mapping[str, Kind] = {"year": whole, "summary": text, "expected_misses": text, "sources": anything}


def _reasons(value: Any, what: str) -> Mapping[str, str]:
    """Return a table of texts."""
    if not isinstance(value, Mapping):
        raise InvalidModelError(f'{what} must be a table, like {{arm = "disarmed by treaty"}}, got {shown(value)}')
    return {name: text(reason, f"{name} in {what}") for name, reason in value.items()}


_FIGURES: Mapping[str, Kind] = {"figures": labels, "power_before": number, "note": text}
_STATE: Mapping[str, Kind] = {
    **_FIGURES,
    **dict.fromkeys(("intent_reason", "recorded", "grade", "grade_reason"), text),
    "rubric": labels,
    "closed": _reasons,
}
#: Fields of each table of the file that a model file does not know.
_OWN: Mapping[str, Mapping[str, Kind]] = {
    "threat": _FIGURES,
    "states": _STATE,
    "guarantors": {**_FIGURES, "reason": text},
    "reliability": {"figures": labels, "reason": text},
}


def check_kinds(document: Mapping[str, Any]) -> None:
    """Raise InvalidModelError where a field that only a case has is of another kind."""
    fields({key: document[key] for key in WHOLE}, WHOLE, "setting", "")
    (sources,) = rows([document["sources"]], f"expected a [sources] table, got {shown(document['sources'])}")
    fields(sources, dict.fromkeys(sources, text), "source", "[sources]")
    for name, kinds in _OWN.items():
        for row in tables(document, name):
            own = {key: row[key] for key in kinds if key in row}
            fields(own, kinds, "setting", shown(row.get("name", row.get("between"))))
    _check_years(document)


def tables(document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the tables of a name, [threat] as a list of one."""
    if name == "threat":
        return list(rows([document["threat"]], f"expected a [threat] table, got {shown(document['threat'])}"))
    missing = "no states; give one [[states]] table for each state"
    return list(rows(document.get(name, []), missing if name == "states" else f"{name}: expected [[{name}]] tables"))


def _check_years(document: Mapping[str, Any]) -> None:
    """Raise InvalidModelError where only some have a figure for the year before: years would be mixed."""
    powers = [row for name in ("threat", "states", "guarantors") for row in tables(document, name)]
    without = [row for row in powers if "power_before" not in row]
    if without and len(without) < len(powers):
        who = shown(without[0].get("name"))
        raise InvalidModelError(f"{who} has no power_before, others have; give the year before to all or to none")


def model_part(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document without what only a case holds."""
    part = {key: value for key, value in document.items() if key not in WHOLE}
    for name, kinds in _OWN.items():
        if name in document:
            left = [{k: v for k, v in row.items() if k not in kinds} for row in tables(document, name)]
            part[name] = left[0] if name == "threat" else left
    return part


def sourced(row: Mapping[str, Any], who: str, sources: Mapping[str, str]) -> tuple[str, ...]:
    """Return the sources of a row's figures. Raises InvalidModelError where there are none, or unknown ones."""
    figures = row.get("figures")
    if not figures:
        raise InvalidModelError(f'{who} has no sources; add figures = ["..."] naming entries of [sources]')
    for source in figures:
        if source not in sources:
            raise InvalidModelError(f"{who}: {unknown_name('source', source, sources)}")
    return tuple(figures)
