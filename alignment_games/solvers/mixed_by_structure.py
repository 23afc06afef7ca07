"""One equilibrium, mixed or pure, of an aggregative game of some thirty states, without a tensor.

The principal branch of logit quantal responses (`logit`) is followed from uniform play to high rates, with expected
payoffs and their derivatives from the sums (`lattice_play` and `halves_play` in `_sums`); its end is polished to an
equilibrium by Newton's method on the indifference equations, with the payoffs that certify it (`certified_play`).
So which equilibrium comes out is well defined, up to the accuracy with which the branch is followed, and how good it
is does not hang on how it was found.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.game.profile import Profile
from alignment_games.game.tolerance import RELATIVE_TOLERANCE
from alignment_games.solvers._sums.expected import Expectation
from alignment_games.solvers._sums.game_sums import Array
from alignment_games.solvers._sums.halves_play import HalvesPlay
from alignment_games.solvers._sums.lattice_play import LatticePlay
from alignment_games.solvers._sums.model_sums import AggregativeModel, model_sums
from alignment_games.solvers.branch import LAST_RATE, MOST_STEPS
from alignment_games.solvers.certified_play import CertifiedPlay, certified_play, expectation_in_own_units
from alignment_games.solvers.control import Control, OutOfTimeError, Progress, in_a_longer_run
from alignment_games.solvers.homotopy import System
from alignment_games.solvers.polish import FARTHEST, nearest_equilibrium
from alignment_games.solvers.solution import in_words
from alignment_games.solvers.symmetry_classes import classes_by_values
from alignment_games.solvers.tracing import Trace, principal_branch
from alignment_games.text.visible import in_lines

logger = logging.getLogger("alignment_games")

#: How far, in probability, the equilibrium may lie from the end of a branch that was followed on a lattice which does
#: not hold the amounts exactly: where a state is nearly indifferent, small errors of the payoffs move play far.
_FARTHEST_FROM_LATTICE = 0.25


@dataclass(frozen=True, eq=False, repr=False)
class EquilibriumByStructure:
    """Mixed play of an aggregative game and how far it is, proven, from being an equilibrium.

    ``play``: the probabilities, and each action's expected payoff in an interval. ``converged``: whether no state
    can gain more than ``tolerance`` times its payoff range; ``status`` says in words what is known. ``stats``:
    enough to repeat the run.
    """

    play: CertifiedPlay
    tolerance: float
    converged: bool
    status: str
    stats: dict[str, Any] = field(default_factory=dict)

    @property
    def profile(self) -> Profile:
        """One array of probabilities for each state."""
        return self.play.profile

    @property
    def regret(self) -> float:
        """The most that any state could gain by deviating, in payoff units: a proven bound."""
        return float(self.play.regrets[1].max())

    @property
    def pure(self) -> bool:
        """Whether every state takes one action for sure."""
        return all((x > 0).sum() == 1 for x in self.profile)

    def __getitem__(self, state: str) -> dict[str, float]:
        """Return the probability of each of one state's actions."""
        return self.play[state]

    def __str__(self) -> str:
        rows = zip(self.play.states, self.play.actions, self.profile, strict=True)
        return in_lines([f"{self.status}.", *(f"  {name}: {in_words(labels, x)}" for name, labels, x in rows)])

    def __repr__(self) -> str:
        return f"<EquilibriumByStructure: {len(self.profile)} states, regret {self.regret:.2g}>"


@dataclass(frozen=True)
class _SumsSystem(System):
    """The equations of logit response of a game of sums, whose play is laid out in a table (n, m)."""

    expected: LatticePlay | HalvesPlay

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(self.expected.sums.offered.sum(axis=1).tolist())

    def derivatives(self, profile: Sequence[Array]) -> tuple[Array, Array]:
        offered = self.expected.sums.offered
        values, derivatives = self.expected.derivatives(_table(profile, offered))
        return values[offered], derivatives[offered][:, offered]


def mixed_equilibrium_by_structure(
    model: AggregativeModel,
    *,
    tol: float = 1e-6,
    time_limit: float | None = None,
    progress: Progress | None = None,
    throw: bool = True,
) -> EquilibriumByStructure:
    """Return one equilibrium of a response or threshold game of some thirty states, with its certified regret.

    It is the limit of the principal branch of logit quantal responses, which is mixed or pure as the game will have
    it: states that are alike play alike. ``tol``: the regret, as a share of each state's payoff range, up to which
    the play is returned as an (approximate) equilibrium; 1e-10 is reached where few different sums can occur.
    ``time_limit`` in seconds. ``progress`` is called with the steps done and None. ``throw=False`` returns the play
    at which an unfinished run stood instead of raising it.

    Raises NotConvergedError, which carries that play, when the tolerance is not met, UnsupportedGameError as
    `pure_equilibria_by_structure` does and for threshold games of more than 34 states whose strengths have no
    common divisor, InvalidModelError for a tolerance that is not positive.

    In the volunteer's dilemma each state balances with probability 1 - (cost / benefit)^(1 / (n - 1)):

    >>> from alignment_games.models.threshold import threshold_model
    >>> dilemma = threshold_model({f"State {k}": 1 for k in range(30)}, against=1, cost=0.25, benefit=1)
    >>> equilibrium = mixed_equilibrium_by_structure(dilemma)
    >>> abs(equilibrium["State 7"]["balance"] - (1 - 0.25 ** (1 / 29))) < 1e-12
    True
    >>> equilibrium.converged, equilibrium.play.relative_regret < 1e-10
    (True, True)
    """
    if not tol > 0:
        raise InvalidModelError(f"tol must be positive, got {tol}")
    run = _Run(model, tol, Control(time_limit, progress))
    stopped = ""
    try:
        run.go()
    except OutOfTimeError:
        stopped = f"the time limit of {time_limit:g} s passed: "
    except KeyboardInterrupt:
        if in_a_longer_run():
            raise
        stopped = "the run was interrupted: "
    result = run.result(stopped)
    logger.info("%s in %.3g s", repr(result), run.control.seconds)
    if throw and not result.converged:
        raise NotConvergedError(f"mixed_equilibrium_by_structure: {result.status}", result)
    return result


class _Run:
    """One run: the branches followed so far, and the best play polished from their ends."""

    def __init__(self, model: AggregativeModel, tol: float, control: Control) -> None:
        self.model, self.tol, self.control = model, tol, control
        self.own = expectation_in_own_units(model_sums(model))
        self.traces: list[Trace] = []
        self.best: CertifiedPlay | None = None

    def go(self) -> None:
        """Follow the branch with payoffs in one unit, else in each state's own, more and more finely."""
        own = self.own
        common = Expectation(own.sums, own.floors, np.full_like(own.scales, own.scales.max()))
        for expectation in [common] if np.allclose(own.scales, own.scales[0]) else [common, own]:
            for k, path in enumerate(expectation.paths):
                end = self._end_of_branch(path)
                if end is not None and self._polished(end, own.paths[k]):
                    return

    def _end_of_branch(self, path: LatticePlay | HalvesPlay) -> Profile | None:
        sizes = path.sums.offered.sum(axis=1).tolist()
        bias = np.zeros(sum(sizes))

        def values_at(profile: Sequence[Array]) -> list[Array]:
            values = path.values(_table(profile, path.sums.offered))
            return [row[:m] for row, m in zip(values, sizes, strict=True)]

        system = _SumsSystem(bias, classes_by_values(values_at, sizes, bias), path)
        trace = principal_branch(system, LAST_RATE, MOST_STEPS, self.control.tick, locate=False, begun=self.traces)
        return system.profile(trace.points[-1].logs) if trace.finished else None

    def _polished(self, end: Profile, slopes: LatticePlay | HalvesPlay) -> bool:
        """Keep the best play next to the end of the branch; return whether it is good enough."""
        offered = self.own.sums.offered

        def derivatives(profile: Sequence[Array]) -> tuple[Array, Array]:
            self.control.tick(len(self.traces[-1].points))
            play = _table(profile, offered)
            return self.own.values(play)[offered], slopes.derivatives(play)[1][offered][:, offered]

        def accept(profile: Profile) -> bool:
            found = certified_play(self.model, self.own, _table(profile, offered))
            if self.best is None or found.relative_regret < self.best.relative_regret:
                self.best = found
            return found.relative_regret <= min(RELATIVE_TOLERANCE, self.tol)

        nearest_equilibrium(derivatives, end, accept, FARTHEST if slopes.exact else _FARTHEST_FROM_LATTICE)
        return self.best is not None and self.best.relative_regret <= self.tol

    def result(self, stopped: str) -> EquilibriumByStructure:
        """Return the best play, or that at which the branch stood, with what is known of it."""
        best = self.best
        if best is None or best.relative_regret > self.tol:
            play = _table(self._standing(), self.own.sums.offered)
            best = certified_play(self.model, self.own, play, in_haste=bool(stopped))
        regret = best.relative_regret
        stats = {
            "seconds": self.control.seconds,
            "steps": sum(len(trace.points) - 1 for trace in self.traces),
            "rate": self.traces[-1].points[-1].rate if self.traces else 0.0,
            "states that mix": sum(int((x > 0).sum() > 1) for x in best.profile),
        }
        return EquilibriumByStructure(best, self.tol, regret <= self.tol, _status(regret, self.tol, stopped), stats)

    def _standing(self) -> Profile:
        """Return the play at the last point of the last branch, or uniform play before there is one."""
        if not self.traces:
            return tuple(np.full(m, 1 / m) for m in self.own.sums.offered.sum(axis=1).tolist())
        return self.traces[-1].system.profile(self.traces[-1].points[-1].logs)


def _status(regret: float, tol: float, stopped: str) -> str:
    gain = f"no state can gain more than {regret:.2g} of its payoff range, proven"
    if regret <= RELATIVE_TOLERANCE:
        return f"an equilibrium, up to rounding: {gain}; others may exist"
    if regret <= tol:
        return f"an approximate equilibrium: {gain}; others may exist"
    return f"{stopped}not yet an equilibrium, only that {gain}, where {tol:g} was asked for"


def _table(profile: Sequence[Array], offered: Array) -> Array:
    """Return the play of all states in one table (n, m)."""
    play = np.zeros(offered.shape)
    play[offered] = np.concatenate(profile)
    return play
