r"""What preconditioning says of a cell (see `_search.contraction`): excluded, shrunk, or settled with at most one root.

``values``: corner values ``(rows, corners)``, equations first. ``rounding``: how far those of each row may be off.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import inlined, inner
from alignment_games.solvers._kernel.derivatives import against_others, fill_centre, fill_slopes
from alignment_games.solvers._kernel.desk import Desk
from alignment_games.solvers._kernel.linear import precondition
from alignment_games.solvers._kernel.rows import fill, fill_table, range_in
from alignment_games.solvers._kernel.systems import ROUNDING, Layout

#: Bounds on local coordinates below this are not used to shrink a cell, so that its faces stay where they are.
_WORTHWHILE = 0.05
#: A share is taken to be smaller than computed by this, which is far more than rounding can make of it.
_SAFE = 1e-9
#: Below the first h contracts; from the other on, it is far from it.
CONTRACTS, FAR = 1.0 - 1e-3, 256.0


@inlined
def possible(values: Array, rounding: Array, n_equations: int) -> bool:
    """Return whether the plain ranges of equations and conditions leave a cell."""
    for r in range(len(values)):
        least, most = range_in(values, r)
        if least > rounding[r] or (r < n_equations and most < -rounding[r]):
            return False
    return True


@inner
def inverse_at_centre(values: Array, layout: Layout, desk: Desk, inverse: Array) -> None:
    """Fill in the preconditioner of the equations, the first rows: nearly their Jacobian's inverse at the centre."""
    point, slopes, sums = desk[1][0], desk[4][1], desk[5][: len(layout[4])]
    fill_centre(layout, point)
    against_others(values, layout, point, desk[0], sums)
    fill_slopes(sums, layout, slopes)
    precondition(slopes, desk[4][2:], desk[1][1:], inverse)


@inner
def fixed_point_map(values: Array, rounding: Array, layout: Layout, inverse: Array, h: Array, margin: Array) -> None:
    """Fill in h(y) = y - C f(y) at the corners, ``(coordinates, corners)``, and its margin for rounding."""
    sizes, offsets, digits, owner = layout[0], layout[2], layout[3], layout[4]
    d = len(owner)
    fill(margin, ROUNDING)
    fill_table(h, 0.0)
    for j in range(len(sizes)):
        first = offsets[j]
        for c in range(h.shape[1]):
            h[first + digits[j, c], c] = 1.0
        for q in range(d):
            total = 0.0
            for v in range(1, sizes[j]):
                weight = inverse[first - j + v - 1, q]
                total += weight
                margin[first + v] += abs(weight) * rounding[q]
                for c in range(h.shape[1]):
                    h[first + v, c] -= weight * values[q, c]
            margin[first] += abs(total) * rounding[q]
            for c in range(h.shape[1]):
                h[first, c] += total * values[q, c]


@inlined
def least_shares(sums: Array, layout: Layout, low: Array) -> None:
    """Fill in how large each local coordinate of a solution is at least, by the sums that `separation` leaves."""
    sizes, offsets, digits = layout[0], layout[2], layout[3]
    fill(low, np.inf)
    for c in range(len(sums)):
        for j in range(len(sizes)):
            place = offsets[j] + digits[j, c]
            low[place] = min(low[place], sums[c])
    for j in range(len(sizes)):
        first, second, at = np.inf, np.inf, 0
        for v in range(offsets[j], offsets[j + 1]):
            if low[v] < first:
                first, second, at = low[v], first, v
            else:
                second = min(second, low[v])
        fill(low[offsets[j] : offsets[j + 1]], 0.0)
        if first <= 0.0 < second:
            share = second / (second - first) - _SAFE
            low[at] = share if share > _WORTHWHILE else 0.0


@inlined
def shrink_to(h: Array, margin: Array, layout: Layout, low: Array) -> bool:
    """Raise lower bounds of a solution's local coordinates to those of any root; return whether there may be one."""
    sizes, offsets = layout[0], layout[2]
    for j in range(len(sizes)):
        total = 0.0
        for k in range(offsets[j], offsets[j + 1]):
            least, most = range_in(h, k)
            least -= margin[k]
            if least > 1.0 or most + margin[k] < 0.0:
                return False
            low[k] = max(low[k], least if least > _WORTHWHILE else 0.0)
            total += low[k]
        if total > 1.0:
            return False
    return True


@inner
def stretch(h: Array, margin: Array, layout: Layout) -> float:
    """Return by how much h moves points apart at most, by its changes along the edges from each player's first vertex.

    Where that is below `CONTRACTS`, h is proven to contract; from `FAR` on it is not looked how far it goes.
    """
    sizes, strides, owner = layout[0], layout[1], layout[4]
    most = 0.0
    for k in range(len(margin)):
        norm = 2.0 * len(owner) * margin[k]
        for j in range(len(sizes)):
            for b in range(1, sizes[j]):
                norm += _most_change(h, k, sizes[j], strides[j], b)
        if not norm < FAR:  # or it is no number
            return FAR
        most = max(most, norm)
    return most


@inner
def _most_change(h: Array, k: int, size: int, stride: int, b: int) -> float:
    """Return the largest difference in one row between the values at a vertex of one player and at its first."""
    most, ahead, width = 0.0, np.uintp(b * stride), np.uintp(stride)
    for block in range(np.uintp(0), np.uintp(h.shape[1]), np.uintp(size * stride)):
        for c in range(block, block + width):
            most = max(most, abs(h[k, c + ahead] - h[k, c]))
    return most


@inner
def one_to_one(values: Array, rounding: Array, layout: Layout, desk: Desk, h: Array) -> bool:
    """Return whether the equations are proven to be one to one on a cell. ``h``: to write on, as it is there."""
    inverse, margin = desk[4][0], desk[1][0, : len(h)]
    inverse_at_centre(values, layout, desk, inverse)
    fixed_point_map(values, rounding, layout, inverse, h, margin)
    return stretch(h, margin, layout) < CONTRACTS
