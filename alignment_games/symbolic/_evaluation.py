"""The sign of a polynomial at sampled points, and of a number: floats where they suffice, exact terms elsewhere."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Expr, Float, Rational, nan, oo, zoo
from sympy.polys.rings import PolyElement

Array = NDArray[Any]

#: A float sum is trusted for its sign above this share of the sum of its terms' sizes: rounding is 1e-12 at most.
_TRUSTED_SHARE = 1e-9
#: Digits to which an irrational number is worked out, and the size below which it may be zero in disguise.
_DIGITS, _SMALLEST = 50, Float("1e-30", 15)


def number_sign(value: Expr) -> int | None:
    """Return the sign of a number, None where it is no finite real number or its sign cannot be told.

    >>> from sympy import log, sqrt
    >>> number_sign(sqrt(2) - 1), number_sign(sqrt(5 + 2 * sqrt(6)) - sqrt(2) - sqrt(3)), number_sign(log(-2))
    (1, 0, None)
    """
    if not value.is_number or value.has(nan, zoo, oo, -oo):
        return None
    if not isinstance(value, (Rational, Float)):
        worked_out = value.evalf(_DIGITS)
        if not isinstance(worked_out, (Rational, Float)):
            return None
        if abs(worked_out) < _SMALLEST:
            zero = value.equals(0)
            if zero is not False:
                return 0 if zero else None
        value = worked_out
    return int(bool(value > 0)) - int(bool(value < 0))


def as_float(coefficient: Any) -> float:
    """Return a fraction as a float, infinite where none is so large: then no sign is told from it."""
    top, bottom = int(coefficient.numerator), int(coefficient.denominator)
    try:
        return top / bottom
    except OverflowError:
        return float("inf") if top > 0 else float("-inf")


def signs_at(polynomial: PolyElement, values: Array) -> Array:
    """Return +1 or -1 at each point (a column of generator values), 0 where floats cannot tell."""
    total, size = np.zeros(values.shape[1]), np.zeros(values.shape[1])
    with np.errstate(over="ignore", invalid="ignore"):
        for monomial, coefficient in polynomial.terms():
            term = np.full(values.shape[1], as_float(coefficient))
            for k, exponent in enumerate(monomial):
                if exponent:
                    term *= values[k] ** exponent
            total += term
            size += np.abs(term)
    size[~np.isfinite(size)] = np.inf
    return np.where(np.abs(total) > _TRUSTED_SHARE * size, np.sign(np.nan_to_num(total)), 0).astype(int)


def zero_at(polynomial: PolyElement, values: Array) -> Array:
    """Return at which whole numbers a polynomial is exactly zero."""
    near = np.flatnonzero(signs_at(polynomial, values) == 0)
    found = np.zeros(values.shape[1], dtype=bool)
    for k in near.tolist():
        column = values[:, k]
        found[k] = bool((column == np.round(column)).all()) and not polynomial.evaluate(
            [(x, int(v)) for x, v in zip(polynomial.ring.gens, column.tolist(), strict=True)]
        )
    return found
