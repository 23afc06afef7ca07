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
from alignment_games.solvers._kernel.marginals import sum_by_vertex, sum_by_vertices
from alignment_games.solvers._kernel.rows import copy, dot, fill, lowest, total
from alignment_games.solvers._kernel.systems import Layout

Array = NDArray[Any]

#: Steps of Newton's method spent on a cell, and halvings of each.
_STEPS, _HALVINGS = 10, 4
#: Added to the covariance of rows of mean square one, which may be singular.
_RIDGE = 1e-4
#: A Newton step that promises to lower the logarithm by no more than half of this is the last.
_WORTHWHILE = 0.1
#: Stretches of a row from this length on are worth a loop of their own.
_STRETCH = 4


@inner
def parted(values: Array, rounding: Array, conditions: Array, layout: Layout, weights: Array) -> bool:
    """Return whether no weights make equations zero and conditions not positive; fill in weights that nearly do.

    ``conditions``: lowered by their rounding. The weights add up to at most one.
    """
    owner, corners = layout[4], values.shape[1]
    first = _first_multipliers(layout)
    scale = _scales(values, conditions, layout, first)
    y, heights = np.zeros(len(scale)), np.zeros(corners + len(conditions))
    trial, p = np.empty(len(heights)), np.empty(len(heights))
    mean, step = np.empty(len(y)), np.empty(len(y))
    covariance = np.empty((len(y), len(y)))
    least = _weigh(heights, p)
    for _ in range(_STEPS):
        _moments(values, conditions, layout, first, p, mean, covariance)
        _to_scale(p[corners:], scale, mean, covariance)
        copy(mean, step)
        if not solve_positive(covariance, step):
            break
        promise, length = dot(step, mean), 1.0
        for k in range(len(y)):
            step[k] /= scale[k]
        for _ in range(_HALVINGS):
            copy(heights, trial)
            _raise_heights(values, conditions, layout, first, scale, length, step, trial)
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
                margin += abs(y[k]) * rounding[r]
        if lowest(heights) > margin:
            fill(trial, 0.0)  # once more at one go: what many steps rounded must prove nothing
            _raise_heights(values, conditions, layout, first, scale, 1.0, y, trial)
            return lowest(trial) > margin
        if promise <= _WORTHWHILE:
            break
    copy(p[:corners], weights)
    return False


@inner
def _first_multipliers(layout: Layout) -> Array:
    """Return where the multipliers of each equation begin, and those of the conditions."""
    sizes, owner = layout[0], layout[4]
    first = np.zeros(len(owner) + 1, dtype=np.int64)
    for r in range(len(owner)):
        first[r + 1] = first[r] + sizes[owner[r]]
    return first


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
    """Fill in weights near exp(-heights), scaled to add up to one; return the logarithm of their sum.

    The power :math:`(1 - t / 256)^{256}` stands for :math:`e^{-t}`: eight products, and like it positive and falling
    up to where it is below 1e-100. It says where multipliers are sought; what they prove is looked at without it.
    """
    low = lowest(heights)
    for c in range(len(heights)):
        share = max(1.0 - (heights[c] - low) / 256.0, 0.0)
        for _ in range(8):
            share *= share
        p[c] = share
    together = total(p)
    for c in range(len(p)):
        p[c] /= together
    return float(np.log(together)) - low


@inner
def _raise_heights(
    values: Array,
    conditions: Array,
    layout: Layout,
    first: Array,
    scale: Array,
    length: float,
    y: Array,
    heights: Array,
) -> None:
    """Add the sum of all rows, times their multipliers; a point of its own stands for each condition's multiplier."""
    owner, corners = layout[4], values.shape[1]
    for r in range(len(owner)):
        _raise_by_row(values[r], layout, owner[r], length, y[first[r] : first[r + 1]], heights)
    for g in range(len(conditions)):
        k = first[-1] + g
        share = length * y[k]
        for c in range(corners):
            heights[c] += share * conditions[g, c]
        heights[corners + g] += share * scale[k]


@inner
def _raise_by_row(row: Array, layout: Layout, player: int, length: float, y: Array, heights: Array) -> None:
    """Add a row times the multiplier of each corner's vertex of a player."""
    size, stride = layout[0][player], layout[1][player]
    if stride < _STRETCH:
        vertex = layout[3][player]
        for c in range(len(row)):
            heights[c] += length * y[vertex[c]] * row[c]
        return
    for a in range(size):
        share = length * y[a]
        for block in range(a * stride, len(row), size * stride):
            for c in range(block, block + stride):
                heights[c] += share * row[c]


@inner
def _moments(
    values: Array, conditions: Array, layout: Layout, first: Array, p: Array, mean: Array, covariance: Array
) -> None:
    """Fill in the means of the rows under weights p, and of their products, lower half."""
    owner, corners = layout[4], values.shape[1]
    n_rows = first[-1]
    for k in range(len(mean)):
        fill(covariance[k], 0.0)
    weighted, product = np.empty(corners), np.empty(corners)
    by_vertex = np.empty(corners)
    for r in range(len(owner)):
        i = owner[r]
        for c in range(corners):
            weighted[c] = p[c] * values[r, c]
        copy(weighted, product)
        sum_by_vertex(product, layout, i, mean[first[r] : first[r + 1]])
        for s in range(r + 1):
            j = owner[s]
            for c in range(corners):
                product[c] = weighted[c] * values[s, c]
            if i == j:
                sum_by_vertex(product, layout, i, by_vertex)
                for a in range(first[r + 1] - first[r]):
                    covariance[first[r] + a, first[s] + a] = by_vertex[a]
            else:
                sum_by_vertices(product, layout, j, i, covariance[first[r] : first[r + 1], first[s] : first[s + 1]])
    for g in range(len(conditions)):
        k = n_rows + g
        for c in range(corners):
            weighted[c] = p[c] * conditions[g, c]
        mean[k] = total(weighted)
        for r in range(len(owner)):
            for c in range(corners):
                product[c] = weighted[c] * values[r, c]
            sum_by_vertex(product, layout, owner[r], covariance[k, first[r] : first[r + 1]])
        for q in range(g + 1):
            covariance[k, n_rows + q] = dot(weighted, conditions[q])


@inner
def _to_scale(points: Array, scale: Array, mean: Array, covariance: Array) -> None:
    """Bring means to rows of mean square one, and means of products to covariances; add the points of multipliers."""
    n_rows = len(mean) - len(points)
    for g in range(len(points)):
        k = n_rows + g
        mean[k] += points[g] * scale[k]
        covariance[k, k] += points[g] * scale[k] * scale[k]
    for k in range(len(mean)):
        mean[k] /= scale[k]
    for k in range(len(mean)):
        for q in range(k + 1):
            covariance[k, q] = covariance[k, q] / (scale[k] * scale[q]) - mean[k] * mean[q]
        covariance[k, k] += _RIDGE
