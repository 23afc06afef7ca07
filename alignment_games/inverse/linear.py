r"""Linear programs over a box in fractions, whose origin need not be allowed.

.. math:: \max\ g(x) \quad\text{where}\quad s_r(x) \ge 0,\ \text{low} \le x \le \text{high}

`game.exact_program` starts at the origin. Here the inequalities may be broken by v at a price, and from some finite
price on none is (Charnes 1952, Econometrica 20), which is seen in the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from alignment_games.game.exact_program import maximise, multipliers, whole_numbers

Point = tuple[Fraction, ...]


@dataclass(frozen=True)
class Affine:
    """An affine function with rational coefficients."""

    constant: Fraction
    coefficients: tuple[Fraction, ...]

    def __neg__(self) -> Affine:
        return Affine(-self.constant, tuple(-c for c in self.coefficients))

    def at(self, point: Sequence[Fraction]) -> Fraction:
        """Return the value at a point."""
        return self.constant + sum((c * x for c, x in zip(self.coefficients, point, strict=True)), Fraction(0))

    def most(self, low: Sequence[Fraction], high: Sequence[Fraction]) -> Fraction:
        """Return the largest value over a box."""
        ends = zip(self.coefficients, low, high, strict=True)
        return self.constant + sum((max(c * a, c * b) for c, a, b in ends), Fraction(0))

    def least(self, low: Sequence[Fraction], high: Sequence[Fraction]) -> Fraction:
        """Return the smallest value over a box."""
        return -(-self).most(low, high)


def mean(functions: Sequence[Affine], weights: Sequence[Fraction]) -> Affine:
    """Return the sum of affine functions with weights."""
    pairs = list(zip(functions, weights, strict=True))
    size = len(functions[0].coefficients)
    columns = (sum((w * f.coefficients[k] for f, w in pairs), Fraction(0)) for k in range(size))
    return Affine(sum((w * f.constant for f, w in pairs), Fraction(0)), tuple(columns))


@dataclass(frozen=True)
class Farkas:
    """A proof that no point of a box meets all inequalities: their mean with weights is below zero all over it.

    ``weights``: by position of the inequality, positive, with sum 1. ``mean``: the weighted mean. ``most``: its
    largest value over the box, below zero.
    """

    weights: dict[int, Fraction]
    mean: Affine
    most: Fraction


@dataclass(frozen=True)
class _Program:
    objective: list[int]
    rows: list[list[int]]
    bounds: list[int]

    @classmethod
    def of(cls, goal: Sequence[Fraction], rows: Sequence[Sequence[Fraction]]) -> _Program:
        """Return a program in whole numbers; the last entry of a row is its bound."""
        whole = [whole_numbers(row) for row in rows]
        return cls(whole_numbers(goal), [row[:-1] for row in whole], [row[-1] for row in whole])

    def point(self) -> list[Fraction]:
        return maximise(self.objective, self.rows, self.bounds)[1]


def farkas(slacks: Sequence[Affine], low: Point, high: Point) -> Farkas | None:
    """Return the proof that no point of the box has all slacks at least zero; None where one has.

    >>> one, half = Fraction(1), Fraction(1, 2)
    >>> proof = farkas([Affine(-one, (one,)), Affine(half, (-one,))], (Fraction(0),), (Fraction(2),))
    >>> proof.weights == {0: half, 1: half}, str(proof.most)
    (True, '-1/4')
    """
    if not slacks:
        return None
    rows, top = _shifted(slacks, low, high)
    size = len(low)
    program = _Program.of([*[Fraction(0)] * size, Fraction(1)], rows)
    if program.point()[-1] >= top:
        return None
    priced = multipliers(program.objective, program.rows, program.bounds)[: len(slacks)]
    # A row in whole numbers is a multiple of its inequality; the column of the program's own unknown says which.
    raw = [y * row[-1] for y, row in zip(priced, program.rows, strict=False)]
    total = sum(raw, Fraction(0))
    weights = {k: y / total for k, y in enumerate(raw) if y}
    found = mean([slacks[k] for k in weights], list(weights.values()))
    proof = Farkas(weights, found, found.most(low, high))
    if proof.most >= 0 or min(weights.values()) < 0:
        raise ArithmeticError("the multipliers of an exact program prove nothing: a mistake in the program")
    return proof


def deepest(slacks: Sequence[Affine], low: Point, high: Point) -> tuple[Fraction, Point]:
    """Return the largest value that the smallest slack takes in a box, and where; at least one slack is needed.

    >>> half, one = Fraction(1, 2), Fraction(1)
    >>> value, point = deepest([Affine(-one, (one,)), Affine(half, (-one,))], (0 * one,), (2 * one,))
    >>> str(value), str(point[0])
    ('-1/4', '3/4')
    """
    rows, top = _shifted(slacks, low, high)
    *at, value = _Program.of([*[Fraction(0)] * len(low), Fraction(1)], rows).point()
    return value - top, tuple(x + a for x, a in zip(at, low, strict=True))


def _shifted(slacks: Sequence[Affine], low: Point, high: Point) -> tuple[list[list[Fraction]], Fraction]:
    """Return rows in x - low and t, where the slacks are at least t - top, and that top: t = 0 is allowed."""
    start = [slack.at(low) for slack in slacks]
    top = max([Fraction(0), *(-value for value in start)])
    rows = [
        [*(-c for c in slack.coefficients), Fraction(1), value + top]
        for slack, value in zip(slacks, start, strict=True)
    ]
    for k, (a, b) in enumerate(zip(low, high, strict=True)):
        rows.append([*(Fraction(int(j == k)) for j in range(len(low))), Fraction(0), b - a])
    return rows, top


def largest(goal: Affine, slacks: Sequence[Affine], low: Point, high: Point) -> tuple[Fraction, Point] | None:
    """Return the largest value of an affine function where all slacks are at least zero, and where; None if nowhere.

    >>> half, one = Fraction(1, 2), Fraction(1)
    >>> value, point = largest(Affine(half, (one,)), [Affine(one, (-2 * one,))], (-one,), (one,))
    >>> str(value), str(point[0])
    ('1', '1/2')
    """
    rows, top = _shifted(slacks, low, high)
    limit = [*[Fraction(0)] * len(low), Fraction(1), top]
    rows.append(limit)
    price = sum(map(abs, goal.coefficients), Fraction(1))
    for _ in range(_PRICES):
        *at, broken = _Program.of([*goal.coefficients, price], rows).point()
        if broken == top:
            point = tuple(x + a for x, a in zip(at, low, strict=True))
            return goal.at(point), point
        if price == sum(map(abs, goal.coefficients), Fraction(1)) and farkas(slacks, low, high):
            return None
        price *= 1000
    raise ArithmeticError("no finite price keeps the inequalities of an exact program: a mistake in the program")


#: Prices that are tried, each a thousand times the last.
_PRICES = 40
