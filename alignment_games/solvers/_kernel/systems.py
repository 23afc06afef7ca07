"""The polynomial system of one support (see `_search.supports`): rows of values at its pure profiles.

A *layout* is a tuple of what all systems of one shape share: ``sizes`` of the supports of the players with a choice,
``strides`` of their positions in a flat row, ``offsets`` of their coordinates in a list of all of them, ``digits``,
each player's position at each corner ``(players, corners)``, ``owner``, the player of each equation, ``places``, where
each equation's multiplier at each corner stands among all (see `multipliers`), ``(equations, corners)``, ``behind``,
where the weights of the choices of the players behind each one begin (see `derivatives`), and ``places`` again, corner
by corner.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import inlined, inner, maker
from alignment_games.solvers._kernel.pruning import starts_of
from alignment_games.solvers._kernel.rows import highest, largest

Layout = tuple[Array, Array, Array, Array, Array, Array, Array, Array]

#: Rounding allowed in a corner value of a row scaled to 1, and what one operation on it can lose.
ROUNDING, UNIT = 1e-13, 2.3e-16


@maker
def layout_of(sizes: Array) -> Layout:
    """Return the layout of supports of these sizes, each at least two."""
    players, corners = len(sizes), 1
    strides, offsets = np.empty(players, dtype=np.int64), np.zeros(players + 1, dtype=np.int64)
    for j in range(players - 1, -1, -1):
        strides[j] = corners
        corners *= sizes[j]
    for j in range(players):
        offsets[j + 1] = offsets[j] + sizes[j]
    digits = np.empty((players, corners), dtype=np.int64)
    owner = np.empty(offsets[players] - players, dtype=np.int64)
    for j in range(players):
        for k in range(offsets[j] - j, offsets[j + 1] - j - 1):
            owner[k] = j
        for c in range(corners):
            digits[j, c] = c // strides[j] % sizes[j]
    places, by_corner = np.empty((len(owner), corners), dtype=np.uintp), np.empty((corners, len(owner)), dtype=np.uintp)
    first = 0
    for r in range(len(owner)):
        for c in range(corners):
            places[r, c] = by_corner[c, r] = first + digits[owner[r], c]
        first += sizes[owner[r]]
    behind = np.zeros(players + 1, dtype=np.int64)
    for j in range(players - 1, -1, -1):
        behind[j] = behind[j + 1] + (strides[j + 1] if j + 1 < players else 0)
    return sizes, strides, offsets, digits, owner, places, behind, by_corner


@inner
def first_action(mask: int) -> int:
    """Return the first action in a bit set."""
    action = 0
    while not mask >> action & 1:
        action += 1
    return action


@inner
def fill_actions(masks: Array, actions: Array) -> None:
    """Fill in the actions in each bit set, one bit set a row."""
    for j in range(len(masks)):
        count = 0
        for a in range(actions.shape[1]):
            if masks[j] >> a & 1:
                actions[j, count] = a
                count += 1


@inlined
def fill_rows(gaps: Array, n_actions: Array, slack: Array, masks: Array, layout: Layout, rows: Array) -> Array:
    """Fill in a support's rows, equations first, scaled to a largest value of 1; return the rounding of each.

    ``slack``: for each player, what rounding of the payoffs can change in a difference. Rounding is NaN where all
    values of a row are zero, or some value is lost in scaling: such a row decides nothing.
    """
    digits = layout[3]
    n, corners = len(n_actions), digits.shape[1]
    starts = starts_of(n_actions)
    rounding = np.empty(len(rows))
    equation, condition = 0, len(layout[4])
    profile = np.empty(corners, dtype=np.int64)
    actions = np.empty((n, int(highest(n_actions))), dtype=np.int64)
    fill_actions(masks, actions)
    for i in range(n):
        _fill_profiles(n_actions, masks, actions, digits, i, profile)
        m = n_actions[i]
        others = (starts[i + 1] - starts[i]) // (m * m)
        base = actions[i, 0]
        for a in range(m):
            if a == base:
                continue
            used = masks[i] >> a & 1
            row = equation if used else condition
            equation, condition = equation + used, condition + 1 - used
            start = starts[i] + (a * m + base) * others
            for c in range(corners):
                rows[row, c] = gaps[start + profile[c]]
            rounding[row] = _scale(rows[row], slack[i])
    return rounding


@inner
def _fill_profiles(n_actions: Array, masks: Array, actions: Array, digits: Array, player: int, profile: Array) -> None:
    """Fill in the position of the others' actions at each corner among all their profiles."""
    for c in range(len(profile)):
        profile[c] = 0
    active, stride = len(digits), 1
    for j in range(len(n_actions) - 1, -1, -1):
        mixes = masks[j] & (masks[j] - 1) != 0
        active -= mixes
        if j == player:
            continue
        for c in range(len(profile)):
            profile[c] += actions[j, digits[active, c] if mixes else 0] * stride
        stride *= n_actions[j]


@inner
def _scale(row: Array, slack: float) -> float:
    """Scale a row to a largest value of 1; return its rounding."""
    most = largest(row)
    if not most > 0.0:
        return np.nan
    for c in range(len(row)):
        value = row[c] / most
        if value == 0.0 and row[c] != 0.0:
            return np.nan
        row[c] = value
    return max(ROUNDING, slack / most) + len(row) * UNIT
