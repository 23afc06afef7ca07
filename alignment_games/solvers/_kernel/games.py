"""All equilibria of games of one shape, support by support."""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import SOURCES, entry, inlined, inner
from alignment_games.solvers._kernel.pruning import starts_of, surviving
from alignment_games.solvers._kernel.roots import COLUMNS, HOLDS, RADIUS, SIGN
from alignment_games.solvers._kernel.rows import copy_table, product, total
from alignment_games.solvers._kernel.supports import DEPTH, find_roots
from alignment_games.solvers._kernel.systems import actions_of, fill_rows, layout_of


@entry
def search_games(
    gaps: Array,
    n_actions: Array,
    slack: Array,
    masks: Array,
    patience: int,
    most_cells: int,
    _sources: int = SOURCES,
) -> tuple[Array, Array, Array, int]:
    """Return equilibria; the game, support and index of each; which supports are open; and how many cells this took.

    ``gaps``: one game a row, as in `pruning`. ``slack``: ``(games, n)``, as in `systems`. ``masks``: the supports of
    the one game. Without any, those of each game that dominance leaves are searched, and it is games that are said to
    be open, of which no equilibria are told. Profiles are flat, and behind each is how far it may be off,
    ``(equilibria, all actions + 1)``. ``patience``: cells for each support, times 3 for each unknown, up to
    ``most_cells``.
    """
    width = total(n_actions)
    profiles, of = np.zeros((16, width + 1)), np.empty((16, 3), dtype=np.int64)
    room = np.empty(DEPTH * (width - len(n_actions)) * product(n_actions))
    each_game = len(masks) == 0
    open_ = np.zeros(len(gaps) if each_game else len(masks), dtype=np.bool_)
    count, cells = 0, 0
    for game in range(len(gaps)):
        before = count
        supports = surviving(gaps[game], n_actions) if each_game else masks
        for k in range(len(supports)):
            settled, roots, used = _search(gaps[game], n_actions, slack[game], supports[k], room, patience, most_cells)
            cells += used
            if not settled:
                open_[game if each_game else k] = True
                if each_game:
                    count = before
                    break
                continue
            coordinates = roots.shape[1] - COLUMNS
            for r in range(len(roots)):
                if roots[r, coordinates + HOLDS] == 1.0:
                    if count == len(profiles):
                        profiles = _grown(profiles, np.zeros((2 * count, width + 1)))
                        of = _grown(of, np.empty((2 * count, 3), dtype=np.int64))
                    _spread(roots[r], n_actions, supports[k], profiles[count])
                    profiles[count, width] = roots[r, coordinates + RADIUS]
                    of[count, 0], of[count, 1], of[count, 2] = game, k, int(roots[r, coordinates + SIGN])
                    count += 1
    return profiles[:count], of[:count], open_, cells


@entry
def supports_left(gaps: Array, n_actions: Array, _sources: int = SOURCES) -> Array:
    """Return the supports of one game that dominance leaves, as in `pruning`."""
    return surviving(gaps, n_actions)


@inlined
def _search(
    gaps: Array, n_actions: Array, slack: Array, masks: Array, room: Array, patience: int, most_cells: int
) -> tuple[bool, Array, int]:
    """Return whether one support is settled, its roots (see `roots`), and how many cells were looked at."""
    sizes = _sizes(masks)
    if len(sizes) == 0:
        pure = np.zeros((1, COLUMNS))
        pure[0, SIGN], pure[0, HOLDS] = 1.0, 1.0
        return _is_strict(gaps, n_actions, masks), pure, 0
    layout = layout_of(sizes)
    rows = np.empty((total(n_actions) - len(n_actions), layout[3].shape[1]))
    rounding = fill_rows(gaps, n_actions, slack, masks, layout, rows)
    if not total(rounding) < np.inf:  # which NaN is not
        return False, np.zeros((0, COLUMNS)), 0
    return find_roots(rows, rounding, layout, min(most_cells, patience * 3 ** len(layout[4])), room)


@inner
def _grown(table: Array, larger: Array) -> Array:
    copy_table(table, larger)
    return larger


@inlined
def _is_strict(gaps: Array, n_actions: Array, masks: Array) -> bool:
    """Return whether a pure profile's actions are better than all others, without a tie."""
    starts = starts_of(n_actions)
    for i, m in enumerate(n_actions):
        profile, stride, own = 0, 1, actions_of(masks[i], m)[0]
        for j in range(len(n_actions) - 1, -1, -1):
            if j != i:
                profile += actions_of(masks[j], n_actions[j])[0] * stride
                stride *= n_actions[j]
        for a in range(m):
            if a != own and not gaps[starts[i] + (a * m + own) * stride + profile] < 0.0:
                return False
    return True


@inlined
def _sizes(masks: Array) -> Array:
    """Return how many actions each player who has a choice has."""
    sizes = np.empty(len(masks), dtype=np.int64)
    count = 0
    for mask in masks:
        used, left = 0, mask
        while left:
            left &= left - 1
            used += 1
        if used > 1:
            sizes[count] = used
            count += 1
    return sizes[:count]


@inlined
def _spread(root: Array, n_actions: Array, masks: Array, profile: Array) -> None:
    """Write a root's coordinates to the actions that they are for."""
    start, place = 0, 0
    for i, m in enumerate(n_actions):
        actions = actions_of(masks[i], m)
        for a in range(m):
            profile[start + a] = 0.0
        for a in actions:
            profile[start + a] = 1.0 if len(actions) == 1 else root[place]
            place += len(actions) > 1
        start += m
