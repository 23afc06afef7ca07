"""Every pure equilibrium, by one vectorised pass over each player's payoffs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games.game import best_reply
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import pure
from alignment_games.solvers.control import Control
from alignment_games.solvers.solver import AbstractSolver, Proposal, check_solver
from alignment_games.solvers.status import Status


@dataclass(frozen=True)
class PureEnumeration(AbstractSolver):
    """All pure equilibria of a game of any number of players; mixed ones are not looked for.

    ``otherwise``: a solver to find mixed ones where there is no pure equilibrium; None leaves it at that.

    >>> chicken = NormalFormGame([[[3, 1], [4, 0]], [[3, 4], [1, 0]]], ["A", "B"], ["swerve", "dare"])
    >>> from alignment_games.solvers import solve
    >>> [equilibrium.actions for equilibrium in solve(chicken, PureEnumeration())]
    [('swerve', 'dare'), ('dare', 'swerve')]
    """

    otherwise: AbstractSolver | None = None

    def __post_init__(self) -> None:
        if self.otherwise is not None:
            check_solver("otherwise", self.otherwise)

    def propose(self, game: NormalFormGame, proposal: Proposal, control: Control) -> None:
        """Propose every pure equilibrium."""
        found = np.argwhere(best_reply.pure_equilibria(game.payoffs, game.n_players, proposal.tol, control.tick))
        exact = game.arithmetic == "exact"
        proposal.profiles += [pure(index, game.n_actions, exact=exact) for index in found.tolist()]
        proposal.status = Status.ALL_PURE
        if self.otherwise is not None and not proposal.profiles:
            self.otherwise.propose(game, proposal, control)
            proposal.status = Status.NO_PURE if proposal.profiles else Status.ALL_PURE
