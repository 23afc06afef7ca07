"""Figures that come in several entries, such as powers by state: read and changed one by one, by label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Number
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, only_known

#: The label of a figure that is a single one.
WHOLE = ""


def label(key: Any) -> str:
    """Return the label of a key: pairs, as of states, are joined by a dot."""
    return ".".join(map(str, key)) if isinstance(key, tuple) else str(key)


def entries(value: Any, parts: Sequence[str] = ()) -> dict[str, Any]:
    """Return the single figures of a value by label; ``parts`` are the labels of what a tuple holds.

    >>> entries({"Italy": (1, 0)}, ["first", "second"])
    {'Italy.first': 1, 'Italy.second': 0}
    >>> entries(0.1)
    {'': 0.1}
    """
    rows = _rows(value, parts)
    if rows is None:
        return {WHOLE: plain(value) if isinstance(value, np.generic) else value}
    return {_below(key, inner): leaf for key, each in rows for inner, leaf in entries(each, parts).items()}


def replaced(value: Any, changes: Mapping[str, Any], parts: Sequence[str] = (), at: str = WHOLE) -> Any:
    """Return the value with other figures under some of its labels."""
    rows = _rows(value, parts)
    if rows is None:
        return changes.get(at, value)
    changed = [replaced(each, changes, parts, _below(at, key)) for key, each in rows]
    return dict(zip(value, changed, strict=True)) if isinstance(value, Mapping) else tuple(changed)


def changes_of(given: Any, known: Mapping[str, Any], parts: Sequence[str], what: str) -> dict[str, Any]:
    """Return what is given for a figure by the labels of its entries: one for all, or a mapping by label.

    Raises InvalidModelError for an unknown label.
    """
    if not isinstance(given, Mapping):
        return dict.fromkeys(known, given)
    if WHOLE in known:
        raise InvalidModelError(f"{what} is one figure for all, got one for {', '.join(map(label, given)) or 'nobody'}")
    found = entries(given, parts)
    only_known(f"entry of {what}", found, known)
    return found


def with_entries(value: Any, given: Any, what: str, parts: Sequence[str] = ()) -> Any:
    """Return a figure with what is given for it put in: one number for all its entries, or a mapping by label.

    >>> with_entries({"UK": 1, "France": 2}, {"UK": 3}, "cost")
    {'UK': 3, 'France': 2}
    """
    return replaced(value, changes_of(given, entries(value, parts), parts, what), parts)


def in_proportion(value: Mapping[Any, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changes of chances that sum to one, with the rest of each group scaled so that they still do.

    >>> in_proportion({"A": {"x": 0.5, "y": 0.25, "z": 0.25}}, {"A.x": 0.2})
    {'A.x': 0.2, 'A.y': 0.4, 'A.z': 0.4}
    """
    found = dict(changes)
    for name, group in value.items():
        chances = {_below(label(name), label(key)): chance for key, chance in group.items()}
        moved = [key for key in chances if key in changes]
        left = [key for key in chances if key not in changes]
        if moved and left:
            before = sum(chances[key] for key in left)
            share = (1 - sum(changes[key] for key in moved)) / before
            found |= {key: chances[key] * share for key in left}
    return found


def _rows(value: Any, parts: Sequence[str]) -> list[tuple[str, Any]] | None:
    if isinstance(value, Mapping):
        return [(label(key), each) for key, each in value.items()]
    if parts and isinstance(value, (tuple, list)):
        return list(zip(parts, value, strict=True))
    return None


def _below(above: str, key: str) -> str:
    return f"{above}.{key}" if above and key else above or key


def is_figure(value: Any) -> bool:
    """Return whether a value is a number, a symbol or an array of such: no text, function or structure."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "iufO"
    return isinstance(value, Number) or hasattr(value, "free_symbols")


def plain(value: Any) -> Any:
    """Return a figure as a plain number, an array where it has axes."""
    array = np.asarray(value)
    return value if array.ndim else array.item()
