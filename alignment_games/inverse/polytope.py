r"""A set cut out of a box by affine inequalities with rational coefficients: everything about it exactly.

The volume is Lasserre's (1983): a polytope is made of pyramids over its facets,

.. math:: V_n = \frac1n \sum_r \frac{b_r}{|a_{rk}|}\, V_{n-1}(\text{facet } r \text{ with input } k \text{ put in})

so that fractions stay fractions. The most central point is the one around which all inputs may move at once by the
largest share of their ranges, in any directions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import comb

from alignment_games.errors import UnsupportedGameError
from alignment_games.inverse.linear import Affine, Farkas, Point, farkas, largest

#: Systems of equations that are solved for the corners at most.
_MOST_SYSTEMS = 100_000


@dataclass(frozen=True, eq=False)
class BoxPolytope:
    """The points of a box, ``low`` to ``high``, where all ``slacks`` are at least zero."""

    slacks: tuple[Affine, ...]
    low: Point
    high: Point

    @property
    def size(self) -> int:
        """The number of inputs."""
        return len(self.low)

    @cached_property
    def certificate(self) -> Farkas | None:
        """The proof that the set is empty; None where it is not."""
        return farkas(self.slacks, self.low, self.high)

    @property
    def empty(self) -> bool:
        """Whether no point is in it."""
        return self.certificate is not None

    def contains(self, point: Sequence[Fraction]) -> bool:
        """Return whether a point belongs to the set."""
        inside = all(a <= x <= b for a, x, b in zip(self.low, point, self.high, strict=True))
        return inside and all(slack.at(point) >= 0 for slack in self.slacks)

    @cached_property
    def facets(self) -> tuple[int, ...]:
        """The inequalities that cut something off which the others leave, by position; none where it is empty."""
        if self.empty:
            return ()
        kept = [k for k, slack in enumerate(self.slacks) if slack.least(self.low, self.high) < 0]
        kept = [k for j, k in enumerate(kept) if self.slacks[k] not in [self.slacks[i] for i in kept[:j]]]
        for k in tuple(kept):
            others = [self.slacks[other] for other in kept if other != k]
            lowest = largest(-self.slacks[k], others, self.low, self.high)
            if lowest is not None and lowest[0] <= 0:
                kept.remove(k)
        return tuple(kept)

    @cached_property
    def ranges(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """The smallest and the largest value of each input in the set. Raises ValueError where it is empty."""
        found = []
        for k in range(self.size):
            own = Affine(Fraction(0), tuple(Fraction(int(j == k)) for j in range(self.size)))
            found.append((-self._extreme(-own), self._extreme(own)))
        return tuple(found)

    def _extreme(self, goal: Affine) -> Fraction:
        best = largest(goal, [self.slacks[k] for k in self.facets], self.low, self.high)
        if best is None:
            raise ValueError("the set is empty")
        return best[0]

    @cached_property
    def centre(self) -> tuple[Point, Fraction]:
        """The most central point, and the share of its range by which every input may move away from it."""
        widths = [b - a for a, b in zip(self.low, self.high, strict=True)]
        size, half = self.size, Fraction(1, 2)

        def shrunk(f: Affine) -> Affine:
            reach = sum((abs(c) * w for c, w in zip(f.coefficients, widths, strict=True)), Fraction(0))
            return Affine(f.constant, (*f.coefficients, -reach))

        units = [tuple(Fraction(int(j == k)) for j in range(size)) for k in range(size)]
        walls = [shrunk(Affine(-self.low[k], units[k])) for k in range(size)]
        walls += [shrunk(-Affine(-self.high[k], units[k])) for k in range(size)]
        inner = [shrunk(self.slacks[k]) for k in self.facets]
        goal = Affine(Fraction(0), (*[Fraction(0)] * size, Fraction(1)))
        best = largest(goal, [*inner, *walls], (*self.low, Fraction(0)), (*self.high, half))
        if best is None:
            raise ValueError("the set is empty")
        return best[1][:-1], best[0]

    @cached_property
    def volume(self) -> Fraction:
        """The share of the box that the set is."""
        if self.empty:
            return Fraction(0)
        widths = [b - a for a, b in zip(self.low, self.high, strict=True)]
        rows = []  # a . x <= b in units of the box, from its lowest corner
        for k in self.facets:
            slack = self.slacks[k]
            rows.append(([-c * w for c, w in zip(slack.coefficients, widths, strict=True)], slack.at(self.low)))
        for k in range(self.size):
            unit = [Fraction(int(j == k)) for j in range(self.size)]
            rows += [(unit, Fraction(1)), ([-c for c in unit], Fraction(0))]
        return _volume(rows, self.size)

    @cached_property
    def corners(self) -> tuple[Point, ...]:
        """The corners of the set. Raises UnsupportedGameError where there are too many ways to meet."""
        units = [tuple(Fraction(int(j == k)) for j in range(self.size)) for k in range(self.size)]
        walls = [Affine(-end[k], units[k]) for k in range(self.size) for end in (self.low, self.high)]
        rows = [*(self.slacks[k] for k in self.facets), *walls]
        if comb(len(rows), self.size) > _MOST_SYSTEMS:
            raise UnsupportedGameError(
                f"{len(rows)} inequalities meet in {comb(len(rows), self.size):,} ways; leave fewer parameters open"
            )
        solved = (_solved(each) for each in combinations(rows, self.size)) if not self.empty else ()
        return tuple(dict.fromkeys(point for point in solved if point is not None and self.contains(point)))


def _solved(rows: Sequence[Affine]) -> Point | None:
    """Return where affine functions are all zero, or None where that is no single point."""
    cells = [[*row.coefficients, -row.constant] for row in rows]
    for k in range(len(rows)):
        pivot = next((j for j in range(k, len(rows)) if cells[j][k]), None)
        if pivot is None:
            return None
        cells[k], cells[pivot] = cells[pivot], cells[k]
        for j in range(len(rows)):
            if j != k and cells[j][k]:
                share = cells[j][k] / cells[k][k]
                cells[j] = [x - share * y for x, y in zip(cells[j], cells[k], strict=True)]
    return tuple(cells[k][-1] / cells[k][k] for k in range(len(rows)))


Row = tuple[list[Fraction], Fraction]


def _volume(rows: Sequence[Row], size: int) -> Fraction:
    """Return the volume of the bounded set of x with a . x <= b for every row (a, b)."""
    if any(not any(a) and b < 0 for a, b in rows):
        return Fraction(0)
    rows = _distinct(rows)
    if size == 1:
        ends = [b / a[0] for a, b in rows if a[0] > 0], [b / a[0] for a, b in rows if a[0] < 0]
        return max(Fraction(0), min(ends[0]) - max(ends[1]))
    total = Fraction(0)
    for a, b in rows:
        if b:
            k = max(range(size), key=lambda j: abs(a[j]))
            others = [_put_in(row, (a, b), k) for row in rows if row[0] is not a]
            total += b / abs(a[k]) * _volume(others, size - 1)
    return total / size


def _put_in(row: Row, facet: Row, k: int) -> Row:
    """Return a row on the facet, where input k is what its equation says."""
    share = row[0][k] / facet[0][k]
    left = [x - share * y for j, (x, y) in enumerate(zip(row[0], facet[0], strict=True)) if j != k]
    return left, row[1] - share * facet[1]


def _distinct(rows: Sequence[Row]) -> list[Row]:
    """Return the rows in one scale, of those with the same left side the tightest."""
    tightest: dict[tuple[Fraction, ...], Fraction] = {}
    for a, b in rows:
        scale = max(map(abs, a))
        if scale:
            key = tuple(x / scale for x in a)
            tightest[key] = min(b / scale, tightest.get(key, b / scale))
    return [(list(key), bound) for key, bound in tightest.items()]
