"""The door for parsed files: what kind of thing stands in each field, checked before anything is built.

A kind is a function of a value and of what the value is called in an error; it returns the value or raises
InvalidModelError. A table is checked against its kinds by name: `fields`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from numbers import Real
from typing import Any

from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.io.doors.figures import NO_FIGURES

Kind = Callable[[Any, str], Any]

#: The largest size of a number in a file: what a float holds, with room for products.
LARGEST = 1e150


def fields(table: Any, kinds: Mapping[str, Kind], setting: str, what: str) -> Mapping[str, Any]:
    """Return a table with nothing but known fields, each of its kind.

    ``setting``: what a field is, for the error about an unknown one; ``what``: the table or whose it is, empty for
    the whole file.
    """
    if not isinstance(table, Mapping):
        raise InvalidModelError(f"{what} must be a table of settings, got {shown(table)}")
    kind, _, whose = setting.partition(" of ")
    for name in table:
        if name not in kinds:
            raise InvalidModelError(f"{whose}: {unknown_name(kind, name, kinds)}".removeprefix(": "))
    return {name: kinds[name](value, f"{name} of {what}" if what else name) for name, value in table.items()}


def number(value: Any, what: str) -> Any:
    """Return a number or a symbol: no truth value, no date, no text, nothing above 1e150."""
    if isinstance(value, NO_FIGURES) or not (isinstance(value, Real) or hasattr(value, "free_symbols")):
        raise InvalidModelError(f"{what} must be a number, got {shown(value)}")
    if _too_large(value):
        raise InvalidModelError(f"{what} must be a number of at most 1e150, got {shown(value)}")
    return value


def _too_large(value: Any) -> bool:
    return not hasattr(value, "free_symbols") and bool(LARGEST < abs(value) < float("inf"))


def whole(value: Any, what: str) -> int:
    """Return a whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidModelError(f"{what} must be a whole number, got {shown(value)}")
    return value


def numbers(value: Any, what: str) -> Any:
    """Return one number, or a list with one for each state."""
    if not isinstance(value, list):
        return number(value, what)
    if not value:
        raise InvalidModelError(f"{what} must be a number or a list with one for each state, got an empty list")
    return [number(each, f"{what}, entry {k}") for k, each in enumerate(value, start=1)]


def flag(value: Any, what: str) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise InvalidModelError(f"{what} must be true or false, got {shown(value)}")
    return value


def text(value: Any, what: str) -> str:
    """Return text."""
    if not isinstance(value, str):
        raise InvalidModelError(f"{what} must be text in quotes, got {shown(value)}")
    return value


def labels(value: Any, what: str) -> list[str]:
    """Return a list of names."""
    if not isinstance(value, (list, tuple)) or not all(isinstance(label, str) for label in value):
        raise InvalidModelError(f'{what} must be a list of names, like ["balance", "buck_pass"], got {shown(value)}')
    return list(value)


def anything(value: Any, what: str) -> Any:  # noqa: ARG001 - one signature
    """Return the value: its kind is checked where it is used."""
    return value


def rows(value: Any, what: str) -> Sequence[Mapping[str, Any]]:
    """Return a list of tables."""
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise InvalidModelError(what)
    return value
