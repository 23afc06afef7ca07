r"""A proof that no solution uses every action of a support, for systems that are singular on its boundary.

With F the conditional rows of `separation` on the whole support, a solution x gives weights
:math:`p(c) = \prod_j x_j(c_j)` with :math:`\sum_c p(c) F_r(c) = 0`, and at most 0 for conditions. If x uses every
action, every p(c) is positive. So it is enough that multipliers y, not negative for conditions, make

.. math:: \sum_r y_r F_r(c) \ge 0 \quad \text{at every corner } c, \qquad > 0 \quad \text{at one:}

then :math:`\sum_c p(c) \sum_r y_r F_r(c)` is positive and at most 0 at once. Single roots at which the equations are
singular, which no cell can exclude, may lie on the boundary all the same; they belong to smaller supports. Conditional
dominance is the case of one row. The multipliers come from a linear program in floats, are read as fractions and
are checked in fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._search.separation import conditional_rows

#: Denominators tried when a multiplier is read as a fraction.
_DENOMINATOR = 1000
#: A sum over the corners that is no larger than this proves nothing.
_WORTHWHILE = 1e-6


def no_full_solution(rows: Array, own: Sequence[int]) -> bool:
    """Return whether it is proven that no solution uses every action; False says nothing.

    ``rows``: ``(rows, *shape)`` in fractions, the equations first. ``own``: the player (axis) of each equation.
    """
    shape, d = rows.shape[1:], len(own)
    flat = rows.reshape(len(rows), -1)
    equations = conditional_rows(flat[None, :d], own, shape)[0]
    together = np.concatenate([equations, flat[d:]])
    multipliers = _multipliers(together.astype(float), len(equations))
    if multipliers is None:
        return False
    exact = [Fraction(y).limit_denominator(_DENOMINATOR) for y in multipliers.tolist()]
    heights = [sum(y * value for y, value in zip(exact, corner, strict=True)) for corner in together.T.tolist()]
    return min(exact[len(equations) :], default=0) >= 0 and min(heights) >= 0 and max(heights) > 0


def _multipliers(rows: Array, n_equations: int) -> Array | None:
    """Return multipliers in [-1, 1] that make the sum over the corners largest, no corner being negative."""
    from scipy.optimize import linprog

    bounds = [(-1, 1)] * n_equations + [(0, 1)] * (len(rows) - n_equations)
    run = linprog(-rows.sum(axis=1), A_ub=-rows.T, b_ub=np.zeros(rows.shape[1]), bounds=bounds)
    return run.x if run.status == 0 and -run.fun > _WORTHWHILE else None
