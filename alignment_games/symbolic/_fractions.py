r"""Fractions of polynomials whose denominators stay in factors.

A payoff such as :math:`-T(1+k)\,A/(D+A) - c` becomes one numerator and a multiset of denominator factors.
Sums take the least common multiple of the multisets and products join them, so that no greatest common
divisor of many variables is ever computed: that is what makes general-purpose simplification slow here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import reduce
from math import comb
from operator import add, mul, sub
from typing import Any

from sympy import QQ
from sympy.polys.rings import PolyElement, PolyRing

from alignment_games.errors import UnsupportedGameError

Monomial = tuple[int, ...]

#: Powers of sums that multiply out to more terms are refused: they would take minutes.
_MOST_TERMS = 500
#: Larger powers of one parameter are refused too.
_LARGEST_POWER = 1000


@dataclass(frozen=True, eq=False)
class Fraction:
    """A numerator over a product of powers of primitive polynomials."""

    numerator: PolyElement
    denominator: Counter[PolyElement]

    def __add__(self, other: Fraction) -> Fraction:
        common = self.denominator | other.denominator
        left = self.numerator * _product(self.numerator.ring, common - self.denominator)
        right = other.numerator * _product(self.numerator.ring, common - other.denominator)
        return Fraction(left + right, common)

    def __mul__(self, other: Fraction) -> Fraction:
        return Fraction(self.numerator * other.numerator, self.denominator + other.denominator)

    def __sub__(self, other: Fraction) -> Fraction:
        return self + Fraction(-other.numerator, other.denominator)

    def inverse(self) -> Fraction:
        """Return one over this. Raises ZeroDivisionError when this is zero."""
        constant, factors = split_monomials(self.numerator)
        top = _product(self.numerator.ring, self.denominator).mul_ground(1 / constant)
        return Fraction(top, factors)

    def power(self, exponent: int) -> Fraction:
        """Return the integer power, negative ones through the inverse. Raises UnsupportedGameError for long ones."""
        if exponent < 0:
            return self.inverse().power(-exponent)
        terms = len(self.numerator)
        if exponent > _LARGEST_POWER or (terms > 1 and comb(exponent + terms - 1, exponent) > _MOST_TERMS):
            of = f"a sum of {terms} terms" if terms > 1 else "a parameter"
            raise UnsupportedGameError(
                f"a payoff has {of} to the power {exponent}, too large to work with; use a symbol for it, or a smaller "
                "power"
            )
        counts = Counter({factor: k * exponent for factor, k in self.denominator.items() if exponent})
        return Fraction(self.numerator**exponent, counts)

    def reduced(self) -> Fraction:
        """Return the same with every denominator factor cancelled that divides the numerator."""
        top, left = self.numerator, Counter(self.denominator)
        for factor in list(left) if top else ():
            while left[factor] and (quotient := _quotient(top, factor)) is not None:
                top = quotient
                left[factor] -= 1
        return Fraction(top, +left if top else Counter())


def _quotient(polynomial: PolyElement, divisor: PolyElement) -> PolyElement | None:
    """Return the quotient, or None as soon as it is seen that there is none, where a division would go on to the end.

    The last terms are looked at before the first: in any order of monomials both are products of the factors'.
    """
    terms, left, quotient = divisor.terms(), dict(polynomial.terms()), {}
    (first, leading), (last, _) = max(terms), min(terms)
    if _apart(min(left), last) is None:
        return None
    while left:
        highest = max(left)
        times = _apart(highest, first)
        if times is None:
            return None
        quotient[times] = share = left[highest] / leading
        for monomial, coefficient in terms:
            at = tuple(map(add, monomial, times))
            difference = left.get(at, 0) - share * coefficient
            if difference:
                left[at] = difference
            else:
                del left[at]
    return polynomial.ring.from_dict(quotient)


def _apart(monomial: Monomial, divisor: Monomial) -> Monomial | None:
    """Return one monomial over another, None where it does not divide it."""
    found = tuple(map(sub, monomial, divisor))
    return None if min(found, default=0) < 0 else found


def _product(ring: PolyRing, factors: Counter[PolyElement]) -> PolyElement:
    return reduce(mul, (factor**k for factor, k in factors.items()), ring.one)


def primitive(polynomial: PolyElement) -> tuple[Any, PolyElement]:
    """Return (c, p) with c * p the polynomial and p of coprime integer coefficients, the first positive."""
    scale, whole = polynomial.clear_denoms()
    common = reduce(QQ.gcd, whole.coeffs()) if whole else QQ(1)
    common = common if common > 0 else -common
    if polynomial and whole.LC < 0:
        common = -common
    return QQ(common) / QQ(scale), whole.quo_ground(common)


def split_monomials(polynomial: PolyElement) -> tuple[Any, Counter[PolyElement]]:
    """Return the constant, and the generators and the one remaining factor that make up the polynomial."""
    if not polynomial:
        raise ZeroDivisionError("a payoff divides by zero")
    constant, rest = primitive(polynomial)
    ring = polynomial.ring
    lowest = tuple(map(min, zip(*rest.monoms(), strict=True)))
    factors = Counter({ring.gens[i]: k for i, k in enumerate(lowest) if k})
    rest = rest.quo(ring({lowest: QQ(1)})) if any(lowest) else rest
    if not rest.is_ground:
        factors[rest] += 1
    return constant, factors


def coefficients(polynomial: PolyElement, generator: int) -> list[PolyElement]:
    """Return the coefficients of the powers of one generator, the constant first; [0] for zero."""
    ring = polynomial.ring
    terms: list[dict[Monomial, Any]] = [{} for _ in range(polynomial.degrees()[generator] + 1 if polynomial else 1)]
    for m, c in polynomial.terms() if polynomial else ():
        terms[m[generator]][(*m[:generator], 0, *m[generator + 1 :])] = c
    return [ring(part) for part in terms]


def generators(polynomial: PolyElement) -> list[int]:
    """Return the positions of the generators that occur."""
    return [i for i, degree in enumerate(polynomial.degrees()) if degree > 0] if polynomial else []
