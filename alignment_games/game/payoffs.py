"""Payoffs as they are given -> one array of their own and its arithmetic: float, exact or symbolic."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real
from typing import Any, Literal

import numpy as np

from alignment_games.arrays import Array, map_objects
from alignment_games.errors import InvalidModelError
from alignment_games.game.expressions import as_numbers, brief, is_expression
from alignment_games.game.refusals import refuse_masked, refuse_what_cannot_be_held, shape_of

Arithmetic = Literal["float", "exact", "symbolic"]

#: Above this, not every integer is a float.
_LARGEST_EXACT_FLOAT = 2**53


def as_payoffs(given: Any) -> tuple[Array, Arithmetic, Array | None]:
    """Return the payoffs as one array of their own, the arithmetic, and irrational payoffs as they were given."""
    refuse_masked(given)
    refuse_what_cannot_be_held(shape_of(given))
    if isinstance(given, (list, tuple)) and given and all(_is_numeric_array(part) for part in given):
        shapes = {part.shape for part in given}
        if len(shapes) > 1:
            raise InvalidModelError(
                f"every player's payoffs need the same shape, got {', '.join(map(str, sorted(shapes)))}"
            )
        given = np.stack(given)
    if _is_numeric_array(given):
        return *_from_numeric(given), None
    return _from_objects(np.array(given, dtype=object))


def _is_numeric_array(given: Any) -> bool:
    return isinstance(given, np.ndarray) and given.dtype.kind in "biuf"


def _from_numeric(array: Array) -> tuple[Array, Arithmetic]:
    if (
        array.dtype.kind in "iu"
        and array.size
        and max(abs(int(array.max())), abs(int(array.min()))) > (_LARGEST_EXACT_FLOAT)
    ):
        return map_objects(int, array), "exact"
    return np.array(array, dtype=np.float64), "float"


def _from_objects(array: Array) -> tuple[Array, Arithmetic, Array | None]:
    entries = list(array.flat)
    kinds = {type(entry): entry for entry in reversed(entries)}  # of thousands of payoffs there are two or three
    if any(issubclass(kind, (list, tuple, np.ndarray)) for kind in kinds):
        raise InvalidModelError("payoffs are ragged: every player's payoffs need the same shape")
    expressions = [kind for kind, entry in kinds.items() if is_expression(entry)]
    for kind, entry in kinds.items():
        if not (issubclass(kind, (Real, Decimal)) or kind in expressions):
            raise InvalidModelError(f"a payoff must be a number or an expression, got {brief(repr(entry))}")
    numbers = as_numbers(entries) if expressions else entries
    if numbers is None:
        return array, "symbolic", None
    table: Any = np.empty(len(numbers), dtype=object)
    table[:] = numbers
    table = table.reshape(array.shape)
    if all(issubclass(kind, (Rational, Decimal)) for kind in set(map(type, numbers))) and all(
        entry.is_finite() for entry in numbers if isinstance(entry, Decimal)
    ):
        return map_objects(_exact, table), "exact", None
    return table.astype(np.float64), "float", array if expressions else None


def _exact(entry: Any) -> int | Fraction:
    if isinstance(entry, Decimal):
        return Fraction(entry)
    numerator, denominator = int(entry.numerator), int(entry.denominator)
    return numerator if denominator == 1 else Fraction(numerator, denominator)


def refuse_non_finite(array: Array, players: tuple[str, ...], actions: tuple[tuple[str, ...], ...]) -> None:
    """Raise InvalidModelError where a payoff is NaN or infinite, naming the place."""
    # The sum is finite iff no entry is NaN or infinite, short of overflow, which the second look settles.
    with np.errstate(over="ignore", invalid="ignore"):
        if np.isfinite(array.sum()):
            return
    bad = np.argwhere(~np.isfinite(array))
    if not len(bad):
        return
    place = bad[0][-len(players) - 1 :]
    at = ", ".join(own[k] for own, k in zip(actions, place[1:], strict=True))
    raise InvalidModelError(
        f"the payoff of {players[place[0]]} at ({at}) is {array[tuple(bad[0])]}; payoffs must be finite numbers"
    )
