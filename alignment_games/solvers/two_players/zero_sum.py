r"""The value of a two-player constant-sum game and its optimal strategies, by linear programming.

The first player secures :math:`v = \max_x \min_j (x^\top A)_j`; the dual program gives the second player's y.
The equilibria are all pairs of optimal strategies, a convex set. So an equilibrium that is isolated is the only
one: one whose supports have the same size, whose indifference systems have one solution, and off whose supports
every action does strictly worse. That is decided with the error bounds of `_vertices.simple_polytopes`.

Source: J. von Neumann (1928), Mathematische Annalen 100; G. B. Dantzig (1951) for the program.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.game.structure import constant_sum
from alignment_games.solvers._vertices.simple_polytopes import strict_equilibria
from alignment_games.solvers._vertices.two_player import equilibrated, isolated_profile, only_two_players, scaled
from alignment_games.solvers.control import Control, OutOfTimeError
from alignment_games.solvers.smaller_games.reduced import without_dominated
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Status
from alignment_games.solvers.two_players.vertex_enumeration import propose_exact

#: Probabilities below this come from the tolerance of the linear program.
_ZERO = 1e-9


@dataclass(frozen=True)
class ZeroSum(AbstractSolver):
    """Optimal strategies of a two-player constant-sum game, of hundreds of actions; the value is in ``stats``.

    One pair of optimal strategies is proven to be the only one, or, with at most ``most_actions`` actions in
    all, every extreme pair is found; larger games with ties get one pair and the status that says so.
    ``solution.stats["value"]`` is what the first player secures, in payoff units.

    >>> pennies = NormalFormGame([[[3, -1], [-1, 1]], [[-3, 1], [1, -1]]], actions=["heads", "tails"])
    >>> from alignment_games.solvers import solve
    >>> solution = solve(pennies, ZeroSum())
    >>> print(solution[0], "value", solution.stats["value"])
    Player 1: 1/3 heads + 2/3 tails, Player 2: 1/3 heads + 2/3 tails value 1/3
    """

    most_actions: int = 20

    def why_not(self, game: NormalFormGame) -> str | None:
        """Return why the game is not treated: two players and a constant sum are needed."""
        if game.n_players != 2:
            return only_two_players(game)
        found = constant_sum(game)
        return None if found else f"expected payoffs of constant sum, but {found}; use VertexEnumeration"

    def propose(self, game: NormalFormGame, proposal: Proposal, control: Control) -> None:
        """Propose the only pair of optimal strategies, or every extreme pair, or one pair."""
        optimal = _optimal(scaled(game.payoffs[0]), control)
        only = _only(game, optimal)
        if only is not None:
            proposal.profiles.append(only)
            proposal.indices[0] = 1  # the sum over all equilibria
            proposal.status, proposal.degenerate = Status.ALL, False
        elif sum(game.n_actions) <= self.most_actions:
            propose_exact(without_dominated(game), proposal, control)
        else:
            proposal.profiles.append(optimal)
            proposal.status = Status.SOME
        x, y = proposal.profiles[0]
        proposal.stats["value"] = x @ game.payoffs[0] @ y


def _optimal(row: Array, control: Control) -> Profile:
    """Return one optimal strategy of each player, by HiGHS."""
    from scipy.optimize import linprog

    m, n = row.shape
    control.tick()
    limit = {} if math.isinf(control.seconds_left) else {"time_limit": control.seconds_left}
    found = linprog(
        c=np.append(np.zeros(m), -1),
        A_ub=np.column_stack([-row.T, np.ones(n)]),
        b_ub=np.zeros(n),
        A_eq=np.append(np.ones(m), 0)[None],
        b_eq=[1],
        bounds=[(0, None)] * m + [(None, None)],
        method="highs-ds",
        options=limit,
    )
    if found.x is None:
        raise OutOfTimeError
    return _cleaned(found.x[:m]), _cleaned(-found.ineqlin.marginals)


def _cleaned(weights: Array) -> Array:
    kept = np.where(weights > _ZERO, weights, 0.0)
    return np.asarray(kept / kept.sum())


def _only(game: NormalFormGame, optimal: Profile) -> Profile | None:
    """Return the equilibrium on the supports of the optimal pair when it is certified to be isolated."""
    rows, columns = (np.flatnonzero(p)[None] for p in optimal)
    if rows.shape != columns.shape:
        return None
    floats = equilibrated(game)
    found = strict_equilibria(floats.row, floats.column, rows, columns)
    return isolated_profile(game, floats, found[0]) if found else None
