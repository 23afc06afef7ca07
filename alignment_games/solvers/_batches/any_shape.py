r"""Every equilibrium of many games of one shape at once, by the compiled kernel of the search over supports.

A game is decided when the kernel settles every support that conditional dominance leaves, and the indices of its
equilibria add up to one (Ritzberger 1994, theorem 3).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from math import inf, prod

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._batches.differences import differences
from alignment_games.solvers._batches.two_players import FoundInBatch
from alignment_games.solvers._kernel.loading import pays, search

#: Cells looked at on one support, times 3 for each unknown, and at most, before a game is left undecided.
_PATIENCE, _MOST_CELLS = 20, 2_000
#: Numbers held by the differences of all games of one call, and supports that these have.
_NUMBERS, _SUPPORTS = 4_000_000, 1_000_000
#: Parts of the games of one call for each thread, so that none waits for long.
_PARTS = 4
#: Supports of a game up to which it is solved among others.
_MOST_SUPPORTS = 100_000


def worth_searching(n_actions: tuple[int, ...], games: int, seconds: float = inf) -> bool:
    """Return whether so many games of a shape are to be searched together: small ones, enough to load the kernel.

    ``seconds``: that are left.
    """
    supports = prod(2**m - 1 for m in n_actions)
    return supports <= _MOST_SUPPORTS and pays(games * supports, n_actions, seconds)


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
    n_actions, known = payoffs.shape[1:-1], differences(payoffs)
    every = np.concatenate([own.reshape(len(own), prod(own.shape[1:])) for own in known.tables], axis=1)
    none = np.zeros((0, len(n_actions)), dtype=np.int64)
    profiles, of, open_, _ = search(every, n_actions, known.slack, none, _PATIENCE, _MOST_CELLS)
    undecided = np.ones(payoffs.shape[-1], dtype=bool)
    undecided[known.clear] = open_ | (np.bincount(of[:, 0], weights=of[:, 2], minlength=len(known.clear)) != 1)
    return FoundInBatch(known.clear[of[:, 0]], tuple(np.split(profiles.T, np.cumsum(n_actions))[:-1]), undecided)
