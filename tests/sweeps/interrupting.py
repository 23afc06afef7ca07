"""Solvers that are interrupted, or run out of time, in the middle of a game; and games for them."""

import signal
import time
from dataclasses import dataclass

import numpy as np

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import Auto, VertexEnumeration, solve
from alignment_games.solvers.solver import AbstractSolver
from tests.sweeps import builders

#: Two players who must meet in one of six places: each set of places gives one equilibrium, 2**6 - 1 in all, six of
#: them pure. Too many supports for the batch's own methods, so that each game is solved on its own.
PLACES = np.stack([np.eye(6), np.eye(6)])
EQUILIBRIA, PURE = 63, 6
_whole = VertexEnumeration.propose


def interrupted_in_the_middle(self, game, proposal, control):
    """Propose half of the equilibria; then Ctrl-C is pressed."""
    _whole(self, game, proposal, control)
    del proposal.profiles[len(proposal.profiles) // 2 :]
    signal.raise_signal(signal.SIGINT)


def out_of_time_in_the_middle(self, game, proposal, control):
    """Propose half of the equilibria, and go on until the time is over."""
    _whole(self, game, proposal, control)
    del proposal.profiles[len(proposal.profiles) // 2 :]
    while True:
        time.sleep(0.002)
        control.tick()


@dataclass(frozen=True)
class Interrupted(AbstractSolver):
    """A solver that never comes to its end."""

    def propose(self, game, proposal, control):
        interrupted_in_the_middle(VertexEnumeration(), game, proposal, control)


def meeting(x=0.0):
    """The game of the six places, wherever x is."""
    x = np.asarray(x, dtype=float)
    x = x[..., 0] if x.ndim else x
    return NormalFormGame(np.broadcast_to(PLACES, (*x.shape, *PLACES.shape)).copy())


def solving(x=0.0):
    """A builder that solves another game on its way, and takes what `solve` hands back for all of it.

    Interrupted where x is 50, which is not among the points of 0, 1, ..., 99 that are looked at beforehand.
    """
    solver = Interrupted() if x == 50 else Auto()
    return builders.one_at_a_time(len(solve(NormalFormGame(PLACES), solver, throw=False)) - EQUILIBRIA / 2, 1.0)


def selecting(payoffs, equilibria):
    """A selection that does the same."""
    return np.array([len(solve(NormalFormGame(game), Interrupted(), throw=False)) for game in payoffs])
