r"""Where a root is, to more digits than floats have: Newton's method and Krawczyk's proof in fractions.

At a point :math:`\hat x` on a fine grid, with C the inverse Jacobian there, all in fractions, exactly one root lies
within r of :math:`\hat x` in every unknown if :math:`|C f(\hat x)| + q r < r`, where q bounds
:math:`\| I - C f' \|_\infty` on that box (Krawczyk 1969, Rump 1983). Signs that floats leave open are mostly decided
then: a probability of 1e-20 beside a penalty of 1e12, a gain of 1e-15.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from alignment_games.arrays import Array

#: Binary digits kept after each step of Newton's method.
_DIGITS = (64, 128, 256, 256)


@dataclass(frozen=True)
class Enclosure:
    """A root in fractions: a ``point`` that no coordinate of the root is farther from than ``radius``.

    ``inverse``: of the Jacobian at the point, ``(unknowns, equations)``.
    """

    point: tuple[Array, ...]
    radius: Fraction
    inverse: Array


def enclose(equations: Array, near: Sequence[Array]) -> Enclosure | None:
    """Return the root next to a point, of equations ``(d, *shape)`` in fractions; None where nothing is proven.

    ``near``: floats, one array of probabilities for each player.
    """
    largest = [Fraction(abs(row).max()) for row in equations]
    if not all(largest):
        return None
    rows = np.stack([row / unit for row, unit in zip(equations, largest, strict=True)])
    point = [_on_simplex([Fraction(float(p)) for p in x[1:]]) for x in near]
    for digits in _DIGITS:
        inverse = inverted(slopes(rows, point))
        if inverse is None:
            return None
        steps = iter((inverse @ at_point(rows, point)).tolist())
        point = [_on_simplex([_rounded(p - next(steps), digits) for p in x[1:].tolist()]) for x in point]
    inverse = inverted(slopes(rows, point))
    if inverse is None:
        return None
    d, norm = len(rows), abs(inverse).sum(axis=1).max()
    radius = 2 * abs(inverse @ at_point(rows, point)).max()
    if radius * 16 * d * d * norm >= 1:
        return None
    in_units = inverse / np.array(largest, dtype=object)
    return Enclosure(tuple(point), radius * (max(equations.shape[1:]) - 1), in_units)


def at_point(rows: Array, point: Sequence[Array]) -> Array:
    """Return rows ``(r, *shape)`` at one point."""
    for x in reversed(point):
        rows = rows @ x
    return rows


def slopes(rows: Array, point: Sequence[Array]) -> Array:
    """Return the derivatives of rows ``(r, *shape)`` at a point, by each player's coordinates but the first."""
    columns = []
    for j in range(len(point)):
        part = rows
        for i in reversed(range(len(point))):
            if i != j:
                part = np.tensordot(part, point[i], axes=(1 + i, 0))
        columns.append(part[:, 1:] - part[:, :1])
    return np.concatenate(columns, axis=1)


def inverted(matrix: Array) -> Array | None:
    """Return the inverse of a matrix of fractions, None where there is none."""
    from sympy import QQ
    from sympy.polys.matrices import DomainMatrix
    from sympy.polys.matrices.exceptions import DMNonInvertibleMatrixError

    entries = [[QQ(Fraction(x).numerator, Fraction(x).denominator) for x in row] for row in matrix.tolist()]
    try:
        inverse = DomainMatrix(entries, matrix.shape, QQ).inv().to_list()
    except DMNonInvertibleMatrixError:
        return None
    table = np.empty(matrix.shape, dtype=object)
    table[:] = [[Fraction(int(x.numerator), int(x.denominator)) for x in row] for row in inverse]
    return table


def _on_simplex(rest: Sequence[Fraction]) -> Array:
    return np.array([1 - sum(rest), *rest], dtype=object)


def _rounded(number: Fraction, digits: int) -> Fraction:
    unit = 2**digits
    return Fraction(round(number * unit), unit)
