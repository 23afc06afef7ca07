r"""Supports on which closed forms find all roots: two players with as many actions each, and three with two each.

*Two players.* The equations are linear, as many as there are unknowns. Where their matrix is certified not to be
singular there is one root, wherever it lies.

*Three players.* Let z be the share of the third one's second action. With z fixed the first equation is linear in the
second player's weights, which are then as :math:`(D_0, -N_0)`, two lines in z; the second equation gives the first
player's as :math:`(D_1, -N_1)`. In the third equation they leave a quadratic that vanishes wherever there is a
solution, also where a player's lines do. By its coefficients :math:`b_0, b_1, b_2` in Bernstein's form,

.. math:: q(z) = b_0 (1 - z)^2 + 2 b_1 z (1 - z) + b_2 z^2 ,

it has none, one or two roots between 0 and 1; each is off by at most :math:`\epsilon / s`, where :math:`s^2 = b_1^2 -
b_0 b_2` and :math:`\epsilon` is what rounding moves the quadratic: :math:`2 s \epsilon / s - 16 (\epsilon / s)^2 >
\epsilon` as :math:`s^2 > 64 \epsilon`, the slope being :math:`\pm 2 s` at the root and no coefficient above 4. A
root of q is one of all equations, certified, or the lines at it have one sign for certain, so that no weights have
them. There is no second solution with the same z: of the determinant's two products one is not zero there, by which
each other share is the only zero of a line. What cannot be told so is left to the search of cells.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import inner, maker
from alignment_games.solvers._kernel.derivatives import centre
from alignment_games.solvers._kernel.desk import Desk
from alignment_games.solvers._kernel.roots import COLUMNS, DONE, RADIUS, certify, keep
from alignment_games.solvers._kernel.rows import highest, lowest
from alignment_games.solvers._kernel.systems import Layout

#: How many roots there are where that is not told.
UNTOLD = -1
#: What rounding of the rows can move a coefficient of the quadratic: four products of three values up to one.
_PRODUCTS = 5.0
#: The square of s beside what rounding moves, and at least: roots of q are 1e-5 apart then.
_APART, _LEAST = 64.0, 1e-8
#: How far a root of q may be off, and a root of the equations from where it was expected.
_NEAR = 1e-6


@inner
def all_roots(system: Array, rounding: Array, layout: Layout, desk: Desk, roots: Array) -> int:
    """Return how many roots a support has, and fill them in (see `roots`); `UNTOLD` where no closed form tells."""
    sizes = layout[0]
    if len(sizes) == 2 and sizes[0] == sizes[1]:
        return _root_of_two(system, rounding, layout, desk, roots)
    if len(sizes) == 3 and highest(sizes) == 2:
        return _roots_of_three(system, rounding, layout, desk, roots)
    return UNTOLD


@maker
def _root_of_two(system: Array, rounding: Array, layout: Layout, desk: Desk, roots: Array) -> int:
    """Find the root of linear equations, from anywhere. Outside the simplices values are off by more than within."""
    sizes, offsets = layout[0], layout[2]
    point, root = centre(layout), np.empty(offsets[-1] + COLUMNS)
    if not certify(system, rounding, layout, desk, point, root):
        return UNTOLD
    if lowest(point) < 0.0:
        spread = 1.0 + _NEAR  # which the last steps may add
        for j in range(len(sizes)):
            size = 0.0
            for v in range(offsets[j], offsets[j + 1]):
                size += abs(point[v])
            spread *= size
        off = np.empty(len(rounding))
        for r in range(len(off)):
            off[r] = spread * rounding[r]
        if not certify(system, off, layout, desk, point, root):
            return UNTOLD
    return _kept(root, roots, 0)


@inner
def _kept(root: Array, roots: Array, count: int) -> int:
    """Return how many roots there are now, `UNTOLD` where one is in doubt."""
    state, more = keep(root, roots, count, len(root) - COLUMNS)
    return more if state == DONE else UNTOLD


@inner
def _roots_of_three(system: Array, rounding: Array, layout: Layout, desk: Desk, roots: Array) -> int:
    """Find the roots of three bilinear equations."""
    error = _PRODUCTS * (rounding[0] + rounding[1] + rounding[2])
    b0, b1, b2 = _quadratic(system)
    if not min(abs(b0), abs(b2)) > error:  # a root at an end
        return UNTOLD
    square = b1 * b1 - b0 * b2
    if (b0 > 0.0) == (b2 > 0.0) and (square < -_APART * error or (b1 > error if b0 > 0.0 else b1 < -error)):
        return 0
    if not square > max(_APART * error, _LEAST):
        return UNTOLD
    s = np.sqrt(square)
    half = -b1 - s if b1 > 0.0 else s - b1
    count = 0
    for over, under in ((half, b2), (b0, half)):
        if over * under > 0.0:
            count = _at_share(system, rounding, layout, desk, over / (over + under), error / s, roots, count)
            if count == UNTOLD:
                break
    return count


@inner
def _quadratic(system: Array) -> tuple[float, float, float]:
    """Return the coefficients of q; a player's equation does not vary along his own axis."""
    b0, b1, b2 = 0.0, 0.0, 0.0
    for x in range(2):
        for y in range(2):
            value = system[2, 4 * x + 2 * y] if x == y else -system[2, 4 * x + 2 * y]
            first, second = 4 - 4 * x, 2 - 2 * y  # the other action's line
            b0 += value * system[1, first] * system[0, second]
            b1 += value * (system[1, first] * system[0, second + 1] + system[1, first + 1] * system[0, second]) / 2.0
            b2 += value * system[1, first + 1] * system[0, second + 1]
    return b0, b1, b2


@maker
def _at_share(
    system: Array, rounding: Array, layout: Layout, desk: Desk, z: float, off: float, roots: Array, count: int
) -> int:
    """Add the root at which the third player's second action has a share, off by so much at most, if there is one."""
    point, root = np.empty(6), np.empty(6 + COLUMNS)
    point[4], point[5] = 1.0 - z, z
    for player in range(2):
        ahead = 4 - 2 * player  # between the player's two lines, in the equation of the other
        line = system[1 - player]
        n = (1.0 - z) * line[0] + z * line[1]
        d = (1.0 - z) * line[ahead] + z * line[ahead + 1]
        if n * d > 0.0 and min(abs(n), abs(d)) > 2.0 * rounding[1 - player] + 3.0 * off:
            return count
        if not n * d < 0.0:
            return UNTOLD
        point[2 * player], point[2 * player + 1] = d / (d - n), n / (n - d)
    if not (off < _NEAR and certify(system, rounding, layout, desk, point, root)):
        return UNTOLD
    if not (lowest(point) > -_NEAR and abs(point[5] - z) < _NEAR and root[6 + RADIUS] < _NEAR):
        return UNTOLD
    return _kept(root, roots, count)
