r"""Whether weights on a cell's corners can meet its equations and conditions at all (see `_search.separation`).

The conditional row of equation r at vertex a of its player is f_r at the corners with that vertex and zero elsewhere;
it is never written down. Row ``first[r] + a`` has multiplier y at that position; those of conditions follow.

Sums run along the corners of one row after the other, so that several can be taken at once. Places are unsigned: others
would be asked each time whether they count from the end, which takes longer than the sums.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import inner
from alignment_games.solvers._kernel.desk import Desk
from alignment_games.solvers._kernel.linear import solve_positive
from alignment_games.solvers._kernel.moments import fill_corner_by_corner, fill_moments
from alignment_games.solvers._kernel.rows import copy, dot, fill, lowest, square, total
from alignment_games.solvers._kernel.systems import Layout

#: Steps of Newton's method spent on a cell, and halvings of each.
_STEPS, _HALVINGS = 6, 4
#: Added to the covariance of rows of mean square one, which may be singular.
_RIDGE = 1e-4
#: A Newton step that promises to lower the logarithm by no more than half of this is the last.
_WORTHWHILE = 0.2
#: A condition's multiplier is kept from negative values by a point of its own, at which the scaled row is this high.
_BARRIER = 6.0


@inner
def parted(values: Array, rounding: Array, layout: Layout, desk: Desk, y: Array, weights: Array, sums: Array) -> bool:
    """Return whether no weights make equations zero and conditions not positive; fill in weights that nearly do.

    ``y``: multipliers to begin with, which become better ones. The weights add up to at most one. ``sums``: filled in
    are those of all rows times multipliers at every corner, at least.
    """
    if _proves(values, rounding, layout, y, sums):
        return True
    corners, lines, shorts, covariance, table = values.shape[1], desk[0], desk[1], desk[2], desk[3]
    heights, trial, p = lines[0], lines[1], lines[2]
    scale, mean, step = shorts[0], shorts[1], shorts[2]
    fill_corner_by_corner(values, table)
    _fill_scales(values, layout, scale)
    least = _begin(values, layout, scale, y, heights, p)
    for _ in range(_STEPS):
        fill_moments(values, table, layout, p, lines[3:], mean, covariance)
        _to_scale(p[corners:], scale, mean, covariance)
        copy(mean, step)
        if not solve_positive(covariance, step, shorts[3]):
            break
        promise, length = dot(step, mean), 1.0
        for k in range(len(y)):
            step[k] /= scale[k]
        for _ in range(_HALVINGS):
            copy(heights, trial)
            _raise_heights(values, layout, scale, length, step, trial)
            value = _weigh(trial, p)
            if value < least:
                break
            length *= 0.4
        for k in range(len(y)):
            y[k] += length * step[k]
        copy(trial, heights)
        least = value
        if _proves(values, rounding, layout, y, sums):
            return True
        if promise <= _WORTHWHILE:
            break
    copy(p[:corners], weights)
    return False


@inner
def _fill_scales(values: Array, layout: Layout, scale: Array) -> None:
    """Fill in the roots of the mean squares of all rows; an equation does not vary along its own player's edges."""
    sizes, owner = layout[0], layout[4]
    k, corners = 0, values.shape[1]
    for r in range(len(values)):
        copies = sizes[owner[r]] if r < len(owner) else 1
        size = np.sqrt(square(values, r) / (copies * corners)) + 1e-9
        for _ in range(copies):
            scale[k] = size
            k += 1


@inner
def _proves(values: Array, rounding: Array, layout: Layout, y: Array, sums: Array) -> bool:
    """Return whether multipliers, negative ones of conditions left out, make the sum of all rows positive everywhere.

    Fill in what it is at each corner, at least. It is summed anew, so that what many steps rounded proves nothing: what
    is rounded here, some 1e-16 of each multiplier for each row, is little beside the rounding of that row.
    """
    sizes, owner, places = layout[0], layout[4], layout[5]
    d, margin, k = len(owner), 0.0, 0
    for r in range(d):
        most = 0.0
        for _ in range(sizes[owner[r]]):
            most = max(most, abs(y[k]))
            k += 1
        margin += most * rounding[r]
    first_condition = k
    for g in range(d, len(values)):
        margin += max(y[k], 0.0) * rounding[g]
        k += 1
    corners = np.uintp(len(sums))
    for c in range(corners):
        sums[c] = -margin
    for r in range(d):
        for c in range(corners):
            sums[c] += y[places[r, c]] * values[r, c]
    for g in range(d, len(values)):
        multiplier = max(y[first_condition + g - d], 0.0)
        for c in range(corners):
            sums[c] += multiplier * values[g, c]
    return lowest(sums) > 0.0


@inner
def _begin(values: Array, layout: Layout, scale: Array, y: Array, heights: Array, p: Array) -> float:
    """Fill in heights and weights of the first multipliers, or of none where these are better."""
    fill(heights, 0.0)
    _raise_heights(values, layout, scale, 1.0, y, heights)
    least = _weigh(heights, p)
    if least < np.log(len(heights)):
        return least
    fill(y, 0.0)
    fill(heights, 0.0)
    return _weigh(heights, p)


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
def _raise_heights(values: Array, layout: Layout, scale: Array, length: float, y: Array, heights: Array) -> None:
    """Add the sum of all rows, times their multipliers; a point of its own stands for each condition's multiplier."""
    places = layout[5]
    d, corners = len(places), np.uintp(values.shape[1])
    for r in range(d):
        for c in range(corners):
            heights[c] += length * y[places[r, c]] * values[r, c]
    first = len(y) - (len(values) - d)
    for g in range(d, len(values)):
        multiplier = length * y[first + g - d]
        for c in range(corners):
            heights[c] += multiplier * values[g, c]
        heights[corners + np.uintp(g - d)] += multiplier * scale[first + g - d] * _BARRIER


@inner
def _to_scale(points: Array, scale: Array, mean: Array, covariance: Array) -> None:
    """Bring means to rows of mean square one, and means of products to covariances; add the points of multipliers."""
    n_rows = len(mean) - len(points)
    for g in range(len(points)):
        k = n_rows + g
        mean[k] += points[g] * scale[k] * _BARRIER
        covariance[k, k] += points[g] * (scale[k] * _BARRIER) ** 2
    for k in range(len(mean)):
        mean[k] /= scale[k]
    for k in range(len(mean)):
        for q in range(k + 1):
            covariance[k, q] = covariance[k, q] / (scale[k] * scale[q]) - mean[k] * mean[q]
        covariance[k, k] += _RIDGE
