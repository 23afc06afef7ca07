r"""The signs of polynomials on [0, 1], and exact numbers in it: a cylindrical decomposition in one dimension.

The real roots of the polynomials cut the interval into points and gaps on which every sign is constant (Collins
1975). Roots are isolated exactly by their irreducible factors, so a polynomial is zero at a point iff the point's
factor divides it; elsewhere its sign is that at any number of the cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any

from alignment_games.algebra.quadratic import square_root
from alignment_games.algebra.real_roots import as_fraction, enclosures, polynomials
from alignment_games.solvers.control import Tick, unhurried

#: How closely irrational roots are enclosed: closer where these do not part them.
_WIDTHS = (Fraction(1, 10**40), Fraction(1, 10**80), Fraction(1, 10**160))
#: Of so many polynomials are the roots kept: the same ones come again and again.
_REMEMBERED = 4096
#: Steps of Newton's method from there, each of which doubles the digits, and the grid that they are rounded to.
_NEWTON_STEPS, _GRID = 5, 2**2200


@dataclass(frozen=True)
class PointOrGap:
    """A point of [0, 1] or a gap between two.

    ``near``: a number in the gap, or the point, or a number that no other root separates from it.
    ``factor``: the irreducible polynomial that is zero at the point, None for a gap.
    """

    near: Any
    factor: Any = None

    @property
    def rational(self) -> bool:
        """Whether the point is rational; of a gap always."""
        return self.factor is None or bool(self.factor.degree() == 1)

    def number(self) -> Any:
        """Return the number exactly: a fraction or, of a quadratic factor, a `Quadratic`; None for other roots."""
        near = as_fraction(self.near)
        if self.rational:
            return near
        if self.factor.degree() > 2:
            return None
        constant, linear, square = (as_fraction(self.factor.coeff(self.factor.ring.gens[0] ** k)) for k in range(3))
        middle = -linear / (2 * square)
        root = square_root(middle**2 - constant / square)
        return middle + root if near > middle else middle - root

    def precisely(self) -> Fraction:
        """Return the number to some 600 digits, by Newton's method from `near`: enough beside the smallest floats."""
        number = as_fraction(self.near)
        if self.rational:
            return number
        slope = self.factor.diff(self.factor.ring.gens[0])
        for _ in range(_NEWTON_STEPS):
            here = self.factor.ring.domain(number.numerator, number.denominator)
            value, steepness = (as_fraction(p.evaluate(0, here)) for p in (self.factor, slope))
            number = Fraction(round((number - value / steepness) * _GRID), _GRID)
        return number


class Signs:
    """The signs of some polynomials on [0, 1], and the ``cells`` on which they are constant, from 0 to 1.

    ``certain``: whether the enclosures of all roots are apart from each other.
    """

    def __init__(self, every: Iterable[Any], tick: Tick = unhurried) -> None:
        z = polynomials().gens[0]
        self._factors: dict[Any, set[Any]] = {}
        for p in (z, 1 - z, *every):
            if p != 0 and p not in self._factors:
                tick()
                self._factors[p] = {f.monic() for f, _ in p.factor_list()[1]}
        tick()
        self.cells = list(self._cells())

    def at(self, polynomial: Any, cell: PointOrGap) -> int:
        """Return the sign of one of the polynomials on a cell."""
        if polynomial == 0 or cell.factor in self._factors[polynomial]:
            return 0
        value = polynomial.evaluate(0, cell.near)
        return int(value > 0) - int(value < 0)

    def near_zero(self, share: Fraction) -> bool:
        """Return whether some polynomial is not zero at a point but smaller than this share of its terms."""
        return any(
            0 < abs(as_fraction(p.evaluate(0, point.near))) <= share * _size_of_terms(p, as_fraction(point.near))
            for point in self.cells
            if point.factor is not None
            for p, factors in self._factors.items()
            if point.factor not in factors
        )

    def _cells(self) -> Iterator[PointOrGap]:
        before = None
        for low, high, factor in self._roots():
            if before is not None:
                yield PointOrGap((before + low) / 2)
            yield PointOrGap(low if low == high else (low + high) / 2, factor)
            before = high

    def _roots(self) -> list[tuple[Any, Any, Any]]:
        """Return an enclosure of each root, from 0 to 1, and its factor; these have no common roots."""
        factors = sorted(set().union(*self._factors.values()), key=str)
        for width in _WIDTHS:
            roots = sorted((*ends, k) for k, factor in enumerate(factors) for ends in _enclosed(factor, width))
            self.certain = all(one[1] < other[0] for one, other in pairwise(roots))
            if self.certain:
                break
        return [(low, high, factors[k]) for low, high, k in roots]


@lru_cache(_REMEMBERED)
def _enclosed(factor: Any, width: Fraction) -> list[tuple[Any, Any]]:
    """Return an enclosure of each root of an irreducible polynomial in [0, 1]."""
    return enclosures(factor, width, low=0, high=1)


def _size_of_terms(polynomial: Any, number: Fraction) -> Fraction:
    return sum((abs(as_fraction(c)) * number**k for (k,), c in polynomial.terms()), Fraction(0))


def value_at(polynomial: Any, number: Any) -> Any:
    """Return a polynomial's value at a fraction or `Quadratic`."""
    value: Any = Fraction(0)
    for k in range(max(polynomial.degree(), 0), -1, -1):
        value = value * number + as_fraction(polynomial.coeff(polynomial.ring.gens[0] ** k))
    return value
