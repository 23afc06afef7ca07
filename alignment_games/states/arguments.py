"""Parameters as the formulas want them: one number, or one for each state on the last axis."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from fractions import Fraction
from numbers import Real
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known, shown


def checked(
    value: Any,
    what: str,
    *,
    low: float | None = None,
    high: float | None = None,
    strictly: bool = False,
) -> Any:
    """Return the value, or raise InvalidModelError naming ``what`` when a number in it is out of range.

    ``strictly`` excludes the lower bound. Symbols pass, unless their assumptions contradict the bound.
    """
    if isinstance(value, (float, int)) and _is_inside(value, low, high, strictly=strictly):
        return value  # most of what is checked, and arrays of one number are dear
    array = np.asarray(value)
    if isinstance(value, (list, tuple)) and not array.size:
        raise InvalidModelError(f"{what} must be a number, got {shown(value)}")
    if array.dtype.kind in "biuf":
        inside = np.isfinite(array)
        if low is not None:
            inside &= array > low if strictly else array >= low
        if high is not None:
            inside &= array <= high
        if not inside.all():
            raise InvalidModelError(
                f"{what} must be {_range(low, high, strictly=strictly)}, got {array[~inside].flat[0]}"
            )
        return value
    for number in np.asarray(value, dtype=object).flat:
        _check_one(number, what, low, high, strictly=strictly)
    return value


def _check_one(number: Any, what: str, low: float | None, high: float | None, *, strictly: bool) -> None:
    """Raise InvalidModelError for a fraction out of range, a symbol known to be negative, and what is no number."""
    if isinstance(number, Real):
        checked(_as_float(number), what, low=low, high=high, strictly=strictly)
    elif not hasattr(number, "free_symbols"):
        raise InvalidModelError(f"{what} must be a number, got {shown(number)}")
    elif low is not None and getattr(number, "is_negative", None):
        raise InvalidModelError(f"{what} must be {_range(low, high, strictly=strictly)}, got the negative {number}")


def _is_inside(number: float, low: float | None, high: float | None, *, strictly: bool) -> bool:
    """Return whether a number is finite and within the bounds."""
    if low is not None and (number <= low if strictly else number < low):
        return False
    return -math.inf < number < math.inf and (high is None or number <= high)


def _as_float(number: Any) -> float:
    """Return the number as a float, and the largest float in place of what is larger."""
    try:
        return float(number)
    except OverflowError:
        return sys.float_info.max * (1 if number > 0 else -1)


def _range(low: float | None, high: float | None, *, strictly: bool) -> str:
    if low is None:
        return "a finite number"
    if high is not None:
        return f"between {low} and {high}"
    return f"a finite number {'above' if strictly else 'of at least'} {low}"


def per_state(value: Any, names: Sequence[str], what: str) -> Array:
    """Return the value as an array whose last axis counts the states (or is 1 where all share it).

    Accepts a scalar, a mapping by state name, or an array with last axis n or 1.
    """
    if isinstance(value, (float, int)):
        return np.array([value])  # most figures are one plain number
    if isinstance(value, Mapping):
        only_known("state", value, names)
        missing = [name for name in names if name not in value]
        if missing:
            raise InvalidModelError(f"{what} is missing for {', '.join(missing)}; give every state")
        return stacked([value[name] for name in names])
    array = np.asarray(value)
    if array.dtype.kind in "USO" and any(isinstance(entry, str) for entry in array.flat):
        raise InvalidModelError(f"{what} must be a number, got {shown(value)}")
    if array.dtype == object and any(entry is None for entry in array.flat):
        raise InvalidModelError(f"{what} is missing; give one number for each of {', '.join(names)}")
    if array.ndim == 0:
        return array.reshape(1)
    if array.shape[-1] not in (1, len(names)):
        raise InvalidModelError(
            f"{what} needs one value for each of {len(names)} states ({', '.join(names)}), got shape {array.shape}; "
            "a grid of values takes a last axis of 1: values[..., None]"
        )
    return array


def stacked(values: Sequence[Any]) -> Array:
    """Return the values side by side on a new last axis, leading axes broadcast."""
    arrays = [np.asarray(value) for value in values]
    return np.stack(np.broadcast_arrays(*arrays), axis=-1)


def of_state(value: Any, index: int) -> Any:
    """Return what an array parameter says for one state: the last axis picked, or the value all share."""
    if isinstance(value, (float, int)):
        return value
    array = np.asarray(value)
    if array.ndim == 0:
        return value
    return array[..., index if array.shape[-1] > 1 else 0]


def is_exact(*values: Any) -> bool:
    """Return whether a fraction or a symbol is among the values, so that all arithmetic should be exact."""
    for value in values:
        if isinstance(value, (float, int)):
            continue
        array = np.asarray(value)
        if array.dtype == object and any(isinstance(v, Fraction) or hasattr(v, "free_symbols") for v in array.flat):
            return True
    return False


def to_exact(value: Any) -> Any:
    """Return the value with each float replaced by the decimal that it prints as: 0.1 becomes 1/10; NaN stays."""
    array = np.asarray(value)
    if array.ndim == 0:
        return _fraction(array[()])
    exact = np.empty(array.size, dtype=object)
    exact[:] = [_fraction(entry) for entry in array.flat]
    return exact.reshape(array.shape)


def _fraction(entry: Any) -> Any:
    if isinstance(entry, (float, np.floating)) and math.isfinite(entry):
        return Fraction(str(float(entry)))
    if isinstance(entry, (bool, np.bool_, int, np.integer)):
        return Fraction(int(entry))
    return entry
