"""The sign of a polynomial at sampled points, and of a number: floats where they suffice, exact terms elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from sympy import QQ, Expr, Float, Rational, nan, oo, zoo
from sympy.polys.rings import PolyElement

from alignment_games.arrays import Array

#: A float sum is trusted for its sign above this share of the sum of its terms' sizes: rounding is 1e-12 at most.
_TRUSTED_SHARE = 1e-9
#: So many products of powers are held at a time.
_MOST_PRODUCTS = 2**20
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


@lru_cache(maxsize=1024)
def terms(polynomial: PolyElement) -> tuple[Array, Array, float]:
    """Return the exponents of the terms, ``(terms, generators)``, and their coefficients as shares of the largest."""
    exponents = np.array(polynomial.monoms(), dtype=np.int64).reshape(len(polynomial), polynomial.ring.ngens)
    unit = max(map(abs, polynomial.coeffs()), default=QQ(1))  # coefficients may be beyond the floats
    return exponents, np.array([as_float(c / unit) for c in polynomial.coeffs()]), as_float(unit)


def signs_at(polynomial: PolyElement, values: Array) -> Array:
    """Return +1 or -1 at each point (a column of generator values), 0 where floats cannot tell."""
    return np.asarray(signs_of([polynomial], values)[0])


def signs_of(polynomials: Sequence[PolyElement], values: Array) -> Array:
    """Return the signs of several polynomials as `signs_at` has them, ``(polynomials, points)``."""
    return Evaluation(polynomials).signs(values)


def surely(shares: Array) -> Array:
    """Return which shares of `Evaluation.shares` are above zero, whatever the rounding."""
    return np.asarray(shares > _TRUSTED_SHARE)


class Evaluation:
    """Several polynomials laid out once, to be worked out together at many points."""

    def __init__(self, polynomials: Sequence[PolyElement]) -> None:
        from scipy.sparse import csr_array

        each = [terms(p) for p in polynomials]
        ngens = polynomials[0].ring.ngens if polynomials else 0
        every = np.concatenate([np.empty((0, ngens), dtype=np.int64), *(exponents for exponents, _, _ in each)])
        self.monomials, places = np.unique(every, axis=0, return_inverse=True)
        rows = np.repeat(np.arange(len(each)), [len(exponents) for exponents, _, _ in each])
        coefficients = np.concatenate([np.empty(0), *(found for _, found, _ in each)])
        shape = len(each), len(self.monomials)
        self.matrix = csr_array((coefficients, (rows, places.ravel())), shape)
        self.sizes = abs(self.matrix)

    def signs(self, values: Array) -> Array:
        """Return +1 or -1 by polynomial and point (a column of generator values), 0 where floats cannot tell."""
        shares = self.shares(values)
        return surely(shares).astype(int) - surely(-shares)

    def shares(self, values: Array) -> Array:
        """Return the polynomials as shares of the sums of their terms' sizes, ``(polynomials, points)``: from -1 to 1.

        Zero where a sum is beyond the floats.
        """
        step = max(_MOST_PRODUCTS // max(len(self.monomials), 1), 1)
        starts = range(0, max(values.shape[1], 1), step)
        return np.concatenate([self._shares(values[:, k : k + step]) for k in starts], axis=1)

    def _shares(self, values: Array) -> Array:
        products = np.ones((len(self.monomials), values.shape[1]))
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            for exponents, generator in zip(self.monomials.T, values, strict=False):
                occurring, which = np.unique(exponents, return_inverse=True)
                if occurring.any():
                    products *= (generator ** occurring[:, None].astype(float))[which]
            size = self.sizes @ np.abs(products)
            shares = (self.matrix @ products) / size
        return np.where(np.isfinite(size) & np.isfinite(shares), shares, 0.0)


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
