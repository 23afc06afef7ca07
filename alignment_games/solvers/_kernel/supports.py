"""All roots on one support, by depth first search of its cells."""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.closed_form import UNTOLD, all_roots
from alignment_games.solvers._kernel.compiling import inlined, inner
from alignment_games.solvers._kernel.contraction import (
    CONTRACTS,
    fixed_point_map,
    inverse_at_centre,
    least_shares,
    possible,
    shrink_to,
    stretch,
)
from alignment_games.solvers._kernel.cutting import (
    edge_to_cut,
    farthest,
    halve,
    is_cut,
    lost_by_shrinking,
    shrink,
    size_of,
)
from alignment_games.solvers._kernel.desk import Desk
from alignment_games.solvers._kernel.multipliers import halve_multipliers, shrink_multipliers
from alignment_games.solvers._kernel.roots import (
    ALONE,
    COLUMNS,
    CONTRACTING,
    DONE,
    DOUBTFUL,
    OPEN,
    certify,
    keep,
    newton,
    settle,
)
from alignment_games.solvers._kernel.rows import copy, copy_table, fill, highest
from alignment_games.solvers._kernel.separation import parted
from alignment_games.solvers._kernel.systems import Layout

#: Cells that wait at most; depth first, that is how often a cell is cut.
DEPTH = 64
#: From this size on, cells are compared with roots nearby; smaller than the other, they are given up.
_NEAR, _SMALLEST = 0.04, 1e-5
#: A limit of Newton's method that is no root for certain, and no farther from a cell than this, leaves it in doubt.
_REACH = 0.5
#: Roots on one support; more are given up.
_MOST_ROOTS = 64


@inlined
def find_roots(
    system: Array, rounding: Array, layout: Layout, desk: Desk, budget: int, room: Array
) -> tuple[bool, Array, int]:
    """Return whether a support is settled, its roots (see `roots`), and how many cells were looked at.

    ``room``: numbers for `DEPTH` cells.
    """
    coordinates = layout[2][-1]
    roots = np.empty((_MOST_ROOTS, coordinates + COLUMNS))
    known = all_roots(system, rounding, layout, desk, roots)
    if known != UNTOLD:
        return True, roots[:known], 0
    values = room[: DEPTH * system.size].reshape((DEPTH, system.shape[0], system.shape[1]))
    vertices = np.empty((DEPTH, coordinates, int(highest(layout[0]))))
    errors, waits = np.zeros(DEPTH), np.zeros(DEPTH, dtype=np.int64)
    multipliers = np.empty((DEPTH, desk[1].shape[1]))
    _fill_whole(system, layout, values[0], vertices[0], multipliers[0])
    low, weights, off = np.empty(coordinates), np.empty(system.shape[1]), np.empty(len(rounding))
    h, sums = np.empty((coordinates, system.shape[1])), np.empty(system.shape[1])
    lost = lost_by_shrinking(layout)
    top, used, count = 1, 0, 0
    while top > 0:
        here, used = top - 1, used + 1
        if used > budget:
            return False, roots[:0], used
        for r in range(len(off)):
            off[r] = rounding[r] + errors[here]
        y = multipliers[here]
        state, waits[here] = _look(values[here], off, layout, desk, y, low, h, weights, sums, waits[here])
        if state != DONE:
            alone = state == CONTRACTING
            cell = values[here], vertices[here]
            state, count = _near_root(system, off, layout, desk, cell, h, roots, count, alone)
        if state == DOUBTFUL or (state == OPEN and top == DEPTH):
            return False, roots[:0], used
        if state == DONE:
            top -= 1
            continue
        errors[here] += 2 * lost
        if _divide(values, vertices, multipliers, here, layout, desk, low, weights):
            errors[top], waits[top] = errors[here], waits[here]
            top += 1
    return True, roots[:count], used


@inner
def _divide(
    values: Array, vertices: Array, multipliers: Array, k: int, layout: Layout, desk: Desk, low: Array, weights: Array
) -> bool:
    """Shrink the k-th cell; where that makes it little smaller, cut it in two, the other being the next one.

    Return whether it was cut.
    """
    cut = is_cut(layout, low)
    shrink(values[k], vertices[k], layout, low)
    shrink_multipliers(multipliers[k], layout, low)
    if cut:
        player, one, other = edge_to_cut(values[k], weights, vertices[k], layout, desk)
        copy(multipliers[k], multipliers[k + 1])
        copy_table(values[k], values[k + 1])
        copy_table(vertices[k], vertices[k + 1])
        for place, moved, kept in ((k, one, other), (k + 1, other, one)):
            halve(values[place], vertices[place], layout, player, moved, kept)
            halve_multipliers(multipliers[place], layout, player, moved, kept)
    return cut


@inlined
def _fill_whole(system: Array, layout: Layout, values: Array, vertices: Array, multipliers: Array) -> None:
    """Fill in the whole support as a cell."""
    sizes, offsets = layout[0], layout[2]
    copy_table(system, values)
    fill(multipliers, 0.0)
    for j in range(len(sizes)):
        for v in range(sizes[j]):
            fill(vertices[offsets[j] + v], 0.0)
            vertices[offsets[j] + v, v] = 1.0


@inner
def _look(
    values: Array,
    off: Array,
    layout: Layout,
    desk: Desk,
    y: Array,
    low: Array,
    h: Array,
    weights: Array,
    sums: Array,
    wait: int,
) -> tuple[int, int]:
    """Exclude a cell, or fill in multipliers y, bounds and weights; say whether h contracts, and how long not to ask.

    ``wait``: how many cells on the way to a root are still not to be asked.
    """
    if not possible(values, off, len(layout[4])):
        return DONE, 0
    if parted(values, off, layout, desk, y, weights, sums):
        return DONE, 0
    least_shares(sums, layout, low)
    return (OPEN, wait - 1) if wait > 0 else _contract(values, off, layout, desk, low, h)


@inner
def _contract(values: Array, off: Array, layout: Layout, desk: Desk, low: Array, h: Array) -> tuple[int, int]:
    """Exclude a cell, or raise bounds; say whether h contracts, and how long not to ask."""
    inverse, margin = desk[4][0], desk[1][0, : len(h)]
    inverse_at_centre(values, layout, desk, inverse)
    fixed_point_map(values, off, layout, inverse, h, margin)
    if not shrink_to(h, margin, layout, low):
        return DONE, 0
    norm = stretch(h, margin, layout)
    return (CONTRACTING, 0) if norm < CONTRACTS else (OPEN, _cuts_from(norm))


@inner
def _cuts_from(norm: float) -> int:
    """Return after how many cuts h might contract, if each halved what it does: then it is asked again."""
    cuts = 0
    while norm >= 2.0:
        norm /= 2.0
        cuts += 1
    return cuts


@inlined
def _near_root(
    system: Array,
    off: Array,
    layout: Layout,
    desk: Desk,
    cell: tuple[Array, Array],
    h: Array,
    roots: Array,
    count: int,
    contracts: bool,
) -> tuple[int, int]:
    """Settle a cell, values and vertices, by the root in it or next to it; return what is known and how many roots."""
    coordinates, (values, vertices) = layout[2][-1], cell
    if contracts:
        root = np.empty(coordinates + COLUMNS)
        if settle(system, off, layout, desk, values, vertices, h, root):
            return keep(root, roots, count, coordinates)
    size = size_of(vertices, layout)
    if size >= _NEAR:
        return OPEN, count
    if size < _SMALLEST:
        return DOUBTFUL, count
    for k in range(count):
        if farthest(vertices, layout, roots[k]) < roots[k, coordinates + ALONE]:
            return DONE, count
    root, middle = np.empty(coordinates + COLUMNS), np.zeros(coordinates)
    for j in range(len(layout[0])):
        for v in range(layout[2][j], layout[2][j + 1]):
            for w in range(layout[0][j]):
                middle[layout[2][j] + w] += vertices[v, w] / layout[0][j]
    if not newton(system, layout, desk, middle):
        return OPEN, count
    if not certify(system, off, layout, desk, middle, root):  # the equations may be singular at a root nearby
        return (DOUBTFUL if farthest(vertices, layout, middle) < _REACH else OPEN), count
    if farthest(vertices, layout, root) < root[coordinates + ALONE]:
        return keep(root, roots, count, coordinates)
    return OPEN, count
