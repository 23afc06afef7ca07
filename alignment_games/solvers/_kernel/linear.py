"""Small linear systems."""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import inner
from alignment_games.solvers._kernel.rows import copy_table, dot, fill, fill_table, largest

#: A preconditioner with entries beyond this is damped.
_LARGE = 1e4
#: Added to the squares of singular values in a damped inverse.
_DAMPING = 1e-8


@inner
def invert(matrix: Array, inverse: Array) -> int:
    """Invert a matrix, which is used up; return the sign of its determinant, 0 where it has no inverse."""
    size = len(matrix)
    sign = 1
    fill_table(inverse, 0.0)
    for a in range(size):
        inverse[a, a] = 1.0
    for a in range(size):
        lead = a
        for b in range(a + 1, size):
            if abs(matrix[b, a]) > abs(matrix[lead, a]):
                lead = b
        pivot = matrix[lead, a]
        if not abs(pivot) > 0.0:
            return 0
        if pivot < 0.0:
            sign = -sign
        if lead != a:
            sign = -sign
            for c in range(size):
                matrix[a, c], matrix[lead, c] = matrix[lead, c], matrix[a, c]
                inverse[a, c], inverse[lead, c] = inverse[lead, c], inverse[a, c]
        for c in range(size):
            matrix[a, c] /= pivot
            inverse[a, c] /= pivot
        for b in range(size):
            factor = matrix[b, a]
            if b != a and factor != 0.0:
                for c in range(size):
                    matrix[b, c] -= factor * matrix[a, c]
                    inverse[b, c] -= factor * inverse[a, c]
    return sign


@inner
def precondition(slopes: Array, squares: Array, lengths: Array, found: Array) -> None:
    """Fill in a matrix near the inverse; small directions are damped in singular ones.

    Any matrix keeps the tests that use it sound; a good one makes them sharp. Columns and rows are brought to one size
    first: those of a cell that is much thinner for one player than for another are not small directions. ``squares``,
    ``lengths``: three tables of the same size and two rows to write on.
    """
    size, even, square, left = len(slopes), squares[0], squares[1], squares[2]
    columns, rows = lengths[0], lengths[1]
    fill(columns, 0.0)
    for a in range(size):
        for b in range(size):
            columns[b] += slopes[a, b] * slopes[a, b]
    for b in range(size):
        columns[b] = _length(columns[b])
    for a in range(size):
        for b in range(size):
            even[a, b] = slopes[a, b] / columns[b]
        rows[a] = _length(dot(even[a], even[a]))
        for b in range(size):
            even[a, b] /= rows[a]
    copy_table(even, square)
    worst = 0.0 if invert(square, found) else np.inf
    for a in range(size):
        worst = max(worst, largest(found[a]))
    if not worst < _LARGE:
        for a in range(size):
            for b in range(size):
                square[a, b] = _DAMPING if a == b else 0.0
                for c in range(size):
                    square[a, b] += even[c, a] * even[c, b]
        invert(square, left)
        for a in range(size):
            for b in range(size):
                found[a, b] = dot(left[a], even[b])
    for a in range(size):
        for b in range(size):
            found[a, b] /= columns[a] * rows[b]


@inner
def _length(square: float) -> float:
    length = np.sqrt(square)
    return length if length > 1e-12 else 1.0


@inner
def solve_positive(matrix: Array, right: Array, column: Array) -> bool:
    """Solve a positive definite system in place by its Cholesky factor; False where rounding does not allow it.

    ``column``: a row as long to write on.
    """
    size = len(right)
    for a in range(size):
        if not matrix[a, a] > 0.0:
            return False
        root = np.sqrt(matrix[a, a])
        matrix[a, a] = root
        right[a] /= root
        for b in range(a + 1, size):
            column[b] = matrix[b, a] / root
            matrix[b, a] = column[b]
        for b in range(a + 1, size):
            factor = column[b]
            right[b] -= factor * right[a]
            for c in range(np.uintp(a + 1), np.uintp(b + 1)):
                matrix[b, c] -= factor * column[c]
    for a in range(size - 1, -1, -1):
        right[a] /= matrix[a, a]
        share = right[a]
        for b in range(a):
            right[b] -= share * matrix[a, b]
    return True
