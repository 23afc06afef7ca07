r"""The vertices of one best-reply polytope that complete the labels of a vertex of the other.

At a vertex x of :math:`P = \{x \ge 0 : x^\top B \le 1\}` let U be the rows in use and C the columns that are best
replies. The points of :math:`Q = \{y \ge 0 : A y \le 1\}` that have the labels which x lacks are

.. math:: \{y \ge 0 : \; y_j = 0 \; (j \notin C), \quad (A y)_i = 1 \; (i \in U), \quad (A y)_r \le 1 \; (r \notin U)\},

a face of Q: its vertices are vertices of Q. The equations leave as many unknowns free as x has more best replies than
actions in use, mostly none. So the vertices of Q, of which there may be millions where the second player has many more
actions than the first, need not be listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from alignment_games.algebra.polytope import Polytope
from alignment_games.arrays import Array
from alignment_games.solvers._vertices.exact_algebra import echelon


def completing(matrix: Array, tight: Sequence[int], columns: Sequence[int]) -> list[Array]:
    """Return the vertices of ``{y >= 0 : matrix y <= 1}`` that are zero but at ``columns``, with ``tight`` rows at one.

    ``matrix``: fractions of at least one, shape ``(m, n)``.

    >>> matrix = np.array([[Fraction(3), Fraction(1)], [Fraction(1), Fraction(2)]])
    >>> [list(map(str, vertex)) for vertex in completing(matrix, [0, 1], [0, 1])]
    [['1/5', '2/5']]
    >>> completing(matrix, [0, 1], [0])
    []
    """
    inner = matrix[:, list(columns)]
    solved = _solved(inner[list(tight)])
    if solved is None:
        return []
    base, moves = solved
    rows = np.delete(inner, list(tight), axis=0)
    heights = np.concatenate([base, 1 - rows @ base])
    changes = np.concatenate([moves, -(rows @ moves)])
    # Entries of the matrix are at least one, so weights add up to at most one: the free ones lie in this simplex.
    left: Polytope | None = Polytope.simplex(moves.shape[1] + 1)
    for height, change in zip(heights, changes, strict=True):
        left = left and left.cut(-np.array([height, *(height + change)], dtype=object), equation=False)
    found = []
    for free in left.vertices[:, 1:] if left else ():
        vertex = np.array([Fraction(0)] * matrix.shape[1], dtype=object)
        vertex[list(columns)] = base + moves @ free
        found.append(vertex)
    return found


def _solved(equations: Array) -> tuple[Array, Array] | None:
    """Return base, moves of all solutions base + moves @ free of ``equations y = 1``; None where there is none."""
    unknowns = equations.shape[1]
    table, pivots = echelon(np.hstack([equations, np.array([[Fraction(1)]] * len(equations), dtype=object)]))
    if unknowns in pivots:
        return None
    loose = [c for c in range(unknowns) if c not in pivots]
    base = np.array([Fraction(0)] * unknowns, dtype=object)
    moves = np.array([[Fraction(0)] * len(loose)] * unknowns, dtype=object).reshape(unknowns, len(loose))
    base[pivots], moves[pivots] = table[: len(pivots), -1], -table[: len(pivots), loose]
    moves[loose, range(len(loose))] = Fraction(1)
    return base, moves
