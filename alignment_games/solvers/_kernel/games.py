"""All equilibria of games of one shape, support by support."""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import SOURCES, entry, inlined, maker
from alignment_games.solvers._kernel.desk import Desk, desk_of
from alignment_games.solvers._kernel.pruning import starts_of, surviving
from alignment_games.solvers._kernel.roots import COLUMNS, HOLDS, RADIUS, SIGN
from alignment_games.solvers._kernel.rows import copy_table, product, total
from alignment_games.solvers._kernel.supports import DEPTH, find_roots
from alignment_games.solvers._kernel.systems import Layout, fill_rows, first_action, layout_of


@entry
def search_games(
    gaps: Array, n_actions: Array, slack: Array, masks: Array, patience: int, most_cells: int, _sources: int = SOURCES
) -> tuple[Array, Array, Array, int]:
    """Return equilibria; the game, support and index of each; which supports are open; and how many cells this took.

    ``gaps``: one game a row, as in `pruning`. ``slack``: ``(games, n)``, as in `systems`. ``masks``: the supports of
    the one game. Without any, those of each game that dominance leaves are searched, and it is games that are said to
    be open, of which no equilibria are told. Profiles are flat, behind each how far it may be off, ``(equilibria, all
    actions + 1)``. ``patience``: cells for each support, times 3 for each unknown, up to ``most_cells``.
    """
    width = total(n_actions)
    profiles, of = np.zeros((16, width + 1)), np.empty((16, 3), dtype=np.int64)
    each_game = len(masks) == 0
    open_ = np.zeros(len(gaps) if each_game else len(masks), dtype=np.bool_)
    n_rows = width - len(n_actions)
    codes, kinds = [0], [_kind_of(np.full(1, 2), n_rows)]  # of all kinds of supports that were met
    room, count, cells = np.empty(DEPTH * n_rows * product(n_actions)), 0, 0
    for game in range(len(gaps)):
        before = count
        supports = surviving(gaps[game], n_actions) if each_game else masks
        for k in range(len(supports)):
            sizes = _sizes(supports[k])
            kind = _kept_kind(sizes, n_rows, codes, kinds)
            settled, roots, used = _search(
                gaps[game], n_actions, slack[game], supports[k], sizes, kind, room, patience, most_cells
            )
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
    gaps: Array,
    n_actions: Array,
    slack: Array,
    masks: Array,
    sizes: Array,
    kind: tuple[Layout, Desk],
    room: Array,
    patience: int,
    most_cells: int,
) -> tuple[bool, Array, int]:
    """Return whether one support is settled, its roots (see `roots`), and how many cells were looked at.

    ``sizes``: of the supports of the players with a choice; where there is one, ``kind`` is theirs.
    """
    if len(sizes) == 0:
        pure = np.zeros((1, COLUMNS))
        pure[0, SIGN], pure[0, HOLDS] = 1.0, 1.0
        return _is_strict(gaps, n_actions, masks), pure, 0
    layout, desk = kind
    rows = np.empty((total(n_actions) - len(n_actions), layout[3].shape[1]))
    rounding = fill_rows(gaps, n_actions, slack, masks, layout, rows)
    if not total(rounding) < np.inf:  # which NaN is not
        return False, np.zeros((0, COLUMNS)), 0
    return find_roots(rows, rounding, layout, desk, min(most_cells, patience * 3 ** len(layout[4])), room)


@maker
def _kind_of(sizes: Array, n_rows: int) -> tuple[Layout, Desk]:
    """Return what the searches of all supports of these sizes share."""
    layout = layout_of(sizes)
    return layout, desk_of(layout, n_rows)


@maker
def _kept_kind(sizes: Array, n_rows: int, codes: list[int], kinds: list[tuple[Layout, Desk]]) -> tuple[Layout, Desk]:
    """Return the kind of supports of these sizes, any if there is none; it is made once."""
    code = 0
    for size in sizes:
        code = 8 * code + size
    for k in range(len(codes)):
        if codes[k] == code:
            return kinds[k]
    codes.append(code)
    kinds.append(_kind_of(sizes, n_rows))
    return kinds[-1]


@maker
def _grown(table: Array, larger: Array) -> Array:
    copy_table(table, larger)
    return larger


@inlined
def _is_strict(gaps: Array, n_actions: Array, masks: Array) -> bool:
    """Return whether a pure profile's actions are better than all others, without a tie."""
    starts = starts_of(n_actions)
    for i, m in enumerate(n_actions):
        profile, stride, own = 0, 1, first_action(masks[i])
        for j in range(len(n_actions) - 1, -1, -1):
            if j != i:
                profile += first_action(masks[j]) * stride
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
        mixes = masks[i] & (masks[i] - 1) != 0
        for a in range(m):
            used = masks[i] >> a & 1
            profile[start + a] = (root[place] if mixes else 1.0) if used else 0.0
            if mixes and used:
                place += 1
        start += m
