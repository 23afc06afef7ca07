r"""Roots in a cell: Newton's method, and the certificate of `_search.certified`.

A root is a row of a table: the coordinates on the support, then ``radius``, ``alone``, the sign of det(-f') and
whether the conditions hold there. The inverse's Frobenius norm bounds the smallest singular value from below.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import inlined, inner
from alignment_games.solvers._kernel.contraction import one_to_one
from alignment_games.solvers._kernel.cutting import shrink
from alignment_games.solvers._kernel.derivatives import against_others, centre, fill_slopes, move, value_at
from alignment_games.solvers._kernel.desk import Desk
from alignment_games.solvers._kernel.linear import invert
from alignment_games.solvers._kernel.rows import copy, copy_table, lowest
from alignment_games.solvers._kernel.systems import Layout

#: What becomes of a cell or a root: no proof yet, at most one root, done with, or a doubt that is left to others.
OPEN, CONTRACTING, DONE, DOUBTFUL = 0, 1, 2, 3
#: Columns of a root behind its coordinates.
RADIUS, ALONE, SIGN, HOLDS, COLUMNS = 0, 1, 2, 3, 4
#: A Jacobian (rows scaled to 1) with a smaller singular value than this counts as singular.
_SINGULAR = 1e-7
#: By how much a cell is enlarged, in its own coordinates, around itself and Newton's limit, and how far that may be.
_ROOM, _FAR = 0.02, 3.0
#: A root has to be inside the enlarged cell by this much, whose vertices have inverses below the other.
_INSIDE, _THIN = 1e-3, 1e9
#: How far the preconditioned Jacobian may be off by the rounding of the values.
_ROUGH = 1e-2
#: Newton's method is near a root when no coordinate moves by more than this; steps that it has to get there.
_NEAR, _STEPS = 1e-6, 12
#: It has arrived when none moves by more than this; steps from near a root to it.
_STANDSTILL, _POLISH = 1e-14, 3
#: Roots with a larger radius are in doubt, and those with a probability below the other times their radius.
_COARSE, _CLEAR = 1e-7, 1e4


@inner
def newton(values: Array, layout: Layout, desk: Desk, point: Array) -> bool:
    """Run Newton's method on the equations from a point, which moves; False where it meets a singular Jacobian."""
    d = len(layout[4])
    step, slopes, inverse, sums = desk[1][0, :d], desk[4][0], desk[4][1], desk[5][:d]
    for _ in range(_STEPS):
        against_others(values, layout, point, desk[0], sums)
        fill_slopes(sums, layout, slopes)
        if invert(slopes, inverse) == 0:
            return False
        most = 0.0
        for a in range(d):
            step[a] = 0.0
            for q in range(d):
                step[a] += inverse[a, q] * value_at(sums, layout[0], point, q)
            step[a] = min(max(step[a], -2.0), 2.0)
            most = max(most, abs(step[a]))
        if not most < np.inf:
            return False
        move(point, layout, step)
        if most <= _NEAR:
            break
    return True


@inner
def certify(system: Array, rounding: Array, layout: Layout, desk: Desk, point: Array, root: Array) -> bool:
    """Fill in the root next to a point of the whole support, with its proof; False where that fails."""
    d, coordinates = len(layout[4]), len(point)
    step, slopes, inverse, sums, sign = desk[1][0, :d], desk[4][0], desk[4][1], desk[5], 0
    for polish in range(_POLISH + 1):
        against_others(system, layout, point, desk[0], sums)
        fill_slopes(sums, layout, slopes)
        sign = invert(slopes, inverse)
        most = 0.0
        for a in range(d):
            step[a] = 0.0
            for q in range(d):
                step[a] += inverse[a, q] * value_at(sums, layout[0], point, q)
            most = max(most, abs(step[a]))
        if sign == 0 or most <= _STANDSTILL or polish == _POLISH:
            break
        move(point, layout, step)
    norm, residual, rough, squares = 0.0, 0.0, 0.0, 0.0
    for a in range(d):
        total, spread = 0.0, 0.0
        for q in range(d):
            total += abs(inverse[a, q])
            squares += inverse[a, q] * inverse[a, q]
            spread += abs(inverse[a, q]) * rounding[q]
        norm, residual, rough = max(norm, total), max(residual, abs(step[a]) + spread), max(rough, spread)
    if sign == 0 or not squares * _SINGULAR * _SINGULAR < 1.0:
        return False
    widest = 0
    for size in layout[0]:
        widest = max(widest, size)
    radius = 2.1 * (widest - 1) * residual
    alone = 0.5 / (norm * 8 * d * d)
    if not (radius < alone and 4 * d * rough <= _ROUGH):
        return False
    copy(point, root)
    root[coordinates + RADIUS], root[coordinates + ALONE] = radius, alone
    root[coordinates + SIGN] = sign if d % 2 == 0 else -sign
    root[coordinates + HOLDS] = _conditions_hold(rounding, 2 * d * radius, layout, sums, point)
    return True


@inlined
def _conditions_hold(rounding: Array, error: float, layout: Layout, sums: Array, point: Array) -> float:
    """Return 1 where all conditions hold at a point, 0 where one does not, NaN where that is in doubt."""
    holds = 1.0
    for g in range(len(layout[4]), len(sums)):
        gain = value_at(sums, layout[0], point, g)
        if gain > rounding[g] + error:
            return 0.0
        if not gain < -rounding[g] - error:
            holds = np.nan
    return holds


@inlined
def settle(
    system: Array, rounding: Array, layout: Layout, desk: Desk, values: Array, vertices: Array, h: Array, root: Array
) -> bool:
    """Return whether a cell holds at most one root, which is then filled in.

    ``rounding``: of both the system and the cell's ``values``. ``h``: a row for each coordinate to write on.
    """
    point = centre(layout)
    sizes, offsets = layout[0], layout[2]
    if not newton(values, layout, desk, point) or not lowest(point) > -_FAR:
        return False
    larger, outer = np.empty(values.shape), np.empty(vertices.shape)
    copy_table(values, larger)
    copy_table(vertices, outer)
    low, off = np.empty(len(point)), np.empty(len(rounding))
    for k in range(len(point)):
        low[k] = min(point[k], 0.0) - _ROOM
    growth = shrink(larger, outer, layout, low)
    for r in range(len(off)):
        off[r] = 2.0 * growth * rounding[r]
    if not one_to_one(larger, off, layout, desk, h):
        return False
    on_support = np.zeros(len(point))
    for j in range(len(sizes)):
        for v in range(offsets[j], offsets[j + 1]):
            for w in range(sizes[j]):
                on_support[offsets[j] + w] += point[v] * vertices[v, w]
    return certify(system, rounding, layout, desk, on_support, root) and _within(root, outer, layout)


@inlined
def _within(root: Array, vertices: Array, layout: Layout) -> bool:
    """Return whether a root, wherever in its radius it may be, lies in a product of simplices."""
    sizes, offsets = layout[0], layout[2]
    radius = root[offsets[len(sizes)] + RADIUS]
    for j in range(len(sizes)):
        first, k = offsets[j], sizes[j]
        own, inverse = np.empty((k, k)), np.empty((k, k))
        for v in range(k):
            for w in range(k):
                own[v, w] = vertices[first + v, w]
        if invert(own, inverse) == 0:
            return False
        for v in range(k):
            local = 0.0
            for w in range(k):
                if not abs(inverse[w, v]) < _THIN:
                    return False
                local += root[first + w] * inverse[w, v] - radius * abs(inverse[w, v])
            if not local > _INSIDE:
                return False
    return True


@inner
def keep(root: Array, roots: Array, count: int, coordinates: int) -> tuple[int, int]:
    """Add a root that is inside and new; return what is known of it, and how many there are now."""
    least, radius = lowest(root[:coordinates]), root[coordinates + RADIUS]
    if least < -radius:
        return DONE, count
    if not radius < _COARSE or least < _CLEAR * radius:
        return DOUBTFUL, count
    for k in range(count):
        away = 0.0
        for c in range(coordinates):
            away = max(away, abs(roots[k, c] - root[c]))
        if away + radius < roots[k, coordinates + ALONE]:
            return DONE, count
    if count == len(roots) or np.isnan(root[coordinates + HOLDS]):
        return DOUBTFUL, count
    copy(root, roots[count])
    return DONE, count + 1
