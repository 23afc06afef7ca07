r"""Whether weights on a cell's corners can meet its equations and conditions at all (see `_search.separation`).

The conditional row of equation r at vertex a of its player is f_r at the corners with that vertex and zero elsewhere;
it is never written down. Row ``first[r] + a`` has multiplier y at that position; those of conditions follow.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.solvers._kernel.compiling import inner
from alignment_games.solvers._kernel.linear import solve_positive
from alignment_games.solvers._kernel.rows import copy, dot, fill, lowest
from alignment_games.solvers._kernel.systems import Layout

Array = NDArray[Any]

#: Steps of Newton's method spent on a cell, and halvings of each.
_STEPS, _HALVINGS = 10, 4
#: Added to the covariance of rows of mean square one, which may be singular.
_RIDGE = 1e-4
#: A Newton step that promises to lower the logarithm by no more than half of this is the last.
_WORTHWHILE = 0.1


@inner
def parted(values: Array, rounding: Array, conditions: Array, layout: Layout, weights: Array) -> bool:
    """Return whether no weights make equations zero and conditions not positive; fill in weights that nearly do.

    ``conditions``: lowered by their rounding. The weights add up to at most one.
    """
    sizes, owner, corners = layout[0], layout[4], values.shape[1]
    first = np.zeros(len(owner) + 1, dtype=np.int64)
    for r in range(len(owner)):
        first[r + 1] = first[r] + sizes[owner[r]]
    n_rows, n_conditions = first[-1], len(conditions)
    scale = _scales(values, conditions, layout, first)
    y, heights = np.zeros(n_rows + n_conditions), np.zeros(corners + n_conditions)
    trial, p = np.empty(len(heights)), np.empty(len(heights))
    mean, step = np.empty(len(y)), np.empty(len(y))
    covariance = np.empty((len(y), len(y)))
    least = _weigh(heights, p)
    for _ in range(_STEPS):
        _moments(values, conditions, layout, first, scale, p, mean, covariance)
        copy(mean, step)
        if not solve_positive(covariance, step):
            break
        promise, length = dot(step, mean), 1.0
        for _ in range(_HALVINGS):
            copy(heights, trial)
            _raise_heights(values, conditions, layout, first, scale, step, length, trial)
            value = _weigh(trial, p)
            if value < least:
                break
            length *= 0.4
        for k in range(len(y)):
            y[k] += length * step[k]
        copy(trial, heights)
        least = value
        margin = 0.0
        for r in range(len(owner)):
            for k in range(first[r], first[r + 1]):
                margin += abs(y[k]) * rounding[r] / scale[k]
        if lowest(heights) > margin:
            fill(trial, 0.0)  # once more at one go: what many steps rounded must prove nothing
            _raise_heights(values, conditions, layout, first, scale, y, 1.0, trial)
            return lowest(trial) > margin
        if promise <= _WORTHWHILE:
            break
    copy(p[:corners], weights)
    return False


@inner
def _scales(values: Array, conditions: Array, layout: Layout, first: Array) -> Array:
    """Return the roots of the mean squares of all rows."""
    digits, owner = layout[3], layout[4]
    squares = np.zeros(first[-1] + len(conditions))
    for r in range(len(owner)):
        for c in range(values.shape[1]):
            squares[first[r] + digits[owner[r], c]] += values[r, c] * values[r, c]
    for g in range(len(conditions)):
        squares[first[-1] + g] = dot(conditions[g], conditions[g])
    for k in range(len(squares)):
        squares[k] = np.sqrt(squares[k] / values.shape[1]) + 1e-9
    return squares


@inner
def _weigh(heights: Array, p: Array) -> float:
    """Fill in weights proportional to exp(-heights), which add up to one; return the logarithm of their sum."""
    low, total = lowest(heights), 0.0
    for c in range(len(heights)):
        p[c] = np.exp(low - heights[c])
        total += p[c]
    for c in range(len(p)):
        p[c] /= total
    return float(np.log(total)) - low


@inner
def _raise_heights(
    values: Array,
    conditions: Array,
    layout: Layout,
    first: Array,
    scale: Array,
    y: Array,
    length: float,
    heights: Array,
) -> None:
    """Add the sum of all rows, times their multipliers; a point of its own stands for each condition's multiplier."""
    digits, owner, corners = layout[3], layout[4], values.shape[1]
    for r in range(len(owner)):
        for c in range(corners):
            k = first[r] + digits[owner[r], c]
            heights[c] += length * y[k] / scale[k] * values[r, c]
    for g in range(len(conditions)):
        k = first[-1] + g
        for c in range(corners):
            heights[c] += length * y[k] / scale[k] * conditions[g, c]
        heights[corners + g] += length * y[k]


@inner
def _moments(
    values: Array,
    conditions: Array,
    layout: Layout,
    first: Array,
    scale: Array,
    p: Array,
    mean: Array,
    covariance: Array,
) -> None:
    """Fill in the mean of the rows under weights p, and their covariance, lower half."""
    digits, owner, corners = layout[3], layout[4], values.shape[1]
    n_rows = first[-1]
    fill(mean, 0.0)
    for k in range(len(mean)):
        fill(covariance[k], 0.0)
    for r in range(len(owner)):
        for c in range(corners):
            k = first[r] + digits[owner[r], c]
            weighted = p[c] * values[r, c]
            mean[k] += weighted
            for s in range(r + 1):
                covariance[k, first[s] + digits[owner[s], c]] += weighted * values[s, c]
            for g in range(len(conditions)):
                covariance[n_rows + g, k] += weighted * conditions[g, c]
    for g in range(len(conditions)):
        k = n_rows + g
        mean[k] = p[corners + g] * scale[k]
        covariance[k, k] = p[corners + g] * scale[k] * scale[k]
        for c in range(corners):
            weighted = p[c] * conditions[g, c]
            mean[k] += weighted
            for q in range(g + 1):
                covariance[k, n_rows + q] += weighted * conditions[q, c]
    for k in range(len(mean)):
        mean[k] /= scale[k]
    for k in range(len(mean)):
        for q in range(k + 1):
            covariance[k, q] = covariance[k, q] / (scale[k] * scale[q]) - mean[k] * mean[q]
        covariance[k, k] += _RIDGE
