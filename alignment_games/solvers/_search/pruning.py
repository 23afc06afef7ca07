r"""Support profiles that conditional dominance leaves.

A support profile :math:`S = (S_0, \dots, S_{n-1})` says which actions may be played. Action a of player i is
*conditionally dominated* given :math:`S_{-i}` when some action b (inside or outside :math:`S_i`) satisfies
:math:`u_i(b, s) \ge u_i(a, s)` at every pure profile s of :math:`S_{-i}` and is strict at one of them. If the
others play every action of :math:`S_{-i}` with positive probability, that s has positive probability too, b is
strictly better, and no equilibrium has exactly the supports S with a in :math:`S_i`. (Porter, Nudelman & Shoham
2004, "Simple search methods for finding a Nash equilibrium", section 4, ask for strict inequality everywhere
because they do not fix the others' supports; here every support is met in its own turn.) What holds
"somewhere in :math:`S_{-i}`" is a union over s, so one table over all sub-supports is filled axis by axis,
without a loop over supports.

Where a table would be too large it is worked on in parts, so that memory stays bounded and the clock is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import prod

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers.control import Tick, unhurried

#: Largest number of support profiles held at once as booleans.
_TABLE = 500_000


def surviving_supports(differences: Sequence[Array], tick: Tick = unhurried) -> Iterator[Array]:
    """Yield the supports that conditional dominance leaves, as arrays ``(B, n)`` of action bit sets.

    ``differences``: for each player ``(m_i, m_i, *others)``; their signs count. ``tick`` is called between steps.
    Chunks run over the supports of the player who has most, which bounds the memory.
    """
    members = [_members(len(d)) for d in differences]
    tables = [
        _dominated(differences[i], [members[j] for j in range(len(members)) if j != i], tick)
        for i in range(len(members))
    ]
    counts = [len(m) for m in members]
    widest = int(np.argmax(counts))
    step = max(1, _TABLE // (prod(counts) // counts[widest]))
    for start in range(0, counts[widest], step):
        part = slice(start, start + step)
        alive = np.ones(
            [len(range(count)[part]) if j == widest else count for j, count in enumerate(counts)], dtype=bool
        )
        for i, table in enumerate(tables):
            tick()
            rows = members[i][part] if i == widest else members[i]
            others = [j for j in range(len(members)) if j != i]
            here = (
                table if i == widest else table[(slice(None), *(part if j == widest else slice(None) for j in others))]
            )
            towards = np.moveaxis(alive, i, 0)  # a view: what is struck out there is struck out here
            for used, dominated in zip(rows.T, here, strict=True):
                towards[used] &= ~dominated
        masks = np.argwhere(alive) + 1
        masks[:, widest] += start
        yield masks


def indifferent_supports(differences: Sequence[Array], masks: Array, tick: Tick = unhurried) -> Array:
    """Return those of the supports ``(B, n)`` on which nobody cares what he does, some player having a choice."""
    if not any(_has_ties(own) for own in differences):
        return masks[:0]
    members = [_members(len(d)) for d in differences]
    left = masks[np.any([m.sum(axis=1)[masks[:, i] - 1] > 1 for i, m in enumerate(members)], axis=0)]
    for i, own in enumerate(differences):
        others = [j for j in range(len(members)) if j != i]
        for a, b in combinations(range(len(own)), 2):
            tick()
            differ = _somewhere(own[a, b] != 0, [members[j] for j in others])
            both = members[i][left[:, i] - 1][:, [a, b]].all(axis=1)
            left = left[~(both & differ[tuple(left[:, j] - 1 for j in others)])]
    return left


def _has_ties(differences: Array) -> bool:
    """Return whether two actions of one player come to the same somewhere."""
    return bool(np.count_nonzero(differences) < differences.size - differences[0].size)


def _members(n_actions: int) -> Array:
    """Return which actions are in each non-empty bit set: booleans ``(2^m - 1, m)``."""
    return (np.arange(1, 2**n_actions, dtype=np.int32)[:, None] >> np.arange(n_actions, dtype=np.int32)) & 1 > 0


def _dominated(differences: Array, others: Sequence[Array], tick: Tick) -> Array:
    """Return which own actions are dominated given each choice of the others' supports."""
    found = np.zeros((len(differences), *(len(m) for m in others)), dtype=bool)
    for a, row in enumerate(differences):
        for b in range(len(differences)):
            if b != a:
                tick()
                # a is dominated by b where it does worse somewhere and better nowhere
                worse, better = _somewhere(row[b] < 0, others), _somewhere(row[b] > 0, others)
                found[a] |= worse & ~better
    return found


def _somewhere(holds: Array, others: Sequence[Array]) -> Array:
    """Return whether something holds at some pure profile of each choice of supports."""
    for axis, members in enumerate(others):
        flat = holds.reshape(prod(holds.shape[:axis]), holds.shape[axis], -1)
        found = (members.astype(np.float32) @ flat.astype(np.float32)) > 0
        holds = found.reshape(*holds.shape[:axis], len(members), *holds.shape[axis + 1 :])
    return holds
