r"""Linear programs in whole numbers: what floats leave open, decided.

.. math::  \max\ c \cdot x \quad\text{where}\quad A x \le b,\ x \ge 0 \qquad (b \ge 0)

by the simplex method from the origin. The tableau holds whole numbers over one common denominator, the last pivot,
so that no number is ever rounded and none has to be reduced (Edmonds 1967, Journal of Research of the National
Bureau of Standards 71B; Bareiss 1968). Bland's (1977) rule keeps it from going in circles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import Any

import numpy as np

from alignment_games.arrays import Array


def whole_numbers(row: Sequence[Any]) -> list[int]:
    """Return the same direction in the smallest whole numbers; floats stand for the fractions that they are.

    >>> whole_numbers([Fraction(1, 2), 0.75, -1])
    [2, 3, -4]
    """
    fractions = [Fraction(entry) for entry in row]
    common = lcm(*(entry.denominator for entry in fractions))
    whole = [entry.numerator * (common // entry.denominator) for entry in fractions]
    divisor = gcd(*whole) or 1
    return [entry // divisor for entry in whole]


def maximise(
    objective: Sequence[int],
    rows: Sequence[Sequence[int]],
    bounds: Sequence[int],
    *,
    until_positive: bool = False,
) -> tuple[Fraction, list[Fraction]]:
    """Return the largest value of ``objective @ x`` for ``rows @ x <= bounds`` and x >= 0, and where it is taken.

    All numbers are whole, and the bounds are at least zero. ``until_positive`` stops at the first point with a positive
    value, for those who only ask whether there is one. Raises OverflowError where the value has no bound.

    >>> value, point = maximise([1, 1], [[3, 1], [1, 3]], [2, 2])
    >>> str(value), [str(x) for x in point]
    ('1', ['1/2', '1/2'])
    """
    tableau = _Tableau.at_origin(objective, rows, bounds)
    tableau.run(until_positive=until_positive)
    return tableau.value, tableau.point


def multipliers(objective: Sequence[int], rows: Sequence[Sequence[int]], bounds: Sequence[int]) -> list[Fraction]:
    """Return the multipliers of the rows at the optimum of `maximise`: y >= 0 with ``y @ bounds`` its value.

    They prove it: ``y @ rows >= objective``, so that no x does better. Raises as `maximise` does.

    >>> [str(y) for y in multipliers([1, 1], [[3, 1], [1, 3]], [2, 2])]
    ['1/4', '1/4']
    """
    tableau = _Tableau.at_origin(objective, rows, bounds)
    tableau.run()
    return tableau.multipliers


@dataclass
class _Tableau:
    """Rows: the basic variables, then the objective. Columns: the others, then the bounds. All over ``denominator``."""

    cells: Array
    basic: list[int]
    others: list[int]
    denominator: int = 1

    @classmethod
    def at_origin(cls, objective: Sequence[int], rows: Sequence[Sequence[int]], bounds: Sequence[int]) -> _Tableau:
        size = len(objective)
        cells = np.empty((len(rows) + 1, size + 1), dtype=object)
        for k, row in enumerate(rows):
            cells[k, :-1] = row
        cells[:-1, -1] = bounds
        cells[-1, :-1] = [-c for c in objective]
        cells[-1, -1] = 0
        return cls(cells, list(range(size, size + len(rows))), list(range(size)))

    @property
    def value(self) -> Fraction:
        return Fraction(self.cells[-1, -1], self.denominator)

    @property
    def point(self) -> list[Fraction]:
        found = [Fraction(0)] * len(self.others)
        for variable, bound in zip(self.basic, self.cells[:-1, -1].tolist(), strict=True):
            if variable < len(found):
                found[variable] = Fraction(bound, self.denominator)
        return found

    @property
    def multipliers(self) -> list[Fraction]:
        """What the objective gains from each row's bound: the reduced costs of the rows' slack variables."""
        size, found = len(self.others), [Fraction(0)] * len(self.basic)
        for k, variable in enumerate(self.others):
            if variable >= size:
                found[variable - size] = Fraction(self.cells[-1, k], self.denominator)
        return found

    def run(self, *, until_positive: bool = False) -> None:
        """Exchange variables until none raises the objective, or until it is positive where that is enough."""
        while not (until_positive and self.cells[-1, -1] > 0):
            column = self.entering()
            if column is None:
                return
            self.pivot(self.leaving(column), column)

    def entering(self) -> int | None:
        """Return the column of the first variable that raises the objective."""
        raising = [(variable, k) for k, variable in enumerate(self.others) if self.cells[-1, k] < 0]
        return min(raising)[1] if raising else None

    def leaving(self, column: int) -> int:
        """Return the row whose bound is met first, the first variable's where several are."""
        step, bound = self.cells[:-1, column].tolist(), self.cells[:-1, -1].tolist()
        meeting = [
            (Fraction(b, s), variable, k)
            for k, (s, b, variable) in enumerate(zip(step, bound, self.basic, strict=True))
            if s > 0
        ]
        if not meeting:
            raise OverflowError("the linear program has no bound")
        return min(meeting)[2]

    def pivot(self, row: int, column: int) -> None:
        """Exchange a basic variable for another one."""
        cells, pivot = self.cells, self.cells[row, column]
        pivot_row, pivot_column = cells[row].copy(), cells[:, column].copy()
        self.cells = (cells * pivot - np.multiply.outer(pivot_column, pivot_row)) // self.denominator
        self.cells[row], self.cells[:, column] = pivot_row, -pivot_column
        self.cells[row, column] = self.denominator
        self.denominator = pivot
        self.basic[row], self.others[column] = self.others[column], self.basic[row]
