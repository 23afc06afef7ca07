"""Linear equations and ranks in exact arithmetic, for the small systems of one pair of supports.

SymPy's DomainMatrix does the same for large systems; loading it takes longer than these few rows do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from alignment_games.arrays import Array


def echelon(matrix: Array) -> tuple[Array, list[int]]:
    """Return the reduced row echelon form in fractions and the columns of its pivots.

    >>> echelon(np.array([[2, 4], [1, 2]], dtype=object))[1]
    [0]
    """
    table = np.array([[Fraction(entry) for entry in row] for row in matrix], dtype=object)
    pivots: list[int] = []
    for column in range(len(matrix[0])):
        row = len(pivots)
        below = [r for r in range(row, len(table)) if table[r, column]]
        if not below:
            continue
        table[[row, below[0]]] = table[[below[0], row]]
        table[row] = table[row] / table[row, column]
        for r in range(len(table)):
            if r != row and table[r, column]:
                table[r] = table[r] - table[row] * table[r, column]
        pivots.append(column)
    return table, pivots


def solve_exactly(matrix: Array, right: Sequence[Any]) -> list[Fraction] | None:
    """Return the one solution of ``matrix x = right``; None when there is none or more than one.

    Floats stand for the fractions that they are.

    >>> solve_exactly(np.array([[2, 1], [1, 1]], dtype=object), [1, 0])
    [Fraction(1, 1), Fraction(-1, 1)]
    """
    table = [_whole([*line, value]) for line, value in zip(matrix.tolist(), right, strict=True)]
    unknowns = matrix.shape[1]
    if not _triangular(table, unknowns) or any(row[-1] for row in table[unknowns:]):
        return None
    solution = [Fraction(0)] * unknowns
    for k in reversed(range(unknowns)):
        known = sum((table[k][c] * solution[c] for c in range(k + 1, unknowns)), Fraction(0))
        solution[k] = (table[k][-1] - known) / table[k][k]
    return solution


def determinant_sign(matrix: Sequence[Sequence[Any]]) -> int:
    """Return the sign of a square matrix's determinant.

    >>> determinant_sign([[0, 1], [2, 0.5]]), determinant_sign([[1, 2], [2, 4]])
    (-1, 0)
    """
    return _triangular([_whole(row) for row in matrix], len(matrix))


def _triangular(table: list[list[int]], columns: int) -> int:
    """Clear the first columns below the diagonal; return the sign of the determinant there, 0 where a pivot is missing.

    Whole numbers stay whole, by divisions that leave no remainder (Bareiss 1968).
    """
    sign, divisor = 1, 1
    for k in range(columns):
        pivot = next((r for r in range(k, len(table)) if table[r][k]), None)
        if pivot is None:
            return 0
        if pivot != k:
            table[k], table[pivot], sign = table[pivot], table[k], -sign
        head, lead = table[k], table[k][k]
        for r in range(k + 1, len(table)):
            factor = table[r][k]
            table[r] = [(lead * entry - factor * top) // divisor for entry, top in zip(table[r], head, strict=True)]
        divisor = lead
    return sign if divisor > 0 else -sign


def _whole(row: Sequence[Any]) -> list[int]:
    """Return a multiple of the row in whole numbers."""
    entries = [Fraction(entry) for entry in row]
    common = math.lcm(*(entry.denominator for entry in entries))
    return [entry.numerator * (common // entry.denominator) for entry in entries]


def affine_dimension(points: Sequence[Any]) -> int:
    """Return the dimension of the smallest flat through the points, each a sequence of numbers.

    >>> affine_dimension([(0, 0), (1, 1), (2, 2)])
    1
    """
    table = np.array([[Fraction(entry) for entry in point] for point in points], dtype=object)
    return len(echelon(table[1:] - table[0])[1]) if len(table) > 1 else 0
