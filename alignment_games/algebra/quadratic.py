r"""Numbers :math:`p + q \sqrt{d}`, a field of their own: sums and products in a thousandth of the time of SymPy's.

Users see SymPy numbers; the work between is done here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from alignment_games.arrays import Array, map_objects


@dataclass(frozen=True, slots=True, eq=False)
class Quadratic:
    """The number ``rational`` + ``factor`` * sqrt(``radicand``); of two in one sum or product the radicand is the same.

    >>> golden = Quadratic(Fraction(-1, 2), Fraction(1, 2), 5)
    >>> golden * golden + golden == 1, golden < Fraction(5, 8), plain(1 / golden)
    (True, True, 1/2 + sqrt(5)/2)
    """

    rational: Fraction
    factor: Fraction
    radicand: int

    def _parts(self, other: Any) -> tuple[Fraction, Fraction] | None:
        """Return the parts of a number of this field, None for what is none."""
        if isinstance(other, Quadratic):
            return (other.rational, other.factor) if other.radicand == self.radicand else None
        return (Fraction(other), Fraction(0)) if isinstance(other, (int, Fraction)) else None

    def __add__(self, other: Any) -> Any:
        parts = self._parts(other)
        if parts is None:
            return NotImplemented
        return Quadratic(self.rational + parts[0], self.factor + parts[1], self.radicand)

    __radd__ = __add__

    def __neg__(self) -> Quadratic:
        return Quadratic(-self.rational, -self.factor, self.radicand)

    def __sub__(self, other: Any) -> Any:
        return self + -other

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __mul__(self, other: Any) -> Any:
        parts = self._parts(other)
        if parts is None:
            return NotImplemented
        p, q = parts
        rational = self.rational * p + self.factor * q * self.radicand
        return Quadratic(rational, self.rational * q + self.factor * p, self.radicand)

    __rmul__ = __mul__

    def _inverse(self) -> Quadratic:
        norm = self.rational**2 - self.radicand * self.factor**2
        return Quadratic(self.rational / norm, -self.factor / norm, self.radicand)

    def __truediv__(self, other: Any) -> Any:
        return self * (other._inverse() if isinstance(other, Quadratic) else 1 / Fraction(other))

    def __rtruediv__(self, other: Any) -> Any:
        return self._inverse() * other

    def _sign(self) -> int:
        """Return the sign: that of the larger part in absolute value."""
        p, q = _sign(self.rational), _sign(self.factor)
        if q in (p, 0):
            return p
        return p if self.rational**2 > self.radicand * self.factor**2 else q

    def __eq__(self, other: object) -> bool:
        return self._parts(other) is not None and (self - other)._sign() == 0

    __hash__ = None  # type: ignore[assignment]

    def __lt__(self, other: Any) -> bool:
        return bool((self - other)._sign() < 0)

    def __le__(self, other: Any) -> bool:
        return bool((self - other)._sign() <= 0)

    def __gt__(self, other: Any) -> bool:
        return bool((self - other)._sign() > 0)

    def __ge__(self, other: Any) -> bool:
        return bool((self - other)._sign() >= 0)

    def plain(self) -> Any:
        """Return the number as a fraction or a SymPy number."""
        if self.factor == 0:
            return self.rational
        from sympy import Rational, sqrt

        p, q = (Rational(part.numerator, part.denominator) for part in (self.rational, self.factor))
        return p + q * sqrt(self.radicand)


def plain(number: Any) -> Any:
    """Return a number as users see it: a `Quadratic` as a fraction or SymPy number, SymPy numbers multiplied out."""
    if isinstance(number, Quadratic):
        return number.plain()
    return number.expand() if hasattr(number, "expand") else number


def square_root(square: Fraction) -> Quadratic:
    """Return the root of a fraction of which it is irrational.

    >>> square_root(Fraction(12, 25)).plain()
    2*sqrt(3)/5
    """
    from sympy import sqrt

    # Without square factors that are easily found: so does SymPy write it.
    factor, root = sqrt(square.numerator * square.denominator).as_coeff_Mul()
    return Quadratic(Fraction(0), Fraction(int(factor), square.denominator), int(root**2))


def in_one_field(point: Sequence[Array]) -> list[Array]:
    """Return arrays with their SymPy numbers p + q sqrt(d) as `Quadratic`; as they are where there is not one d.

    >>> from sympy import sqrt
    >>> in_one_field([np.array([1 + sqrt(2) / 3, Fraction(1, 2)])])[0].tolist()
    [Quadratic(rational=Fraction(1, 1), factor=Fraction(1, 3), radicand=2), Fraction(1, 2)]
    """
    read = [[_as_quadratic(number) for number in own.tolist()] for own in point]
    radicands = {number.radicand for own in read for number in own if isinstance(number, Quadratic)}
    if len(radicands) != 1 or any(number is None for own in read for number in own):
        return list(point)
    return [np.array([*own, None], dtype=object)[:-1] for own in read]


def multiplied_out(numbers: Array) -> Array:
    """Return numbers of which those that are equal compare as equal: SymPy's without brackets."""
    if numbers.dtype != object:
        return numbers
    return map_objects(lambda number: number.expand() if hasattr(number, "expand") else number, numbers)


def in_plain_numbers(numbers: Array) -> Array:
    """Return numbers as users see them: fractions and SymPy numbers, multiplied out."""
    return map_objects(plain, numbers) if numbers.dtype == object else numbers


def _as_quadratic(number: Any) -> Any:
    """Return a SymPy number p + q sqrt(d) as `Quadratic`, None for another irrational one; others as they are."""
    if not hasattr(number, "free_symbols"):
        return number
    rational, rest = number.as_coeff_Add()
    factor, root = rest.as_coeff_Mul()
    if not (rational.is_Rational and factor.is_Rational and root.is_Pow and root.exp * 2 == 1 and root.base.is_Integer):
        return Fraction(int(number.p), int(number.q)) if number.is_Rational else None
    p, q = (Fraction(int(part.p), int(part.q)) for part in (rational, factor))
    return Quadratic(p, q, int(root.base))


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)
