r"""Whether weights on a cell's corners can meet its equations and conditions at all (see `_search.separation`).

The conditional row of equation r at vertex a of its player is f_r at the corners with that vertex and zero elsewhere;
it is never written down. Row ``first[r] + a`` has multiplier y at that position; those of conditions follow.

Sums over corners are taken corner by corner, at places that are unsigned: others would be asked each time whether they
count from the end, which takes longer than the sums.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import inner
from alignment_games.solvers._kernel.linear import solve_positive
from alignment_games.solvers._kernel.multipliers import first_multipliers
from alignment_games.solvers._kernel.rows import copy, dot, fill, lowest, total
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
def parted(values: Array, rounding: Array, layout: Layout, y: Array, weights: Array) -> bool:
    """Return whether no weights make equations zero and conditions not positive; fill in weights that nearly do.

    ``y``: multipliers to begin with, which become better ones. The weights add up to at most one.
    """
    d, corners = len(layout[4]), values.shape[1]
    table, places = _by_corner(values), _places(layout)
    n_rows = len(y) - (len(values) - d)
    scale = _scales(table, places, n_rows)
    heights, trial = np.empty(corners + len(y) - n_rows), np.empty(corners + len(y) - n_rows)
    p, mean, step = np.empty(len(heights)), np.empty(len(y)), np.empty(len(y))
    covariance = np.empty((len(y), len(y)))
    if _proves(table, rounding, places, y, n_rows, trial):
        return True
    least = _begin(table, places, scale, n_rows, y, heights, p)
    for _ in range(_STEPS):
        _moments(table, places, p, mean, covariance)
        _to_scale(p[corners:], scale, mean, covariance)
        copy(mean, step)
        if not solve_positive(covariance, step):
            break
        promise, length = dot(step, mean), 1.0
        for k in range(len(y)):
            step[k] /= scale[k]
        for _ in range(_HALVINGS):
            copy(heights, trial)
            _raise_heights(table, places, scale, n_rows, length, step, trial)
            value = _weigh(trial, p)
            if value < least:
                break
            length *= 0.4
        for k in range(len(y)):
            y[k] += length * step[k]
        copy(trial, heights)
        least = value
        if _proves(table, rounding, places, y, n_rows, trial):
            return True
        if promise <= _WORTHWHILE:
            break
    copy(p[:corners], weights)
    return False


@inner
def _by_corner(values: Array) -> Array:
    """Return corner values with those of one corner together."""
    table = np.empty((values.shape[1], len(values)))
    for r in range(len(values)):
        for c in range(values.shape[1]):
            table[c, r] = values[r, c]
    return table


@inner
def _places(layout: Layout) -> Array:
    """Return the position of each equation's multiplier at each corner, ``(corners, equations)``."""
    digits, owner = layout[3], layout[4]
    first = first_multipliers(layout)
    places = np.empty((digits.shape[1], len(owner)), dtype=np.uintp)
    for r in range(len(owner)):
        for c in range(digits.shape[1]):
            places[c, r] = first[r] + digits[owner[r], c]
    return places


@inner
def _scales(table: Array, places: Array, n_rows: int) -> Array:
    """Return the roots of the mean squares of all rows."""
    d = places.shape[1]
    squares = np.zeros(n_rows + table.shape[1] - d)
    for c in range(len(table)):
        for r in range(d):
            squares[places[c, r]] += table[c, r] * table[c, r]
        for g in range(d, table.shape[1]):
            squares[n_rows - d + g] += table[c, g] * table[c, g]
    for k in range(len(squares)):
        squares[k] = np.sqrt(squares[k] / len(table)) + 1e-9
    return squares


@inner
def _proves(table: Array, rounding: Array, places: Array, y: Array, n_rows: int, heights: Array) -> bool:
    """Return whether multipliers, negative ones of conditions left out, make the sum of all rows positive everywhere.

    It is summed anew, so that what many steps rounded proves nothing.
    """
    d = places.shape[1]
    margin = 0.0
    for r in range(d):
        most = 0.0
        for c in range(len(table)):
            most = max(most, abs(y[places[c, r]]))
        margin += most * rounding[r]
    for g in range(d, table.shape[1]):
        margin += max(y[n_rows - d + g], 0.0) * rounding[g]
    fill(heights[: len(table)], 0.0)
    for c in range(len(table)):
        for r in range(d):
            heights[c] += y[places[c, r]] * table[c, r]
        for g in range(d, table.shape[1]):
            heights[c] += max(y[n_rows - d + g], 0.0) * table[c, g]
    return lowest(heights[: len(table)]) > margin


@inner
def _begin(table: Array, places: Array, scale: Array, n_rows: int, y: Array, heights: Array, p: Array) -> float:
    """Fill in heights and weights of the first multipliers, or of none where these are better."""
    fill(heights, 0.0)
    _raise_heights(table, places, scale, n_rows, 1.0, y, heights)
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
def _raise_heights(
    table: Array, places: Array, scale: Array, n_rows: int, length: float, y: Array, heights: Array
) -> None:
    """Add the sum of all rows, times their multipliers; a point of its own stands for each condition's multiplier."""
    d, corners = places.shape[1], len(table)
    for c in range(corners):
        rise = 0.0
        for r in range(d):
            rise += y[places[c, r]] * table[c, r]
        for g in range(d, table.shape[1]):
            rise += y[n_rows - d + g] * table[c, g]
        heights[c] += length * rise
    for k in range(n_rows, len(y)):
        heights[corners + k - n_rows] += length * y[k] * scale[k] * _BARRIER


@inner
def _moments(table: Array, places: Array, p: Array, mean: Array, covariance: Array) -> None:
    """Fill in the means of the rows under weights p, and of their products, lower half."""
    d, rows = places.shape[1], table.shape[1]
    n_rows = len(mean) - (rows - d)
    fill(mean, 0.0)
    for k in range(len(mean)):
        fill(covariance[k], 0.0)
    for c in range(len(table)):
        here, place, weight = table[c], places[c], p[c]
        for r in range(d):
            share = weight * here[r]
            mean[place[r]] += share
            products = covariance[place[r]]
            for s in range(r + 1):
                products[place[s]] += share * here[s]
        for g in range(d, rows):
            share = weight * here[g]
            mean[n_rows - d + g] += share
            products = covariance[n_rows - d + g]
            for s in range(d):
                products[place[s]] += share * here[s]
            for s in range(d, g + 1):
                products[n_rows - d + s] += share * here[s]


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
