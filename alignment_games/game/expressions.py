"""Payoffs that are SymPy expressions: which are numbers, which make no sense, and putting values in for symbols.

SymPy is imported where it is used: payoffs without expressions never come here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, unknown_name

#: Digits to which an irrational number is worked out before it is rounded, so that equal numbers round alike.
_DIGITS = 40
#: Longer expressions are cut in messages.
_LONGEST = 60


def is_expression(entry: Any) -> bool:
    """Return whether a payoff is SymPy's, a number such as sqrt(2) or an expression in symbols."""
    if not hasattr(entry, "free_symbols"):
        return False
    from sympy import Expr

    return isinstance(entry, Expr)


def brief(entry: Any) -> str:
    """Return an expression as text of at most 60 characters."""
    text = str(entry)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def refuse_undefined(table: Array, players: tuple[str, ...], actions: tuple[tuple[str, ...], ...]) -> None:
    """Raise InvalidModelError for a payoff that is no finite real number whatever its symbols, with its place."""
    for place, entry in np.ndenumerate(table):
        if is_expression(entry) and _is_undefined(entry):
            i, *at = place[-len(players) - 1 :]
            where = ", ".join(own[k] for own, k in zip(actions, at, strict=True))
            raise InvalidModelError(
                f"the payoff of {players[i]} at ({where}) is {brief(entry)}; payoffs must be finite real numbers or "
                "expressions for them"
            )


def refuse_namesakes(entries: Iterable[Any]) -> None:
    """Raise InvalidModelError when two different symbols share a name: no reader could tell them apart."""
    seen: dict[str, Any] = {}
    for symbol in (s for entry in entries for s in getattr(entry, "free_symbols", ())):
        if seen.setdefault(str(symbol), symbol) != symbol:
            raise InvalidModelError(
                f"two different symbols are named {brief(symbol)} (their assumptions differ); use one Symbol object "
                "throughout, or give one of them another name"
            )


def as_numbers(entries: list[Any]) -> list[Any] | None:
    """Return numbers without symbols as fractions where they are rational, else as the nearest floats.

    None when a symbol, or something that is no finite real number, is among them.

    >>> from sympy import sqrt
    >>> as_numbers([1, (sqrt(2) - 1) * (sqrt(2) + 1), sqrt(2)])
    [1, 1, 1.4142135623730951]
    """
    if any(is_expression(entry) and (entry.free_symbols or _is_undefined(entry)) for entry in entries):
        return None
    return [_number(entry) if is_expression(entry) else entry for entry in entries]


def substituted(entries: list[Any], values: Mapping[Any, Any]) -> list[Any]:
    """Return the expressions with all values put in at once, so that x and y can be exchanged.

    Raises InvalidModelError for a name that no expression has, for one that two symbols have (a symbol itself says
    which is meant), and for a value that is no number or expression.
    """
    symbols = {s for entry in entries for s in getattr(entry, "free_symbols", ())}
    chosen: dict[Any, Any] = {}
    for key, value in values.items():
        named = [key] if key in symbols else [s for s in symbols if str(s) == str(key)]
        if not named:
            raise unknown_name("symbol", str(key), sorted(map(str, symbols)))
        refuse_namesakes(named)
        symbol, put_in = named[0], _as_value(str(key), value)
        if chosen.setdefault(symbol, put_in) != put_in:
            raise InvalidModelError(f"two values for {key}: {brief(chosen[symbol])} and {brief(put_in)}; give one")
    return [entry.xreplace(chosen) if is_expression(entry) else entry for entry in entries]


def _as_value(name: str, value: Any) -> Any:
    from sympy import Expr, Rational, sympify

    if isinstance(value, Decimal) and value.is_finite():
        value = Fraction(value)
    if isinstance(value, Fraction):
        return Rational(value.numerator, value.denominator)
    found = sympify(value) if isinstance(value, (Real, Decimal)) else value
    if not isinstance(found, Expr):
        raise InvalidModelError(f"{name}: expected a number or a SymPy expression to put in, got {brief(repr(value))}")
    return found


def _is_undefined(entry: Any) -> bool:
    from sympy import I, nan, oo, zoo

    if entry.has(I, nan, zoo, oo, -oo):
        return True
    if entry.free_symbols:
        return not _is_rational(entry) and (entry.is_finite is False or entry.is_extended_real is False)
    return not _is_real_number(entry.evalf(_DIGITS))


def _is_rational(entry: Any) -> bool:
    """Return whether sums, products and whole powers of numbers and of symbols that may be real are all there is.

    Such an expression has finite real values, and SymPy takes a hundred times as long to find nothing against it.
    """
    from sympy import preorder_traversal

    return all(
        part.is_Add or part.is_Mul or part.is_Number or (part.is_Pow and part.exp.is_Integer) or _may_be_real(part)
        for part in preorder_traversal(entry)
    )


def _may_be_real(part: Any) -> bool:
    return part.is_Symbol and part.is_real is not False and part.is_finite is not False and not part.is_zero


def _is_real_number(value: Any) -> bool:
    return bool(value.is_Number and value.is_finite)


def _number(entry: Any) -> Any:
    """Return a real number as itself if SymPy knows it to be rational, else as the nearest float."""
    from sympy import expand

    simple = entry if entry.is_Number else expand(entry)
    if simple.is_Number:
        return simple
    value = simple.evalf(_DIGITS)
    # Cancellation leaves no correct digit: decide in exact terms whether anything is left.
    if abs(value) < Fraction(1, 10**_DIGITS) and simple.equals(0):
        return 0
    number = float(value)
    if not np.isfinite(number):
        raise InvalidModelError(f"{brief(entry)} is too large for a float")
    return number
