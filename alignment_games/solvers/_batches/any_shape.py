r"""Every equilibrium of many games of one shape at once, by the compiled kernel of the search over supports.

A game is decided when the kernel settles every support that conditional dominance leaves, and the indices of its
equilibria add up to one (Ritzberger 1994, theorem 3). Payoff differences that the rule of
`alignment_games.game.tolerance` may take for ties are at most

.. math:: \epsilon_i = \min(\rho\, S_i,\ \tau) , \qquad S_i = \max |u_i| ,

in units in which a player's losses are at most one. A game with a difference that is not zero and no larger than
:math:`\tau` is left undecided; the others are known up to :math:`\epsilon_i`, which the kernel's margins allow for.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from math import prod

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.strategic_range import ROUNDING
from alignment_games.game.tolerance import RELATIVE_TOLERANCE
from alignment_games.solvers._batches.two_players import FoundInBatch
from alignment_games.solvers._kernel.loading import pays, search

#: Cells looked at on one support, times 3 for each unknown, and at most, before a game is left undecided.
_PATIENCE, _MOST_CELLS = 20, 2_000
#: Numbers held by the differences of all games of one call, and supports that these have.
_NUMBERS, _SUPPORTS = 4_000_000, 1_000_000
#: Parts of the games of one call for each thread, so that none waits for long.
_PARTS = 4
#: What payoffs may be off, in units of the largest loss, where signs can still be told.
_COARSE = 1e-6
#: Supports of a game up to which it is solved among others.
_MOST_SUPPORTS = 100_000


def worth_searching(n_actions: tuple[int, ...], games: int) -> bool:
    """Return whether so many games of a shape are to be searched together: small ones, enough to load the kernel."""
    supports = prod(2**m - 1 for m in n_actions)
    return supports <= _MOST_SUPPORTS and pays(games * supports, n_actions)


def games_at_once(n_actions: tuple[int, ...]) -> int:
    """Return how many games are searched between two looks at the clock."""
    supports, numbers = prod(2**m - 1 for m in n_actions), prod(n_actions) * sum(n_actions)
    return max(1, int(min(_SUPPORTS // supports, _NUMBERS // numbers)))


def any_shape_equilibria(payoffs: Array, workers: int | None = None) -> FoundInBatch:
    """Return the equilibria of all games. ``payoffs``: a player's differ by at most one, ``(n, *shape, games)``.

    ``workers``: threads that share the games, None for one on each processor; what is found does not depend on it.
    """
    games = payoffs.shape[-1]
    workers = workers or os.cpu_count() or 1
    size = -(-games // (_PARTS * workers))
    parts = [slice(start, min(start + size, games)) for start in range(0, games, size)]
    with ThreadPoolExecutor(workers) as threads:
        found = list(threads.map(lambda part: _some(payoffs[..., part]), parts))
    game = np.concatenate([own.game + part.start for part, own in zip(parts, found, strict=True)])
    weights = tuple(np.concatenate(own, axis=-1) for own in zip(*(each.weights for each in found), strict=True))
    return FoundInBatch(game, weights, np.concatenate([each.undecided for each in found]))


def _some(payoffs: Array) -> FoundInBatch:
    """Return the equilibria of some games."""
    n_actions = payoffs.shape[1:-1]
    tables, unclear = [], np.zeros(payoffs.shape[-1], dtype=bool)
    for i, own in enumerate(payoffs):
        rows = np.moveaxis(own, i, 0)
        gaps = (rows[:, None] - rows[None]).reshape(-1, len(unclear))
        unclear |= ((np.abs(gaps) <= RELATIVE_TOLERANCE) & (gaps != 0)).any(axis=0)
        tables.append(gaps.T)
    rounding = ROUNDING * np.abs(payoffs).max(axis=tuple(range(1, payoffs.ndim - 1))).T
    unclear |= ~(rounding < _COARSE).all(axis=1)
    clear = np.flatnonzero(~unclear)
    every, slack = np.concatenate(tables, axis=1)[clear], np.minimum(rounding, RELATIVE_TOLERANCE)[clear]
    none = np.zeros((0, len(n_actions)), dtype=np.int64)
    profiles, of, open_, _ = search(every, n_actions, slack, none, _PATIENCE, _MOST_CELLS)
    undecided = unclear
    undecided[clear] = open_ | (np.bincount(of[:, 0], weights=of[:, 2], minlength=len(clear)) != 1)
    return FoundInBatch(clear[of[:, 0]], tuple(np.split(profiles.T, np.cumsum(n_actions))[:-1]), undecided)
