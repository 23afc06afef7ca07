"""What a model file says beside its figures: title, year, summary, sources, notes, and the record with its grounds.

No game depends on it. It is checked where it is read, carried along with the model, and written back (`ResponseModel.
about`): what a file says is never dropped. A model file with a record is a case, see `cases.case`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from alignment_games.errors import InvalidModelError, shown
from alignment_games.io.doors.kinds import Kind, fields, labels, number, rows, text, whole

#: A model file without what it says beside its figures, and that, by place.
Split = tuple[dict[str, Any], dict[str, Any]]


def reasons(value: Any, what: str) -> Mapping[str, str]:
    """Return a table of texts."""
    if not isinstance(value, Mapping):
        raise InvalidModelError(f'{what} must be a table, like {{arm = "disarmed by treaty"}}, got {shown(value)}')
    return {name: text(reason, f"{name} in {what}") for name, reason in value.items()}


def sources(value: Any, what: str) -> Mapping[str, str]:
    """Return the sources by the keys under which ``figures`` name them."""
    if not isinstance(value, Mapping):
        raise InvalidModelError(f"expected a [{what}] table, got {shown(value)}")
    return {name: text(source, f"{name} of [{what}]") for name, source in value.items()}


#: Fields of the whole file.
WHOLE: Mapping[str, Kind] = {
    "title": text,
    "year": whole,
    "summary": text,
    "notes": text,
    "expected_misses": text,
    "sources": sources,
}
_FIGURES: Mapping[str, Kind] = {"figures": labels, "power_before": number, "note": text}
_STATE: Mapping[str, Kind] = {
    **_FIGURES,
    **dict.fromkeys(("intent_reason", "recorded", "grade", "grade_reason"), text),
    "rubric": labels,
    "closed": reasons,
}
#: Fields of each table of a file.
TABLES: Mapping[str, Mapping[str, Kind]] = {
    "threat": _FIGURES,
    "states": _STATE,
    "guarantors": {**_FIGURES, "reason": text},
    "reliability": {"figures": labels, "reason": text, "note": text},
}


def tables(document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the tables of a name, [threat] as a list of one."""
    if name == "threat":
        return list(rows([document.get(name)], f"expected a [threat] table, got {_given(document.get(name))}"))
    missing = "no states; give one [[states]] table for each state that faces the threat"
    return list(rows(document.get(name, []), missing if name == "states" else f"{name}: expected [[{name}]] tables"))


def _given(value: Any) -> str:
    return "nothing" if value is None else shown(value)


def split(document: Mapping[str, Any]) -> Split:
    """Return the document without what stands beside its figures, and that: by field, and by table and name.

    Raises InvalidModelError where some of it is of another kind.

    >>> split({"year": 1938, "threat": {"name": "Germany", "note": "at par"}})[1]
    {'year': 1938, 'threat': {'Germany': {'note': 'at par'}}}
    """
    part = {key: value for key, value in document.items() if key not in WHOLE}
    about = dict(fields({key: document[key] for key in document if key in WHOLE}, WHOLE, "setting", ""))
    for name, kinds in TABLES.items():
        if name not in document:
            continue
        each = tables(document, name)
        left = [{key: value for key, value in row.items() if key not in kinds} for row in each]
        part[name] = left[0] if name == "threat" else left
        own = {key_of(row): _own(row, kinds) for row in each}
        about |= {name: said} if (said := {key: row for key, row in own.items() if row}) else {}
    return part, about


def _own(row: Mapping[str, Any], kinds: Mapping[str, Kind]) -> dict[str, Any]:
    given = {key: value for key, value in row.items() if key in kinds}
    return dict(fields(given, kinds, "setting", shown(row.get("name", row.get("between")))))


def joined(document: Mapping[str, Any], about: Mapping[str, Any], written: Callable[[Any], Any]) -> dict[str, Any]:
    """Return the document of a model's figures with what was beside them, ``written`` as a file has a number."""
    head = {name: about[name] for name in WHOLE if name in about and name != "sources"}
    whole_file = {**head, **document}
    for name in TABLES:
        said = about.get(name, {})
        if name in document and said:
            each = [{**row, **_written(said.get(key_of(row), {}), written)} for row in tables(document, name)]
            whole_file[name] = each[0] if name == "threat" else each
    return {**whole_file, **({"sources": about["sources"]} if "sources" in about else {})}


def _written(row: Mapping[str, Any], written: Callable[[Any], Any]) -> dict[str, Any]:
    return {key: written(value) if key == "power_before" else value for key, value in row.items()}


def key_of(row: Mapping[str, Any]) -> str:
    """Return whom a row is about: a name, or the two names of a pair."""
    between: Sequence[Any] = row.get("between", ())
    return str(row.get("name", " and ".join(map(str, between))))
