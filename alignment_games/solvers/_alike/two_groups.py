r"""Two groups of mixing players who are alike but mix differently: all pairs of probabilities, proven.

Let r players act with probability u and s with v, besides those who act for sure, and let the gain from acting be
:math:`\Delta_k` when k others act. All are indifferent iff for one player taken out of each group

.. math:: E[\Delta(J)] = E[\Delta(J + 1)] = 0, \qquad J \sim \mathrm{Bin}(r - 1, u) + \mathrm{Bin}(s - 1, v)

(the gain is linear in the other's probability and zero at both u and v). Both are polynomials in Bernstein's form of
two variables, with the matrix :math:`\Delta_{i+j}` of coefficients; `boxes` finds and proves their roots.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._alike.boxes import roots

#: Probabilities of two groups that are nearer than this are one group's.
_SAME = 4e-9
Root = tuple[float, float]


@dataclass(frozen=True)
class Pairs:
    """The pairs (u, v), u above v, that solve the equations, and whether these are proven to be all."""

    roots: tuple[Root, ...]
    proven: bool


def pairs(gains: Array, r: int, s: int) -> Pairs:
    """Return the pairs (u, v) with 0 < v < u < 1; ``gains``: r + s numbers, r and s at least 2.

    >>> found = pairs(np.array([-0.45, 0.55, -0.45, -0.45]), 2, 2)
    >>> found.proven, [tuple(round(p, 12) for p in pair) for pair in found.roots]
    (True, [(0.4, 0.25)])
    """
    matrix = np.array([[gains[i + j] for j in range(s)] for i in range(r)])
    after = np.array([[gains[1 + i + j] for j in range(s)] for i in range(r)])
    solved = roots(np.stack([matrix, after]), orders=[(0, 1)])
    apart = [(u, v) for u, v in solved.points.tolist() if u - v > _SAME]
    return Pairs(tuple(sorted(apart, reverse=True)), solved.proven)
