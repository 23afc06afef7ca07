"""All equilibria of games of one shape, support by support."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.solvers._kernel.compiling import SOURCES, entry, inlined, inner
from alignment_games.solvers._kernel.pruning import starts_of
from alignment_games.solvers._kernel.roots import HOLDS, SIGN
from alignment_games.solvers._kernel.rows import copy_table, total
from alignment_games.solvers._kernel.supports import find_roots
from alignment_games.solvers._kernel.systems import actions_of, fill_rows, layout_of

Array = NDArray[Any]


@entry
def search_supports(
    gaps: Array,
    n_actions: Array,
    slack: Array,
    masks: Array,
    patience: int,
    most_cells: int,
    _sources: int = SOURCES,
) -> tuple[Array, Array, Array, int]:
    """Return equilibria, the support and index of each, and the supports that are left open; and the cells looked at.

    Profiles are flat, ``(equilibria, all actions)``, and ``of`` is ``(equilibria, 2)``. ``gaps`` as in `pruning`,
    ``slack`` as in `systems`. ``patience``: cells for each support, times 3 for each unknown, up to ``most_cells``.
    """
    width = 0
    for m in n_actions:
        width += m
    profiles, of = np.zeros((16, width)), np.empty((16, 2), dtype=np.int64)
    open_ = np.zeros(len(masks), dtype=np.bool_)
    count, cells = 0, 0
    for k in range(len(masks)):
        sizes = _sizes(masks[k])
        if len(sizes) == 0:
            roots, settled = np.zeros((1, 4)), _is_strict(gaps, n_actions, masks[k])
            roots[0, SIGN], roots[0, HOLDS] = 1.0, 1.0
        else:
            layout = layout_of(sizes)
            rows = np.empty((width - len(n_actions), layout[3].shape[1]))
            rounding = fill_rows(gaps, n_actions, slack, masks[k], layout, rows)
            settled, roots = False, np.zeros((0, 4))
            if total(rounding) < np.inf:  # which NaN is not
                settled, roots, used = find_roots(
                    rows, rounding, layout, min(most_cells, patience * 3 ** len(layout[4]))
                )
                cells += used
        open_[k] = not settled
        if not settled:
            continue
        coordinates = roots.shape[1] - 4
        for root in roots:
            if root[coordinates + HOLDS] == 1.0:
                if count == len(profiles):
                    profiles, of = (
                        _grown(profiles, np.zeros((2 * count, width))),
                        _grown(of, np.empty((2 * count, 2), dtype=np.int64)),
                    )
                _spread(root, n_actions, masks[k], profiles[count])
                of[count, 0], of[count, 1] = k, root[coordinates + SIGN]
                count += 1
    return profiles[:count], of[:count], open_, cells


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
        for a in actions:
            profile[start + a] = 1.0 if len(actions) == 1 else root[place]
            place += len(actions) > 1
        start += m
