r"""Support profiles that conditional dominance leaves (see `_search.pruning`), by bits.

For player i and a choice :math:`S_{-i}` of the others' supports, bit (a, b) of a word says whether b does better than
a somewhere in :math:`S_{-i}`. The word of a choice is the union of two smaller ones, so that each costs one operation.
An action a goes where bit (a, b) is set and bit (b, a) is not, for some b.

A game is given by ``gaps``: for each player the differences ``(m_i, m_i, *others)``, one after the other and flat, and
by ``n_actions``.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import inlined, maker
from alignment_games.solvers._kernel.rows import lowest, product


@maker
def starts_of(n_actions: Array) -> Array:
    """Return where each player's differences begin, and the end of all."""
    starts = np.zeros(len(n_actions) + 1, dtype=np.int64)
    profiles = product(n_actions)
    for i, m in enumerate(n_actions):
        starts[i + 1] = starts[i] + m * profiles
    return starts


@maker
def surviving(gaps: Array, n_actions: Array) -> Array:
    """Return the supports that are left, bit sets of actions ``(supports, n)``, the last player's varying fastest."""
    n = len(n_actions)
    starts = starts_of(n_actions)
    counts = np.empty(n, dtype=np.int64)
    for i in range(n):
        counts[i] = (1 << n_actions[i]) - 1
    places = np.zeros((n, n), dtype=np.int64)  # the place of player j's choice in the code of i's others
    supports = product(counts)
    tables = np.zeros((n, supports // int(lowest(counts))), dtype=np.int64)
    for i in range(n):
        place = 1
        for j in range(n - 1, -1, -1):
            if j != i:
                places[i, j] = place
                place *= counts[j]
        _fill_dominated(gaps[starts[i] : starts[i + 1]], n_actions, i, tables[i, :place])
    masks = np.empty((supports, n), dtype=np.int64)
    found = 0
    digits = np.zeros(n, dtype=np.int64)
    codes = np.zeros(n, dtype=np.int64)
    for _ in range(supports):
        alive = True
        for i in range(n):
            if (digits[i] + 1) & tables[i, codes[i]]:
                alive = False
                break
        if alive:
            for i in range(n):
                masks[found, i] = digits[i] + 1
            found += 1
        for j in range(n - 1, -1, -1):
            step = 1 if digits[j] + 1 < counts[j] else -digits[j]
            digits[j] += step
            for i in range(n):
                codes[i] += step * places[i, j]
            if step == 1:
                break
    return masks[:found]


@inlined
def _fill_dominated(gaps: Array, n_actions: Array, player: int, dominated: Array) -> None:
    """Fill in the bit set of dominated actions for each choice of the others' supports."""
    m, n = n_actions[player], len(n_actions)
    others = len(gaps) // (m * m)
    better = np.zeros(len(dominated), dtype=np.int64)
    masks = np.empty(n, dtype=np.int64)
    for j in range(n):
        masks[j] = 1
    for code in range(len(dominated)):
        place, profile, stride = 1, 0, 1
        single = True
        for j in range(n - 1, -1, -1):
            if j == player:
                continue
            low = masks[j] & -masks[j]
            if low != masks[j]:
                better[code] = better[code - place * low] | better[code - place * (masks[j] - low)]
                single = False
                break
            action = 0
            while low > 1:
                low >>= 1
                action += 1
            profile += action * stride
            stride *= n_actions[j]
            place *= (1 << n_actions[j]) - 1
        if single:
            for pair in range(m * m):
                if gaps[pair * others + profile] < 0:
                    better[code] |= 1 << pair
        for a in range(m):
            for b in range(m):
                if better[code] >> (a * m + b) & 1 and not better[code] >> (b * m + a) & 1:
                    dominated[code] |= 1 << a
        for j in range(n - 1, -1, -1):
            if j != player:
                if masks[j] < (1 << n_actions[j]) - 1:
                    masks[j] += 1
                    break
                masks[j] = 1
