"""All equilibria of a table of payoffs by methods that share no line with the package.

Actions that another pure or mixed one strictly dominates go first, round by round; what is left is for nashpy where two
have a choice; where more have, for Gambit's enumpoly if pygambit is there, else for paths over every support
(`tests.oracles.path_following`), which take minutes for seven.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from nashpy import Game
from scipy.optimize import linprog

from benchmarks.methods import from_gambit
from tests.oracles.path_following import equilibria as by_paths
from tests.oracles.path_following import regrets

try:
    import pygambit
except ImportError:
    pygambit = None

#: By how much of the payoffs' range one action must be worse than others before it goes.
_WORSE = 1e-9
#: What a method hands out beyond this regret, as a share of the payoffs' range, is none: enumpoly's limit is 1e-4.
_REGRET = 1e-8


def pure_profiles(payoffs: Any) -> list[tuple[int, ...]]:
    """Return the profiles from which nobody gains by deviating, of the whole table, in order."""
    stable = np.ones(payoffs.shape[1:], dtype=bool)
    for i, own in enumerate(payoffs):
        stable &= own >= own.max(axis=i, keepdims=True) - 1e-12 * np.ptp(own)
    return sorted(map(tuple, np.argwhere(stable).tolist()))


def every_equilibrium(payoffs: Any) -> tuple[str, tuple[int, ...], list[Any]]:
    """Return the method used, how many actions are left to those with a choice, and the profiles as flat rows."""
    kept = undominated(payoffs)
    players = [i for i, own in enumerate(kept) if len(own) > 1]
    left = payoffs[np.ix_(players, *kept)].reshape(len(players), *(len(kept[i]) for i in players))
    if not players:
        return "dominance", (), [_in_full(payoffs, kept, players, [])]
    if len(players) == 2:
        method, found = "nashpy", [np.concatenate(pair) for pair in Game(*left).support_enumeration()]
    elif pygambit is not None:
        theirs = pygambit.Game.from_arrays(*left)
        solved = pygambit.nash.enumpoly_solve(theirs, use_strategic=True).equilibria
        method, found = "enumpoly", [np.concatenate(from_gambit(theirs, each)) for each in solved]
    else:
        method, found = "paths", list(by_paths(left[None])[0])
    each = [_in_full(payoffs, kept, players, row) for row in found]
    cuts = np.cumsum(payoffs.shape[1:])[:-1]
    return method, left.shape[1:], [row for row in each if regrets(payoffs, np.split(row, cuts)).max() <= _REGRET]


def undominated(payoffs: Any) -> list[list[int]]:
    """Return the actions of each player that are left when strictly dominated ones go, round by round."""
    kept = [list(range(m)) for m in payoffs.shape[1:]]
    for is_dominated in (_by_one, _by_several):  # programs only for what is left of the comparison of pairs
        before = None
        while before != kept:
            before = [list(own) for own in kept]
            for i, own in enumerate(kept):
                rows = np.moveaxis(payoffs[np.ix_([i], *kept)][0], i, 0).reshape(len(own), -1)
                scale = np.ptp(payoffs[i])
                kept[i] = [a for k, a in enumerate(own) if not is_dominated(rows, k, _WORSE * scale)]
    return kept


def _by_one(rows: Any, k: int, margin: float) -> bool:
    return any((row > rows[k] + margin).all() for row in rows)


def _by_several(rows: Any, k: int, margin: float) -> bool:
    """Whether a mixture of the other actions is better against everything: the most by which one is, as a program."""
    others = np.delete(rows, k, axis=0)
    if not len(others):
        return False
    better = np.append(np.zeros(len(others)), -1.0)
    left = np.column_stack([rows[k][:, None] - others.T, np.ones(rows.shape[1])])
    whole = np.append(np.ones(len(others)), 0.0)[None]
    bounds = [(0, None)] * len(others) + [(None, None)]
    most = linprog(better, A_ub=left, b_ub=np.zeros(len(left)), A_eq=whole, b_eq=[1], bounds=bounds)
    return bool(most.status == 0 and -most.fun > margin)


def _in_full(payoffs: Any, kept: list[list[int]], players: list[int], row: Any) -> Any:
    """Return a profile of what is left as one of the whole game, flat."""
    full, at = [np.zeros(m) for m in payoffs.shape[1:]], 0
    for i, own in enumerate(kept):
        if i in players:
            full[i][own] = row[at : at + len(own)]
            at += len(own)
        else:
            full[i][own] = 1
    return np.concatenate(full)
