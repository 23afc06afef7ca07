r"""Logit quantal response: the principal branch, its bifurcations, its limit, and the rate that fits choices.

In a logit quantal response equilibrium with rate :math:`\lambda \ge 0` every player answers the others' play
with noise (McKelvey & Palfrey 1995):

.. math::

   x_i(a) = \frac{\exp(\lambda u_i(a, x_{-i}))}{\sum_b \exp(\lambda u_i(b, x_{-i}))}

At rate zero everything is equally likely; the solutions that hang together with that one are the *principal
branch*. As the rate grows without bound they approach Nash equilibria, of which the one that the principal
branch approaches is the *limit equilibrium*, for almost all games one. Rates are per unit of payoff: doubling
all payoffs halves every rate. How the branch is followed is in `homotopy`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import NotConvergedError
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.signatures import as_annotated, fields_as_annotated
from alignment_games.solvers.control import Control
from alignment_games.solvers.logit.branch import LAST_RATE, MOST_STEPS, LogitPath, as_path, nobody
from alignment_games.solvers.logit.homotopy import TensorSystem
from alignment_games.solvers.logit.symmetry_classes import symmetry_classes
from alignment_games.solvers.logit.tracing import SHARP, Trace, principal_branch
from alignment_games.solvers.numeric import one_game_of_numbers, own_unit_payoffs, unit_payoffs
from alignment_games.solvers.polish import polish
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Status

#: How many times farther than asked a branch is followed when no equilibrium is next to its end.
FARTHER = (1e2, 1e4)


@fields_as_annotated()
@dataclass(frozen=True)
class LogitTracing(AbstractSolver):
    """One equilibrium: the limit of the principal branch of logit quantal response equilibria.

    ``last_rate``: how far the branch is followed, in rate times payoff range, and up to ten thousand times as far
    where it is slow to come near an equilibrium. ``most_steps``: of the tracer. The stats hold a note in three cases:
    players' payoffs are of such different size that no common rate sharpens them all, and each player's are taken in
    units of its own range instead; ties make the branch vanish in rounding, and the equilibrium next to its last
    point is handed out, which need not be the limit; the limit has no simple fractions, so that the probabilities
    of an exact game are floats.

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
            if not np.allclose(own, payoffs):
                limit = self._limit(game, own, proposal, control)
                _note(proposal, "rates are per unit of each player's own payoff range")
        if limit is not None and game.arithmetic == "exact" and any(x.dtype != object for x in limit):
            _note(proposal, "the limit has no simple fractions: its probabilities are floats")
        proposal.status = Status.NOT_CONVERGED if limit is None else Status.SOME
        proposal.profiles += [] if limit is None else [limit]

    def _limit(self, game: NormalFormGame, payoffs: Array, proposal: Proposal, control: Control) -> Profile | None:
        """Follow the branch of payoffs in some unit, farther where its limit is not in sight, and polish its end."""
        system = _system(payoffs)
        trace = principal_branch(system, self.last_rate, self.most_steps, control.tick, locate=False)
        limit = _end(game, trace, control)
        for farther in FARTHER:
            if limit is None and trace.finished:
                trace.follow(self.last_rate * farther, self.most_steps, control.tick)
                limit = _end(game, trace, control)
        proposal.stats |= {"steps": len(trace.points) - 1, "rate": trace.points[-1].rate}
        if limit is not None and not trace.finished:
            _note(proposal, "the branch vanishes in rounding: this is the equilibrium next to its last point")
        return limit


def _note(proposal: Proposal, text: str) -> None:
    proposal.stats["note"] = "; ".join([proposal.stats["note"], text] if "note" in proposal.stats else [text])


@as_annotated()
def logit_path(game: Given, *, last_rate: float = LAST_RATE, most_steps: int = MOST_STEPS) -> LogitPath:
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
    game = as_game(game)
    system = _system(unit_payoffs(one_game_of_numbers(game, "logit_path"))[0])
    trace = principal_branch(system, last_rate, most_steps, nobody)
    if not trace.finished:
        raise NotConvergedError(
            f"the branch was followed for {len(trace.points) - 1} steps to rate {trace.points[-1].rate:.4g} "
            f"(times payoff range) of {last_rate:g}; allow more steps with most_steps, or a smaller last_rate"
        )
    return as_path(game, trace)


def _end(game: NormalFormGame, trace: Trace, control: Control) -> Profile | None:
    """Return the equilibrium next to the last point of a branch, None where the branch broke off too early."""
    end = trace.points[-1]
    if not (trace.finished or end.rate > SHARP):
        return None
    return polish(game, trace.system.profile(end.logs), lambda: control.tick(len(trace.points)))


def _system(payoffs: Array) -> TensorSystem:
    bias = np.zeros(sum(payoffs.shape[1:]))
    return TensorSystem(bias, symmetry_classes(payoffs, bias), payoffs)
