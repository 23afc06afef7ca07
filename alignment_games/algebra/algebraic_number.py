"""A real root of an irreducible polynomial: between which fractions it lies, and the signs of polynomials at it.

Everything here is exact: intervals have fractions for ends and are rounded outwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sympy import Poly

#: Bits with which the work begins, and beyond those asked for.
_BITS, _ROOM = 64, 32
#: An interval for the root is sought with up to so many decimals.
_DECIMALS = 2000

Interval = tuple[int, int]


@dataclass(frozen=True, eq=False)
class AlgebraicNumber:
    """The only root of an irreducible polynomial with whole coefficients in the open interval from low to high."""

    polynomial: Poly
    low: Fraction
    high: Fraction

    def enclosure(self, bits: int) -> tuple[Fraction, Fraction]:
        """Return fractions at most 2**-bits apart with the root between them."""
        low, high = self._scaled(bits)
        return Fraction(low, 2**bits), Fraction(high, 2**bits)

    def _scaled(self, bits: int) -> Interval:
        """Return whole numbers, at most one apart but for rounding, with the root times 2**bits between them."""
        work = bits + _ROOM
        while True:
            found = self._narrowed(work)
            if found is not None and found[1] - found[0] <= 2 ** (work - bits):
                return _shifted(found, work - bits)
            work *= 2

    def _narrowed(self, bits: int) -> Interval | None:
        """Return what Newton's method in intervals leaves of the isolating one; None where it does not begin."""
        coefficients, slopes = _coefficients(self.polynomial), _coefficients(self.polynomial.diff())
        low, high = scaled(self.low, self.high, bits)
        while True:
            slope = horner(slopes, (low, high), bits)
            if slope[0] <= 0 <= slope[1]:
                return None
            middle = (low + high) // 2
            value = horner(coefficients, (middle, middle), bits)
            quotients = [Fraction(v * 2**bits, s) for v in value for s in slope]
            new = max(low, middle + int(-max(quotients) // 1)), min(high, middle - int(min(quotients) // 1))
            if new[1] - new[0] >= (high - low) // 2:
                return new
            low, high = new

    def sign(self, polynomial: Poly) -> int:
        """Return the sign, -1, 0 or 1, of a polynomial with whole coefficients at the root."""
        coefficients = _coefficients(polynomial)
        bits = _BITS
        while True:
            low, high = horner(coefficients, self._scaled(bits), bits)
            if low > 0 or high < 0:
                return 1 if low > 0 else -1
            if bits == _BITS and self.vanishes(polynomial):
                return 0
            bits *= 2

    def vanishes(self, polynomial: Poly) -> bool:
        """Return whether a polynomial with whole coefficients is zero at the root: a multiple of the irreducible one.

        By Gauss's lemma the quotient then has whole coefficients too.
        """
        return bool(polynomial.div(self.polynomial, auto=False)[1].is_zero)

    def ratio(self, top: Poly, bottom: Poly, bits: int) -> tuple[Fraction, Fraction]:
        """Return fractions at most 2**-bits apart with top / bottom at the root between them; bottom is not zero."""
        work = bits + _ROOM
        while True:
            at = self._scaled(work)
            above, below = (horner(_coefficients(p), at, work) for p in (top, bottom))
            if not below[0] <= 0 <= below[1]:
                quotients = [Fraction(a, b) for a in above for b in below]
                low, high = min(quotients), max(quotients)
                if high - low <= Fraction(1, 2**bits):
                    return low, high
            work *= 2


def root_near(polynomial: Poly, near: Fraction) -> AlgebraicNumber | None:
    """Return the root next to a number, isolated by the shortest decimals that do; None where there is none.

    On the interval the polynomial changes its sign and its slope keeps one: it has one root there.
    """
    coefficients, slopes = _coefficients(polynomial), _coefficients(polynomial.diff())
    digits = 1
    while digits <= _DECIMALS:
        unit = Fraction(1, 10**digits)
        middle = round(near / unit) * unit
        low, high = middle - unit, middle + unit
        if exact_sign(coefficients, low) * exact_sign(coefficients, high) < 0:
            bits = 4 * digits + _BITS
            slope = horner(slopes, scaled(low, high, bits), bits)
            if not slope[0] <= 0 <= slope[1]:
                return AlgebraicNumber(polynomial, low, high)
        digits += 1 if digits < 20 else digits // 4
    return None


def exact_sign(coefficients: Sequence[int], at: Fraction) -> int:
    """Return the sign of a polynomial at a fraction.

    >>> [exact_sign([4, 0, -1], Fraction(k, 4)) for k in (1, 2, 3)]
    [-1, 0, 1]
    """
    total, power = 0, 1
    for c in coefficients:
        total, power = total * at.numerator + c * power, power * at.denominator
    return (total > 0) - (total < 0)


def horner(coefficients: Sequence[int], at: Interval, bits: int) -> Interval:
    """Return bounds of a polynomial on an interval; all but the coefficients in units of 2**-bits.

    >>> horner([1, 0, -2], (3, 3), 1)
    (0, 1)
    """
    low = high = 0
    for c in coefficients:
        ends = [x * y for x in (low, high) for y in at]
        low, high = (min(ends) >> bits) + (c << bits), -(-max(ends) >> bits) + (c << bits)
    return low, high


def scaled(low: Fraction, high: Fraction, bits: int) -> Interval:
    """Return an interval in units of 2**-bits, rounded outwards."""
    return int(low * 2**bits // 1), int(-(-high * 2**bits // 1))


def _shifted(interval: Interval, bits: int) -> Interval:
    return interval[0] >> bits, -(-interval[1] >> bits)


def _coefficients(polynomial: Poly) -> list[int]:
    return [int(c) for c in polynomial.all_coeffs()]
