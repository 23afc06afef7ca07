"""The real roots of irreducible polynomials with rational coefficients, each between two numbers as close as is asked.

Sympy isolates them by continued fractions (Akritas, Strzeboński & Vigklas 2008); steps of Newton's method narrow them,
each proven by the signs at its ends: an irreducible polynomial of degree two and more is zero at no fraction.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any


@cache
def polynomials() -> Any:
    """Return the ring of polynomials of one unknown with rational coefficients."""
    from sympy import QQ
    from sympy.polys.rings import ring

    return ring("z", QQ)[0]


def enclosures(factor: Any, width: Fraction, *, low: int | None = None, high: int | None = None) -> list[Any]:
    """Return the ends of an interval about each root from ``low`` to ``high``, in order, at most ``width`` apart.

    ``factor``: irreducible, of `polynomials`. Ends are numbers of its domain, both the root where that is one.

    >>> z = polynomials().gens[0]
    >>> [[round(float(end), 9) for end in ends] for ends in enclosures(2 * z**2 - 1, Fraction(1, 2**60), low=0)]
    [[0.707106781, 0.707106781]]
    """
    from sympy import QQ, Poly, Symbol

    if factor.degree() == 1:
        root = -factor.coeff(1) / factor.LC
        return [(root, root)] if (low is None or low <= root) and (high is None or root <= high) else []
    whole = Poly.from_list(factor.to_dense(), Symbol("z"), domain=QQ)
    found = ([QQ(int(end.p), int(end.q)) for end in ends] for ends, _ in whole.intervals(inf=low, sup=high))
    return [_narrowed(factor, one, other, width) for one, other in found]


def _narrowed(factor: Any, low: Any, high: Any, width: Fraction) -> tuple[Any, Any]:
    """Return a narrow enclosure of the root between two numbers: a step of Newton's where the sign changes around it.

    An irreducible polynomial of degree two and more is zero at no fraction, so its sign says on which side a root is.
    """
    domain, slope, grid = factor.ring.domain, factor.diff(factor.ring.gens[0]), 8 / width

    def positive(number: Any) -> bool:
        return bool(factor.evaluate(0, number) > 0)

    at_high = positive(high)
    while as_fraction(high - low) > width:
        middle = (low + high) / 2
        steepness, half = slope.evaluate(0, middle), max(as_fraction(high - low) ** 2, width / 4)
        if steepness:
            near = as_fraction(middle - factor.evaluate(0, middle) / steepness)
            ends = [Fraction(round(end * grid), grid) for end in (near - half, near + half)]
            below, above = (domain(end.numerator, end.denominator) for end in ends)
            if low < below < above < high and positive(below) != at_high == positive(above):
                low, high = below, above
                continue
        low, high = (low, middle) if positive(middle) == at_high else (middle, high)
    return low, high


def as_fraction(number: Any) -> Fraction:
    """Return a rational number of any kind as a fraction."""
    return Fraction(int(number.numerator), int(number.denominator))
