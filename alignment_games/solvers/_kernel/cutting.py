r"""Cells in place: corner values shrunk towards some vertices, or cut in two along an edge.

Which edge: the weights p that nearly meet all equations (see `separation`) need not be those of independent play. Let
:math:`p_a(s)` be the weight of a player's vertex a where the others are at the corner s, and :math:`\bar p_a` its sum
over s. Were the others' play independent of whether it is a or b, the sum would be zero of

.. math:: \sum_s \frac{|\bar p_a p_b(s) - \bar p_b p_a(s)|}{\bar p_a + \bar p_b} \, |h(a, s) - h(b, s)| ,

over all equations h, each in units of its mean square. It says how much of what the weights achieve they owe to
dependence through this edge, which a cut takes away: the edge with the largest is cut, as spatial branch and bound does
with the terms that the relaxation violates most.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import inner
from alignment_games.solvers._kernel.desk import Desk
from alignment_games.solvers._kernel.rows import fill, square, total
from alignment_games.solvers._kernel.systems import UNIT, Layout

#: A cell of which some player's simplex shrinks to less than this is not cut.
_MUCH = 0.7
#: Shares of the mean change along an edge, and of the edge's length, in what is gained by cutting it: none is to stay
#: long for ever.
_WHOLE, _LONG = 0.02, 0.001


@inner
def shrink(values: Array, vertices: Array, layout: Layout, low: Array) -> float:
    """Move each simplex to where its coordinates are at least ``low``; return how much errors grow, 1 or more.

    ``vertices``: one barycentric vector for each vertex, all players' together, ``(coordinates, largest size)``.
    Negative bounds make the cell larger.
    """
    sizes, strides, offsets = layout[0], layout[1], layout[2]
    growth = 1.0
    for j in range(len(sizes)):
        first, last = offsets[j], offsets[j + 1]
        moved, size = 0.0, 0.0
        for v in range(first, last):
            moved += low[v]
            size += abs(low[v])
        scale = 1.0 - moved
        size += abs(scale)
        if size == 1.0 and scale == 1.0:
            continue
        growth *= size
        for r in range(len(values)):
            for block in range(0, values.shape[1], sizes[j] * strides[j]):
                for c in range(block, block + strides[j]):
                    shared = 0.0
                    for v in range(sizes[j]):
                        shared += low[first + v] * values[r, c + v * strides[j]]
                    for v in range(sizes[j]):
                        values[r, c + v * strides[j]] = scale * values[r, c + v * strides[j]] + shared
        for w in range(sizes[j]):
            shared = 0.0
            for v in range(first, last):
                shared += low[v] * vertices[v, w]
            for v in range(first, last):
                vertices[v, w] = scale * vertices[v, w] + shared
    return max(growth, 1.0)


@inner
def lost_by_shrinking(layout: Layout) -> float:
    """Return what rounding can add to a corner value when a cell is shrunk within itself, or cut."""
    lost = UNIT
    for size in layout[0]:
        lost += (size + 3) * UNIT
    return float(lost)


@inner
def is_cut(layout: Layout, low: Array) -> bool:
    """Return whether bounds shrink a cell so little that it should be cut."""
    offsets = layout[2]
    for j in range(len(offsets) - 1):
        if 1.0 - total(low[offsets[j] : offsets[j + 1]]) <= _MUCH:
            return False
    return True


@inner
def edge_to_cut(values: Array, weights: Array, vertices: Array, layout: Layout, desk: Desk) -> tuple[int, int, int]:
    """Return the player and both vertices of the edge to cut. ``values``: at the corners, equations first."""
    sizes, strides, offsets, digits, owner = layout[:5]
    units, near, changes = desk[1][0, : len(owner)], desk[1][1], desk[0][0, : len(weights)]
    for r in range(len(units)):
        units[r] = np.sqrt(square(values, r) / len(weights)) + 1e-9
    fill(near, 0.0)
    for c in range(len(weights)):
        for j in range(len(sizes)):
            near[offsets[j] + digits[j, c]] += weights[c]
    best, found = -1.0, (0, 0, 1)
    for j in range(len(sizes)):
        for a in range(sizes[j]):
            for b in range(a + 1, sizes[j]):
                one, other = near[offsets[j] + a], near[offsets[j] + b]
                score = _LONG * _apart(vertices[offsets[j] + a], vertices[offsets[j] + b])
                fill(changes, 0.0)
                for r in range(len(owner)):
                    if owner[r] != j:  # along whose edges it does not vary
                        _add_changes(values, r, 1.0 / units[r], sizes[j], strides[j], a, b, changes)
                score += _gain(changes, weights, sizes[j], strides[j], a, b, one / max(one + other, 1e-300))
                if score > best:
                    best, found = score, (j, a, b)
    return found


@inner
def _add_changes(values: Array, r: int, unit: float, size: int, stride: int, a: int, b: int, changes: Array) -> None:
    """Add how much one equation changes along an edge, at the corners with its first end."""
    ahead, width = np.uintp((b - a) * stride), np.uintp(stride)
    for block in range(np.uintp(a * stride), np.uintp(len(changes)), np.uintp(size * stride)):
        for c in range(block, block + width):
            changes[c] += unit * abs(values[r, c + ahead] - values[r, c])


@inner
def _gain(changes: Array, weights: Array, size: int, stride: int, a: int, b: int, share: float) -> float:
    """Return the sum above over all equations, and a little of their mean change.

    ``share``: of the first end in the weight of both.
    """
    torn, rest, each = 0.0, 1.0 - share, _WHOLE * size / len(changes)
    ahead, width = np.uintp((b - a) * stride), np.uintp(stride)
    for block in range(np.uintp(a * stride), np.uintp(len(changes)), np.uintp(size * stride)):
        for c in range(block, block + width):
            torn += (abs(share * weights[c + ahead] - rest * weights[c]) + each) * changes[c]
    return torn


@inner
def _apart(one: Array, other: Array) -> float:
    most = 0.0
    for w in range(len(one)):
        most = max(most, abs(one[w] - other[w]))
    return most


@inner
def halve(values: Array, vertices: Array, layout: Layout, player: int, moved: int, kept: int) -> None:
    """Move one vertex to the middle of its edge to another."""
    sizes, strides, offsets = layout[0], layout[1], layout[2]
    ahead = (kept - moved) * strides[player]
    for r in range(len(values)):
        for block in range(moved * strides[player], values.shape[1], sizes[player] * strides[player]):
            for c in range(block, block + strides[player]):
                values[r, c] = (values[r, c] + values[r, c + ahead]) / 2.0
    first = offsets[player]
    for w in range(sizes[player]):
        vertices[first + moved, w] = (vertices[first + moved, w] + vertices[first + kept, w]) / 2.0


@inner
def size_of(vertices: Array, layout: Layout) -> float:
    """Return the longest edge of a cell."""
    sizes, offsets = layout[0], layout[2]
    longest = 0.0
    for j in range(len(sizes)):
        for a in range(offsets[j], offsets[j + 1]):
            for b in range(a + 1, offsets[j + 1]):
                longest = max(longest, _apart(vertices[a], vertices[b]))
    return longest


@inner
def farthest(vertices: Array, layout: Layout, point: Array) -> float:
    """Return the largest difference in a coordinate between a cell and a point."""
    sizes, offsets = layout[0], layout[2]
    most = 0.0
    for j in range(len(sizes)):
        for v in range(offsets[j], offsets[j + 1]):
            for w in range(sizes[j]):
                most = max(most, abs(vertices[v, w] - point[offsets[j] + w]))
    return most
