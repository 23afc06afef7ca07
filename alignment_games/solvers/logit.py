r"""Logit quantal response: the principal branch, its bifurcations, its limit, and the rate that fits choices.

In a logit quantal response equilibrium with rate :math:`\lambda \ge 0` every player answers the others' play
with noise (McKelvey & Palfrey 1995):

.. math::

   x_i(a) = \frac{\exp(\lambda u_i(a, x_{-i}))}{\sum_b \exp(\lambda u_i(b, x_{-i}))}

At rate zero everything is equally likely; the solutions that hang together with that one are the *principal
branch*. As the rate grows without bound they approach Nash equilibria, of which the one that the principal
branch approaches is the *limit equilibrium*, for almost all games one. Rates are per unit of payoff: doubling
all payoffs halves every rate. How the branch is followed is in `_homotopy`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import NotConvergedError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.solvers._base import AbstractSolver, Proposal
from alignment_games.solvers._control import Control
from alignment_games.solvers._homotopy import TensorSystem, principal_branch, symmetry_classes
from alignment_games.solvers._numeric import one_game_of_numbers, own_unit_payoffs, unit_payoffs
from alignment_games.solvers._polish import polish
from alignment_games.solvers._solution import Status
from alignment_games.solvers.branch import LAST_RATE, MOST_STEPS, LogitPath, as_path, nobody

Array = NDArray[Any]


@dataclass(frozen=True)
class LogitTracing(AbstractSolver):
    """One equilibrium: the limit of the principal branch of logit quantal response equilibria.

    ``last_rate``: how far the branch is followed, in rate times payoff range. ``most_steps``: of the tracer.
    Where players' payoffs are of such different size that no common rate sharpens them all within that, each
    player's payoffs are taken in units of its own range instead, and the stats say so.

    >>> from alignment_games.solvers import solve
    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> print(solve(hunt, LogitTracing())[0])
    Ann: hare, Bob: hare
    """

    last_rate: float = LAST_RATE
    most_steps: int = MOST_STEPS

    def propose(self, game: NormalFormGame, proposal: Proposal, control: Control) -> None:
        """Propose the polished end of the branch."""
        payoffs, scale = unit_payoffs(one_game_of_numbers(game, "LogitTracing"))
        limit = self._limit(game, payoffs, proposal, control)
        proposal.stats["rate"] /= scale
        if limit is None:
            own = own_unit_payoffs(game)
            limit = None if np.allclose(own, payoffs) else self._limit(game, own, proposal, control)
            proposal.stats["note"] = "rates are per unit of each player's own payoff range"
        if limit is not None and game.arithmetic == "exact" and max(game.regrets(limit)) > 0:
            proposal.stats["note"] = "the limit is no fraction; solve game.to_float()"
            limit = None
        proposal.status = Status.NOT_CONVERGED if limit is None else Status.SOME
        proposal.profiles += [] if limit is None else [limit]

    def _limit(self, game: NormalFormGame, payoffs: Array, proposal: Proposal, control: Control) -> Profile | None:
        """Follow the branch of payoffs in some unit and polish its end."""
        system = _system(payoffs)
        trace = principal_branch(system, self.last_rate, self.most_steps, control.tick, locate=False)
        end = trace.points[-1]
        proposal.stats |= {"steps": len(trace.points) - 1, "rate": end.rate}
        return polish(game, system.profile(end.logs)) if trace.finished else None


def logit_path(game: NormalFormGame, *, last_rate: float = LAST_RATE, most_steps: int = MOST_STEPS) -> LogitPath:
    """Return the principal branch of logit quantal response equilibria, from rate zero on.

    ``last_rate``: how far, in rate times payoff range. Raises UnsupportedGameError for symbols and families,
    NotConvergedError when the steps run out first.

    On a symmetric game the branch stays symmetric, here through the point where others leave it:

    >>> path = logit_path(NormalFormGame([[[3, 2, 2], [1, 1, 2], [3, 0, 0]], [[3, 1, 3], [2, 1, 0], [2, 2, 0]]]))
    >>> [str(place) for place in path.bifurcations]
    ['at lambda = 3.15342 other branches leave it']
    >>> bool(path.residuals.max() < 1e-9)
    True
    """
    system = _system(unit_payoffs(one_game_of_numbers(game, "logit_path"))[0])
    trace = principal_branch(system, last_rate, most_steps, nobody)
    if not trace.finished:
        raise NotConvergedError(
            f"the branch was followed for {len(trace.points) - 1} steps to rate {trace.points[-1].rate:.4g} "
            f"(times payoff range) of {last_rate:g}; allow more steps with most_steps, or a smaller last_rate"
        )
    return as_path(game, trace)


def _system(payoffs: Array) -> TensorSystem:
    bias = np.zeros(sum(payoffs.shape[1:]))
    return TensorSystem(bias, symmetry_classes(payoffs, bias), payoffs)
