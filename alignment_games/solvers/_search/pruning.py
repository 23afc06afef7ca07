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
from alignment_games.solvers._search.gathering import membership
from alignment_games.solvers.control import Tick, unhurried

#: Largest number of support profiles held at once as booleans.
_TABLE = 500_000


def surviving_supports(differences: Sequence[Array], tick: Tick = unhurried) -> Iterator[Array]:
    """Yield the supports that conditional dominance leaves, as arrays ``(B, n)`` of action bit sets.

    ``differences``: for each player ``(m_i, m_i, *others)``; their signs count. ``tick`` is called between steps.
    Chunks run over the supports of the player who has most, which bounds the memory.
    """
    tables = [_dominated(own, len(differences) - 1, tick) for own in differences]
    counts = [2 ** len(own) - 1 for own in differences]
    widest = int(np.argmax(counts))
    step = max(1, _TABLE // (prod(counts) // counts[widest]))
    for start in range(0, counts[widest], step):
        part = slice(start, start + step)
        whole: list[slice] = [part if j == widest else slice(None) for j in range(len(counts))]
        masks = np.argwhere(_left(tables, whole, tick)) + 1
        masks[:, widest] += start
        yield masks


def surviving_supports_of_each(differences: Sequence[Array], tick: Tick = unhurried) -> tuple[Array, Array]:
    """Return the same for games of one shape: which game each is of, and the supports.

    ``differences``: for each player ``(games, m_i, m_i, *others)``.
    """
    tables = [_dominated(np.moveaxis(own, 0, 2), len(differences) - 1, tick) for own in differences]
    game, *codes = np.nonzero(_left(tables, [slice(None)] * len(differences), tick))
    return game, np.stack(codes, axis=1) + 1


def _left(tables: Sequence[Array], parts: Sequence[slice], tick: Tick) -> Array:
    """Return which supports are left, of each player those in a part: booleans ``(*games, *supports)``.

    ``tables``: for each player which actions are dominated, ``(m_i, *games, *supports of the others)``.
    """
    n = len(parts)
    members = [membership(len(table))[part] > 0 for table, part in zip(tables, parts, strict=True)]
    games = tables[0].shape[1 : tables[0].ndim - n + 1]
    alive = np.ones((*games, *map(len, members)), dtype=bool)
    for i, table in enumerate(tables):
        tick()
        here = table[(slice(None), *[slice(None)] * len(games), *(part for j, part in enumerate(parts) if j != i))]
        towards = np.moveaxis(alive, len(games) + i, 0)  # a view: what is struck out there is struck out here
        for used, dominated in zip(members[i].T, here, strict=True):
            towards[used] &= ~dominated
    return alive


def indifferent_supports(differences: Sequence[Array], masks: Array, tick: Tick = unhurried) -> Array:
    """Return those of the supports ``(B, n)`` on which nobody cares what he does, some player having a choice."""
    if not any(_has_ties(own) for own in differences):
        return masks[:0]
    members = [membership(len(d)) > 0 for d in differences]
    left = masks[np.any([m.sum(axis=1)[masks[:, i] - 1] > 1 for i, m in enumerate(members)], axis=0)]
    for i, own in enumerate(differences):
        others = [j for j in range(len(members)) if j != i]
        for a, b in combinations(range(len(own)), 2):
            tick()
            differ = _somewhere(own[a, b] != 0, len(others))
            both = members[i][left[:, i] - 1][:, [a, b]].all(axis=1)
            left = left[~(both & differ[tuple(left[:, j] - 1 for j in others)])]
    return left


def _has_ties(differences: Array) -> bool:
    """Return whether two actions of one player come to the same somewhere."""
    return bool(np.count_nonzero(differences) < differences.size - differences[0].size)


def _dominated(differences: Array, others: int, tick: Tick) -> Array:
    """Return which own actions are dominated given each choice of the others' supports, ``(m, *games, *supports)``.

    ``differences``: ``(m, m, *games, *actions of the others)``; ``others``: how many these are.
    """
    m, games = len(differences), differences.shape[2 : differences.ndim - others]
    found = np.zeros((m, *games, *(2**k - 1 for k in differences.shape[differences.ndim - others :])), dtype=bool)
    pairs = list(combinations(range(m), 2))
    size = max(1, _TABLE // max(1, found[0].size))
    for start in range(0, len(pairs), size):
        tick()
        first, second = np.array(pairs[start : start + size]).T
        gaps = differences[first, second]
        # one is dominated by the other where it does worse somewhere and better nowhere
        worse, better = (_somewhere(holds, others) for holds in (gaps < 0, gaps > 0))
        for one, other, falls, rises in zip(first.tolist(), second.tolist(), worse, better, strict=True):
            found[one] |= falls & ~rises
            found[other] |= rises & ~falls
    return found


def _somewhere(holds: Array, others: int) -> Array:
    """Return whether something holds at some pure profile of each choice of supports, the last so many axes.

    The choices with an action a and none behind it are those without, with a added.
    """
    for axis in range(holds.ndim - others, holds.ndim):
        own = np.moveaxis(holds, axis, 0)
        found = np.zeros((2 ** len(own), *own.shape[1:]), dtype=bool)
        for a, here in enumerate(own):
            np.logical_or(found[: 2**a], here, out=found[2**a : 2 ** (a + 1)])
        holds = np.moveaxis(found[1:], 0, axis)
    return holds
