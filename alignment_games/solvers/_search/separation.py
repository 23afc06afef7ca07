r"""Whether a cell can hold a solution at all: the correlated relaxation, and hyperplanes that refute it.

Let a cell be a product of simplices with corners c, and let x be a solution in it. In the cell's own barycentric
coordinates x gives corner c the weight :math:`p(c) = \prod_j \lambda_j(c_j)`, and a multilinear f takes the value
:math:`f(x) = \sum_c p(c) f(c)`. The equation f of player i does not depend on i's own play; so for each vertex a of
i's simplex

.. math:: \sum_{c : c_i = a} p(c)\, f(c) = \lambda_i(a) f(x) = 0 .

These are linear in p, and any p counts here, independent or not: what is left when they are asked of all
players is the set of correlated equilibria (Aumann 1974) in which the vertices are what is recommended. It is much
smaller than the set of p with :math:`\sum p f = 0`. No p meets all of them, together with the conditions
:math:`\sum p\, g \le 0`, iff multipliers y, not negative for conditions, make

.. math:: \sum_r y_r F_r(c) > 0 \quad \text{at every corner } c

(Gordan's theorem), F being the rows above: such y are a proof that the cell is empty, however they were found. They
are sought by minimising the convex :math:`\log \sum_c \exp(- y \cdot F(c))` by Newton's method, which no scaling or
mixing of the rows disturbs. Its derivative is minus the mean of F under weights p(c) proportional to
:math:`\exp(- y \cdot F(c))`: where no y is found, these p meet the equations as far as possible (with largest
entropy), and say where in the cell a solution may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from alignment_games.arrays import Array

#: Steps of Newton's method spent on a cell; nearly all end sooner.
_STEPS = 10
#: Shares of a Newton step that are tried.
_LENGTHS = np.array([1.0, 0.4, 0.16])
#: Added to the covariance of rows of mean square one, which may be singular.
_RIDGE = 1e-4
#: A Newton step that promises to lower the logarithm by no more than half of this is the last.
_WORTHWHILE = 0.1
#: A condition's multiplier is kept from negative values by a point of its own, at which the scaled row is this high: a
#: gentle slope would weigh as much as the cell's corners, and hide what these say.
_BARRIER = 6.0


def conditional_rows(equations: Array, own: Sequence[int], shape: Sequence[int]) -> Array:
    """Return each equation's corner values at each vertex of its player's simplex, 0 elsewhere.

    ``equations``: ``(N, d, corners)``. ``own``: the player (axis) of each equation. The rows are one for each
    equation and vertex, those of one equation together.
    """
    number, here = _vertices(tuple(own), tuple(shape))
    found: Array = equations[:, number] * here
    return found


def conditional_rounding(rounding: Array, own: Sequence[int], shape: Sequence[int]) -> Array:
    """Return the rounding of each conditional row, and of the conditions behind, from that of all, ``(N, d + k)``."""
    number = _vertices(tuple(own), tuple(shape))[0]
    return np.concatenate([rounding[:, number], rounding[:, len(own) :]], axis=1)


@cache
def _vertices(own: tuple[int, ...], shape: tuple[int, ...]) -> tuple[Array, Array]:
    """Return the equation of each conditional row, and at which corners it counts."""
    corner = np.indices(shape).reshape(len(shape), -1)
    number = np.concatenate([np.full(shape[j], r) for r, j in enumerate(own)])
    return number, np.concatenate([corner[j] == np.arange(shape[j])[:, None] for j in own])


def parted(rows: Array, conditions: Array, rounding: Array) -> tuple[Array, Array]:
    """Return for which cells no weights p make rows zero and conditions not positive; and weights that nearly do.

    ``rows``: ``(N, rows, corners)``. ``conditions``: ``(N, conditions, corners)``. ``rounding``: how far both may be
    off, ``(N, rows + conditions)``. The weights, ``(N, corners)``, add up to at most one.
    """
    n_rows, corners = rows.shape[1:]
    points, margin = _hull(rows, conditions, rounding)
    apart, where = np.zeros(len(points), dtype=bool), np.arange(len(points))
    weights = np.zeros((len(points), corners))
    y = np.zeros(points.shape[:2])
    heights = np.zeros((len(points), points.shape[2]))
    for _ in range(_STEPS):
        p = np.exp(heights.min(axis=1, keepdims=True) - heights)
        p /= p.sum(axis=1, keepdims=True)
        weights[where] = p[:, :corners]
        step, promise = _newton_step(points, p)
        y = y + _best_share(heights, (step[:, None] @ points)[:, 0]) * step
        heights = (y[:, None] @ points)[:, 0]
        done = _proven(y, points[:, :, :corners], margin, n_rows)
        apart[where[done]] = True
        left = np.flatnonzero(~done & (promise > _WORTHWHILE))
        if not len(left):
            break
        if len(left) < len(where):
            where, points, margin, y, heights = where[left], points[left], margin[left], y[left], heights[left]
    return apart, weights


def _proven(y: Array, points: Array, margin: Array, n_rows: int) -> Array:
    """Return which multipliers, negative ones of conditions left out, make the sum of all rows positive everywhere."""
    used = np.concatenate([y[:, :n_rows], np.maximum(y[:, n_rows:], 0)], axis=1)
    found: Array = (used[:, None] @ points)[:, 0].min(axis=1) > (abs(used) * margin).sum(axis=1)
    return found


def _hull(rows: Array, conditions: Array, rounding: Array) -> tuple[Array, Array]:
    """Return the points to part from zero, of mean square one in each row, and the rounding of their rows.

    A point for each corner, and one that forbids a negative multiplier for each condition.
    """
    n_rows, n_conditions = rows.shape[1], conditions.shape[1]
    points = np.concatenate([rows, conditions], axis=1)
    scale = np.sqrt((points**2).mean(axis=2)) + 1e-9
    points /= scale[..., None]
    if n_conditions:
        unit = _BARRIER * np.eye(n_rows + n_conditions)[:, n_rows:]
        points = np.concatenate([points, np.broadcast_to(unit, (len(points), *unit.shape))], axis=2)
    return points, rounding / scale


def _newton_step(points: Array, p: Array) -> tuple[Array, Array]:
    """Return the covariance's inverse times the mean under weights p, and its product with the mean."""
    weighted = points * p[:, None]
    mean = weighted.sum(axis=2)
    covariance = weighted @ points.transpose(0, 2, 1) - mean[:, :, None] * mean[:, None]
    diagonal = np.arange(points.shape[1])
    covariance[:, diagonal, diagonal] += _RIDGE
    step = np.linalg.solve(covariance, mean[..., None])[..., 0]
    return step, (step * mean).sum(axis=1)


def _best_share(heights: Array, change: Array) -> Array:
    """Return the share of a step that lowers log sum exp(-heights) most, ``(N, 1)``."""
    trial = heights[:, None] + _LENGTHS[:, None] * change[:, None]
    low = trial.min(axis=2, keepdims=True)
    value = np.log(np.exp(low - trial).sum(axis=2)) - low[..., 0]
    found: Array = _LENGTHS[value.argmin(axis=1)][:, None]
    return found
