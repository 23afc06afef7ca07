r"""How much a player can lose by an own choice: the measure of regret, free of what does not matter.

Constants of the others' play do not count, since only differences between own actions at fixed play of the others
do. Neither does a penalty on an action that is strictly dominated: nobody plays it in any equilibrium.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from alignment_games.arrays import Array

#: A difference below this share of the payoffs' size is rounding: sixteen units in the last place.
ROUNDING = 2.0**-48
#: What is less than this share of a remainder's order was not left over by rounding: it is a small payoff.
_SMALLEST_REMAINDER = 2.0**-56
#: Payoffs treated together: bounds the memory.
_ENTRIES = 2**22


def own_rows(payoffs: Array, player: int, n_players: int) -> Array:
    """Return one player's payoffs as a table ``(*batch, m_i, play of the others)``."""
    own = np.moveaxis(payoffs[(..., player) + (slice(None),) * n_players], player - n_players, -n_players)
    return own.reshape(*own.shape[: own.ndim - n_players + 1], -1)


def against_play(own: Array, player: int, profile: Sequence[Array]) -> tuple[Array, Array]:
    """Return a player's payoffs ``(m_i, N)`` against the N joint actions that the others play, and their probabilities.

    What the others do not play is left out: neither its size nor its rounding can matter.

    >>> rows, joint = against_play(np.array([[4, 0, 9], [3, 2, 9]]), 0, [np.array([1, 0]), np.array([0.5, 0.5, 0])])
    >>> rows.tolist(), joint.tolist()
    ([[4, 0], [3, 2]], [0.5, 0.5])
    """
    rows, joint = np.ascontiguousarray(own), None
    for j, p in enumerate(profile):
        if j != player:
            shares = np.asarray(p)
            used = shares.nonzero()[0]
            if len(used) < len(shares):
                rows, shares = rows.take(used, axis=j), shares[used]
            joint = shares if joint is None else np.multiply.outer(joint, shares).ravel()
    rows = rows.transpose(player, *(j for j in range(rows.ndim) if j != player))
    return rows.reshape(len(rows), -1), np.ones(1, int) if joint is None else joint


def remainder_order(sizes: Array) -> Array:
    """Return the order of the payoffs that remainders are left over from, zero where there is no remainder.

    ``sizes``: |payoffs| of one player, shape ``(*batch, profiles)``. Sorted, they leap by about 1 / `ROUNDING` from
    the remainders to the smallest payoff that is none.

    >>> float(remainder_order(np.abs([1 - 0.9 - 0.1, 0.0, 0.5, 2.0, 1e9])))
    0.5
    """
    rising = np.sort(sizes, axis=-1)
    low, high = rising[..., :-1], rising[..., 1:]
    leap = (low <= ROUNDING * high) & (low >= _SMALLEST_REMAINDER * high) & (low > 0)
    first = np.where(leap, high, np.inf).min(axis=-1, initial=np.inf)
    return np.where(np.isfinite(first), first, 0.0)


@dataclass(frozen=True)
class StrategicScale:
    """What is at stake for each player, ``(*batch, n)`` each.

    ``ranges``: the largest loss among the actions that survive iterated strict dominance; ``sizes``: the largest
    |payoff| among them; ``whole``: the largest loss among all actions.
    """

    ranges: Array
    sizes: Array
    whole: Array


def strategic_scale(payoffs: Array, n_players: int, alive: Sequence[Array] | None = None) -> StrategicScale:
    """Return how large the losses and payoffs of each player are.

    Dominance is by pure actions. In floats an action goes where it does worse by more than rounding. ``alive``: of one
    game, which actions survive, where `surviving_actions` was asked already.

    >>> hunt = np.array([[[4.0, 0.0], [3.0, 2.0], [-1e9, -1e9]], [[4.0, 3.0], [0.0, 2.0], [0.0, -1e9]]])
    >>> scale = strategic_scale(hunt, 2)
    >>> scale.ranges.tolist(), scale.sizes.tolist(), scale.whole.tolist()
    ([2.0, 2.0], [4.0, 4.0], [1000000004.0, 1000000000.0])
    """
    flat = payoffs.reshape(-1, *payoffs.shape[-n_players - 1 :])
    ranges, sizes, whole = (np.empty((len(flat), n_players), dtype=payoffs.dtype) for _ in range(3))
    chunk = max(1, _ENTRIES // max(1, flat[0:1].size))
    for start in range(0, len(flat), chunk):
        some = flat[start : start + chunk]
        tables = [own_rows(some, i, n_players) for i in range(n_players)]
        living = _surviving(tables) if alive is None else [own[None] for own in alive]
        for i, rows in enumerate(tables):
            kept = living[i][:, :, None] & _joint(living, i)[:, None, :]
            ranges[start : start + chunk, i] = _largest_loss(rows, kept)
            sizes[start : start + chunk, i] = np.where(kept, abs(rows), 0).max(axis=(1, 2))
            whole[start : start + chunk, i] = _largest_loss(rows, np.ones_like(kept))
    shape = (*payoffs.shape[: -n_players - 1], n_players)
    return StrategicScale(ranges.reshape(shape), sizes.reshape(shape), whole.reshape(shape))


def surviving_actions(payoffs: Array, n_players: int) -> list[Array]:
    """Return which actions of each player of one game survive, as in `strategic_scale`: booleans ``(m_i,)``.

    Every equilibrium uses these alone.
    """
    return [alive[0] for alive in _surviving([own_rows(payoffs[None], i, n_players) for i in range(n_players)])]


def _surviving(tables: Sequence[Array]) -> list[Array]:
    """Return which actions of each player survive in each game, ``(games, m_i)``; tables ``(games, m_i, others)``."""
    alive = [np.ones(rows.shape[:2], dtype=bool) for rows in tables]
    orders: dict[int, Array] = {}
    changed = True
    while changed:
        changed = False
        for i, rows in enumerate(tables):
            live = _joint(alive, i)
            doubtful = alive[i] & ~_best_somewhere(rows, alive[i], live)
            if doubtful.any() and i not in orders:
                orders[i] = _remainder_order_of(rows)
            for a in np.flatnonzero(doubtful.any(axis=0)).tolist():
                at = np.flatnonzero(doubtful[:, a])
                gone = at[_is_dominated(rows[at], a, alive[i][at], live[at], orders[i][at])]
                alive[i][gone, a] = False
                changed |= len(gone) > 0
    return alive


def _joint(alive: Sequence[Array], player: int) -> Array:
    """Return which plays of the others use only living actions, ``(games, others)``."""
    others = [own for j, own in enumerate(alive) if j != player]
    none = np.ones((len(alive[0]), 1), dtype=bool)
    return reduce(lambda joint, own: (joint[:, :, None] & own[:, None, :]).reshape(len(own), -1), others, none)


def _best_somewhere(rows: Array, alive: Array, live: Array) -> Array:
    """Return which actions are a best reply to some living play of the others: those are not dominated."""
    best = np.where(alive[:, :, None], rows, rows.min()).max(axis=1, keepdims=True)
    return np.asarray(((rows >= best) & live[:, None, :]).any(axis=2))


def _remainder_order_of(rows: Array) -> Array:
    return np.zeros(len(rows)) if rows.dtype == object else remainder_order(np.abs(rows).reshape(len(rows), -1))


def _is_dominated(rows: Array, action: int, alive: Array, live: Array, order: Array) -> Array:
    """Return in which games some living action does better than this one against every living play."""
    value = rows[:, action : action + 1]
    slack: Any = 0
    if rows.dtype != object:
        slack = ROUNDING * np.maximum(np.maximum(abs(rows), abs(value)), order[:, None, None])
    better = (rows > value + slack) | ~live[:, None, :]
    return np.asarray((better.all(axis=2) & alive).any(axis=1))


def _largest_loss(rows: Array, kept: Array) -> Array:
    highest = np.where(kept, rows, rows.min()).max(axis=1)
    lowest = np.where(kept, rows, rows.max()).min(axis=1)
    with np.errstate(over="ignore"):  # the range of payoffs near 1e308 may be none of a float
        return np.asarray(np.where(kept.any(axis=1), highest - lowest, 0).max(axis=1))
