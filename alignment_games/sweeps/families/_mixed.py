"""One chunk of games, solved for mixed equilibria: what is strictly dominated goes first, then the batch solver.

An action that is strictly worse than another against everything that is left is played in no equilibrium, so that
iterated elimination changes no answer. Most alignment games shrink by it to one profile, or to two states with two
responses, which the batch solver treats together; states that are left with one action are no players any more.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.best_reply import player_payoffs
from alignment_games.game.tolerance import tolerances
from alignment_games.solvers.control import Control, OutOfTimeError


def solve_mixed(payoffs: Array, control: Control | None = None) -> dict[str, Array]:
    """Return ``mixed_counts`` (games,), how many mixed equilibria were found, and ``mixed_complete``, whether all.

    Raises OutOfTimeError when the control's time is over: a part of the games is no result.
    """
    control = control or Control()
    alive = undominated(payoffs)
    patterns, group = np.unique(np.concatenate(alive, axis=1), axis=0, return_inverse=True)
    counts, complete = np.zeros(len(payoffs), dtype=np.int32), np.zeros(len(payoffs), dtype=bool)
    cuts = np.cumsum([own.shape[1] for own in alive])[:-1]
    for k, pattern in enumerate(patterns):
        games = np.flatnonzero(group.ravel() == k)
        kept = [np.flatnonzero(own) for own in np.split(pattern, cuts)]
        counts[games], complete[games] = _solve_left(payoffs[games], kept, control)
    return {"mixed_counts": counts, "mixed_complete": complete}


def undominated(payoffs: Array) -> list[Array]:
    """Return which actions survive iterated elimination by strict dominance, for each player ``(games, m_i)``.

    Strictly means by more than the tolerance, so that rounding eliminates nothing.

    >>> dilemma = np.array([[[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]]])
    >>> [own.tolist() for own in undominated(dilemma)]
    [[[False, True]], [[False, True]]]
    """
    n = payoffs.shape[1]
    alive = [np.ones((len(payoffs), m), dtype=bool) for m in payoffs.shape[2:]]
    slack = tolerances(payoffs, n)
    changed = True
    while changed:
        before = [own.copy() for own in alive]
        for i in range(n):
            _eliminate(np.moveaxis(player_payoffs(payoffs, i, n), i + 1, 1), alive, i, slack[:, i])
        changed = any((a != b).any() for a, b in zip(before, alive, strict=True))
    return alive


def _eliminate(own: Array, alive: list[Array], i: int, slack: Array) -> None:
    """Strike out the actions of player i that another living one strictly dominates; ``own`` has them on axis 1."""
    others = np.ones((len(own), *own.shape[2:]), dtype=bool)
    for axis, living in enumerate([alive[j] for j in range(len(alive)) if j != i], start=1):
        shape = [len(own)] + [1] * (others.ndim - 1)
        shape[axis] = -1
        others &= living.reshape(shape)
    limit = slack.reshape(-1, *[1] * (others.ndim - 1))
    for worse, better in permutations(range(own.shape[1]), 2):
        dominated = ((own[:, better] - own[:, worse] > limit) | ~others).all(axis=tuple(range(1, others.ndim)))
        alive[i][:, worse] &= ~(dominated & alive[i][:, better])


def _solve_left(payoffs: Array, kept: list[Array], control: Control) -> tuple[Array, Array]:
    """Return the number of mixed equilibria of games of which the same actions are left, and whether all were found."""
    from alignment_games.solvers.batch import solve_batch

    players = [i for i, own in enumerate(kept) if len(own) > 1]
    if not players:  # one profile is left, the only equilibrium
        return np.zeros(len(payoffs), dtype=np.int32), np.ones(len(payoffs), dtype=bool)
    left = payoffs[np.ix_(np.arange(len(payoffs)), np.array(players), *kept)]
    left = left.reshape(len(payoffs), len(players), *(len(kept[i]) for i in players))
    control.tick()
    found = solve_batch(left, time_limit=None if control.time_limit is None else control.seconds_left)
    if not found.finished:
        raise OutOfTimeError
    pure = np.all([own.max(axis=1) == 1 for own in found.profiles], axis=0)
    return np.bincount(found.game[~pure], minlength=len(payoffs)), found.complete
