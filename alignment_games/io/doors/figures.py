"""The door for figures in columns: numbers, whole numbers and codes, from files, R, pandas or plain lists."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown

#: The field's code for a missing value.
MISSING = -9
#: How programs write that a value is missing, in lower case.
_BLANK = {"", ".", "na", "n/a", "#n/a", "<na>", "nan", "null", "none", "nat"}
#: Missing values of Python, pandas and masked arrays, by the names of their types: they compare with nothing.
_NO_VALUE = {"NoneType", "NAType", "NaTType", "MaskedConstant"}
#: Types that have a float and are none.
NO_FIGURES = (bool, np.bool_, np.timedelta64, np.datetime64)
#: How R, Stata's exports and Python write yes and no, in lower case.
_FLAGS = {"true": 1.0, "t": 1.0, "false": 0.0, "f": 0.0}
#: Whole numbers up to here are exact as floats.
_LARGEST = 2**53


def numbers(column: Sequence[Any], what: str, *, flags: bool = False) -> Array:
    """Return the column as floats, missing values (empty, NA, None, <NA>, -9) as NaN.

    ``flags``: whether TRUE and FALSE are numbers here, 1 and 0. Raises InvalidModelError with the row for what is
    no number, and for infinities.
    """
    found = _at_once(column)
    if found is None:
        found = np.array([_figure(entry, f"{what}, row {k}", flags=flags) for k, entry in enumerate(column, start=1)])
    infinite = np.flatnonzero(np.isinf(found))
    if infinite.size:
        row = int(infinite[0])
        raise InvalidModelError(f"{what}, row {row + 1}: expected a finite number, got {shown(column[row])}")
    found[found == MISSING] = np.nan
    return found


def _at_once(column: Sequence[Any]) -> Array | None:
    """Return a column of plain numbers, or of text that holds nothing else, in one step; None for all others."""
    kinds = set(map(type, column))
    plain = all(
        issubclass(kind, (int, float, np.integer, np.floating)) and not issubclass(kind, NO_FIGURES) for kind in kinds
    )
    if not plain and (kinds != {str} or any("_" in entry for entry in column)):
        return None
    try:
        return np.array(column, dtype=float)
    except (ValueError, OverflowError):
        return None


def _figure(entry: Any, place: str, *, flags: bool) -> float:
    if type(entry).__name__ in _NO_VALUE:
        return np.nan
    wanted = "a number, TRUE or FALSE" if flags else "a number"
    text = entry.strip().lower() if isinstance(entry, str) else entry
    if isinstance(text, str):
        if text in _BLANK:
            return np.nan
        text = _FLAGS.get(text, text) if flags else text
    elif isinstance(text, (bool, np.bool_)) and flags:
        return float(text)
    try:
        return float(text if _may_be_a_number(text) else "")
    except OverflowError:
        raise InvalidModelError(f"{place}: expected a number below 1e308, got {shown(entry)}") from None
    except (TypeError, ValueError):
        raise InvalidModelError(
            f"{place}: expected {wanted}, got {shown(entry)}; what is missing is NA or empty"
        ) from None


def is_blank(entry: Any) -> bool:
    """Return whether an entry says that a value is missing, in any of the ways that programs write it.

    >>> [is_blank(entry) for entry in (None, " NA ", float("nan"), -9, "0")]
    [True, True, True, True, False]
    """
    if isinstance(entry, str):
        return entry.strip().lower() in _BLANK
    return type(entry).__name__ in _NO_VALUE or bool(isinstance(entry, Real) and (entry != entry or entry == MISSING))  # noqa: PLR0124 - NaN


def _may_be_a_number(entry: Any) -> bool:
    """Return whether an entry is text or a number: a truth value is not, nor a date, though each has a float."""
    if isinstance(entry, str):
        return "_" not in entry  # Python's own way to group digits
    number = isinstance(entry, (Real, np.number)) or hasattr(entry, "as_integer_ratio")  # a Decimal is no Real
    return number and not isinstance(entry, NO_FIGURES)


def whole_numbers(column: Sequence[Any], what: str) -> Array:
    """Return the column as integers, 255.0 as 255. Raises InvalidModelError with the row for anything else."""
    found = numbers(column, what)
    bad = np.flatnonzero(~((found == np.round(found)) & (abs(found) <= _LARGEST)))
    if bad.size:
        raise InvalidModelError(f"{what}, row {bad[0] + 1}: expected a whole number, got {shown(column[bad[0]])}")
    return found.astype(int)


def whole_number(value: Any, what: str) -> int:
    """Return a code or a year as an integer: 255, 255.0 or "255". Raises InvalidModelError for anything else.

    >>> whole_number(255.0, "threat")
    255
    """
    try:
        return int(whole_numbers([value], what)[0])
    except InvalidModelError:
        raise InvalidModelError(f"{what} must be a whole number, got {shown(value)}") from None
