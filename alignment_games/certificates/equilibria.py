r"""The line of an equilibrium: an exact centre, and two sizes of simplices about it.

With f the gains of each player's actions over the first one of its support, and Y near the inverse of their
derivatives, Newton's map :math:`x - Y f(x)` leads the small simplices into themselves, so that an equilibrium is there
(Brouwer), and brings points of the large ones closer, so that no other one has its support there (Banach). The map is
affine in each player's play, so that both show at corners: the test of Krawczyk (Neumaier 1990) on simplices.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.certificates.checker import Found, Game, Side, Vertex, proven
from alignment_games.solvers.numeric import payoff_derivatives

Point = tuple[Vertex, ...]
Line = dict[str, Any]

#: Steps of Newton's method in floats before a start counts as leading nowhere, and the last step's size.
_STEPS, _STILL = 40, 1e-13
#: Exact steps that make a float's digits those of an irrational probability, kept to so many binary places.
_REFINEMENTS, _PLACES = 3, 90
#: Largest denominator of a probability that is tried as rational.
_DENOMINATOR = 10**6
#: Sizes of the small simplices that are tried, the smallest first, and of the large ones, the largest first.
_NEAR = tuple(Fraction(1, 2**k) for k in (76, 64, 52, 40, 28, 16, 8))
_ALONE = tuple(Fraction(1, 2**k) for k in range(24))


class Equations:
    """The equations of one support in floats: f and its derivatives, each player's in a unit of its own."""

    def __init__(self, game: Game, support: Sequence[Sequence[int]]) -> None:
        self.support, self.units, tables = support, [], []
        cell = game.cell([Side([game.whole.corners[i][a] for a in own], frozenset()) for i, own in enumerate(support)])
        for i, own in enumerate(support):
            totals = (cell.total([(i, own[0], a, 1)]) for a in own)
            gains = [grid.numbers(total, cell.counts) for grid, total in totals]
            size = max(map(abs, chain(*gains))).bit_length()
            self.units += [Fraction(game.units[i], 2**size)] * (len(own) - 1)
            rows = np.array([[gain / 2**size for gain in row] for row in gains]).reshape(len(own), *map(len, support))
            tables.append(np.moveaxis(np.take(rows, 0, axis=1 + i), 0, i))
        self.payoffs = np.array(tables)
        starts = np.cumsum([0, *map(len, support)])
        self.firsts = np.repeat(starts[:-1], [len(own) - 1 for own in support])
        self.others = np.delete(np.arange(starts[-1]), starts[:-1])

    def at(self, point: Sequence[Array]) -> tuple[Array, Array]:
        """Return f (k,) and its derivatives (k, k) by each player's probabilities but the first."""
        values, slopes = payoff_derivatives(self.payoffs, point)
        rows = slopes[self.others] - slopes[self.firsts]
        return values[self.others] - values[self.firsts], rows[:, self.others] - rows[:, self.firsts]

    def root(self, start: Sequence[Array]) -> list[Array] | None:
        """Return the probabilities to which Newton's method leads, None where it leads nowhere."""
        point, cuts = list(start), np.cumsum([len(own) - 1 for own in self.support])[:-1]
        for _ in range(_STEPS):
            values, slopes = self.at(point)
            try:
                step = np.linalg.solve(slopes, -values)
            except np.linalg.LinAlgError:
                return None
            if not abs(step).max() < 1 / _STILL:
                return None
            moves = np.split(step, cuts)
            point = [np.r_[1 - (x[1:] + d).sum(), x[1:] + d] for x, d in zip(point, moves, strict=True)]
            if abs(step).max() < _STILL:
                return point
        return None

    def inverse(self, point: Sequence[Array]) -> list[Vertex]:
        """Return the inverse of the derivatives in payoffs' units, to the digits that matter; none if singular."""
        try:
            made = np.linalg.inv(self.at(point)[1]).astype(np.float32)
        except np.linalg.LinAlgError:
            return []
        if not np.isfinite(made).all():
            return []
        return [tuple(Fraction(y) * u for y, u in zip(row, self.units, strict=True)) for row in made.tolist()]


def line_of(game: Game, point: Point) -> tuple[Line, Found] | None:
    """Return the line of the equilibrium near a point, and what it proves; None where it proves none."""
    support = Found(point, Fraction(0), Fraction(0)).support
    used = [np.array([float(own[a]) for a in on]) for own, on in zip(point, support, strict=True)]
    inverse: list[Vertex] = []
    if any(len(own) > 1 for own in support):
        equations = Equations(game, support)
        polished = equations.root(used)
        used = used if polished is None or min(map(min, polished)) <= 0 else polished
        inverse = equations.inverse(used)
        if not inverse:
            return None
    if _stepped(game, point, inverse) != point:
        point = _spread(used, support, point)
    for centre, near in _centres(game, point, inverse):
        alone = _alone(game, Found(centre, near, near), inverse)
        line = {"centre": [list(map(text_of, own)) for own in centre], "near": text_of(near), "alone": text_of(alone)}
        line["inverse"] = [list(map(text_of, row)) for row in inverse]
        try:
            return line, proven(game, line)
        except ValueError:
            continue
    return None


def _spread(used: Sequence[Array], support: Sequence[Sequence[int]], point: Point) -> Point:
    """Return probabilities on a support as those of all actions; ``point`` tells how many there are."""
    plays = [dict(zip(on, map(Fraction, own.tolist()), strict=True)) for own, on in zip(used, support, strict=True)]
    return tuple(tuple(p.get(a, Fraction(0)) for a in range(len(own))) for p, own in zip(plays, point, strict=True))


def _alone(game: Game, found: Found, inverse: Sequence[Vertex]) -> Fraction:
    """Return the largest size tried at which Newton's map brings points closer, zero where there is none."""
    # What holds in a simplex holds in the smaller ones inside.
    largest = bisect_left(_ALONE, True, key=lambda size: found.contracts(game, size, inverse))
    return _ALONE[largest] if largest < len(_ALONE) else Fraction(0)


def _centres(game: Game, point: Point, inverse: Sequence[Vertex]) -> Iterator[tuple[Point, Fraction]]:
    """Yield the point or a rational one nearby, if these solve the equations; a close one, in ever larger sizes."""
    if _stepped(game, point, inverse) == point:
        yield point, Fraction(0)
        return
    support = Found(point, Fraction(0), Fraction(0)).support
    for _ in range(_REFINEMENTS):
        point = _stepped(game, point, inverse)
        short = tuple(_summing([x.limit_denominator(_DENOMINATOR) for x in own]) for own in point)
        point = tuple(_summing([Fraction(round(x * 2**_PLACES), 2**_PLACES) for x in own]) for own in point)
        if min(chain(*_on(point, support))) <= 0:
            return
    if all(map(all, _on(short, support))) and _stepped(game, short, inverse) == short:
        yield short, Fraction(0)
    yield from ((point, near) for near in _NEAR)


def _on(point: Point, support: Sequence[Sequence[int]]) -> list[list[Fraction]]:
    """Return the probabilities on a support."""
    return [[own[a] for a in on] for own, on in zip(point, support, strict=True)]


def _summing(numbers: Sequence[Fraction]) -> Vertex:
    """Return the numbers with the largest of them set so that they add up to one."""
    k = max(range(len(numbers)), key=lambda a: numbers[a])
    rest = sum((x for a, x in enumerate(numbers) if a != k), Fraction(0))
    return tuple(1 - rest if a == k else x for a, x in enumerate(numbers))


def _stepped(game: Game, point: Point, inverse: Sequence[Vertex]) -> Point:
    """Return the point after one exact step of Newton's map."""
    found = Found(point, Fraction(0), Fraction(0))
    cell, values, unit = found.newton(game, Fraction(0), inverse)
    first = [1] * len(point)
    steps = ([Fraction(cell.grid.numbers(x, first)[0], unit) for x in rows] for rows in values)
    plays = [dict(zip(on, own, strict=True)) for on, own in zip(found.support, steps, strict=True)]
    return tuple(tuple(own.get(a, Fraction(0)) for a in range(m)) for own, m in zip(plays, game.sizes, strict=True))


def text_of(given: Fraction) -> int | str:
    """Return a number as the format has it: whole, as a short binary fraction in hexadecimal, or as "p/q".

    >>> text_of(Fraction(3)), text_of(Fraction(-5, 8)), text_of(Fraction(1, 3))
    (3, '-0x5p-3', '1/3')
    """
    if given.denominator == 1:
        return int(given)
    places = given.denominator.bit_length() - 1
    if given.denominator == 2**places and abs(given.numerator) < 2**53 and places < 1000:
        return f"{hex(given.numerator)}p-{places}"
    return str(given)
