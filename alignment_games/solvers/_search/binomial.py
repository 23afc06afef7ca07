r"""Supports on which every equation weighs two outcomes alone: one solution, by logarithms.

Where players gain in two outcomes only, as when all must do the same, an equation is

.. math:: c_a \prod_j x_j(a_j) = c_b \prod_j x_j(b_j), \qquad c_a, c_b > 0 .

With :math:`z_j(k) = \log x_j(k) - \log x_j(0)` it is linear, and as many equations as there are unknowns,

.. math:: \sum_j z_j(a_j) - z_j(b_j) = \log c_b - \log c_a,

have exactly one solution in positive probabilities if the matrix of whole numbers on the left is regular, whatever the
positive numbers c are. Cells come to that only slowly, for on the faces such equations vanish together.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._search.roots import Point, Root, certify
from alignment_games.solvers._search.supports import Systems

#: Up to this many unknowns the determinant of numbers -1, 0 and 1 is known better than to one half.
_MOST_UNKNOWNS = 16


def only_roots(systems: Systems) -> dict[int, list[Root]]:
    """Return the one root of each system of such equations, by position, where it is proven and can be certified."""
    d = systems.n_equations
    if not 0 < d <= _MOST_UNKNOWNS:
        return {}
    equations = systems.values[:, :d]
    some_vanish = (equations == 0).any(axis=tuple(range(2, equations.ndim))).all(axis=1)
    found = {}
    for k in np.flatnonzero(some_vanish).tolist():
        point = _only_point(equations[k], systems.rounding[k, :d])
        root = None if point is None else certify(equations[k], point, systems.rounding[k, :d])
        if root is not None:
            found[k] = [root]
    return found


def _only_point(equations: Array, rounding: Array) -> Point | None:
    """Return the only solution in positive probabilities, about; None where the equations are of another kind."""
    shape = equations.shape[1:]
    matrix, right = np.zeros((len(equations), len(equations))), np.zeros(len(equations))
    ends = np.cumsum([0, *(size - 1 for size in shape)])
    for r, row in enumerate(equations):
        outcomes = _two_outcomes(row, float(rounding[r]))
        if outcomes is None:
            return None
        for sign, (corner, value) in zip((1, -1), outcomes, strict=True):
            right[r] -= sign * np.log(abs(value))
            for j, action in enumerate(corner):
                if action > 0:
                    matrix[r, ends[j] + action - 1] += sign
    if abs(np.linalg.det(matrix)) < 0.5:
        return None
    logarithms = np.split(np.linalg.solve(matrix, right), ends[1:-1])
    return tuple(_shares(np.concatenate([[0.0], own])) for own in logarithms)


def _two_outcomes(row: Array, rounding: float) -> list[tuple[tuple[int, ...], float]] | None:
    """Return the only two outcomes that count, with their values, which are of two signs for certain."""
    for axis in range(row.ndim):
        first = np.take(row, [0], axis=axis)
        if (row == first).all():
            row = first
    at = np.argwhere(row != 0)
    values = row[tuple(at.T)]
    if len(at) != 2 or values[0] * values[1] >= 0 or abs(values).min() <= rounding:
        return None
    return [(tuple(corner), float(value)) for corner, value in zip(at.tolist(), values, strict=True)]


def _shares(logarithms: Array) -> Array:
    weights = np.exp(logarithms - logarithms.max())
    return np.asarray(weights / weights.sum())
