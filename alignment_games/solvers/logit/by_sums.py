"""One equilibrium, mixed or pure, of a game of sums of some hundred states, without a table.

The principal branch of logit quantal responses (`logit`) is followed from uniform play to high rates, with expected
payoffs and their derivatives from the sums (`game.sums`); its end is polished to an equilibrium by Newton's method on
the indifference equations, with the payoffs that certify it. So which equilibrium comes out is well defined, up to the
accuracy with which the branch is followed, and how good it is does not hang on how it was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.profile import Profile
from alignment_games.game.sum_game import SumGame
from alignment_games.game.sums.certified import as_table
from alignment_games.game.sums.expected import Expectation
from alignment_games.game.sums.game_sums import Play
from alignment_games.signatures import fields_as_annotated
from alignment_games.solvers.control import Control
from alignment_games.solvers.logit.branch import LAST_RATE, MOST_STEPS
from alignment_games.solvers.logit.homotopy import HomotopySystem
from alignment_games.solvers.logit.symmetry_classes import classes_by_values
from alignment_games.solvers.logit.tracing import Trace, principal_branch
from alignment_games.solvers.polish import FARTHEST, nearest_equilibrium
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Status

#: How far, in probability, the equilibrium may lie from the end of a branch that was followed on a lattice which does
#: not hold the amounts exactly: where a state is nearly indifferent, small errors of the payoffs move play far.
_FARTHEST_FROM_LATTICE = 0.25


@fields_as_annotated()
@dataclass(frozen=True)
class LogitBySums(AbstractSolver):
    """One equilibrium of a game of sums: the limit of the principal branch of logit quantal responses.

    It is the one that `LogitTracing` finds, mixed or pure as the game will have it: states that are alike play alike.
    Its regret is a proven bound. ``last_rate``: how far the branch is followed, in rate times payoff range.
    ``most_steps``: of the tracer. ``stats["nearest regrets"]``: where no equilibrium within the tolerance was found,
    each state's regret at the play that came nearest, in payoff units: with ``tol`` above these `solve` hands it out.

    In the volunteer's dilemma each state balances with probability 1 - (cost / benefit)^(1 / (n - 1)):

    >>> from alignment_games.models.threshold import threshold_model
    >>> from alignment_games.solvers import solve
    >>> dilemma = threshold_model({f"State {k}": 1 for k in range(30)}, against=1, cost=0.25, benefit=1)
    >>> equilibrium = solve(dilemma.sums(), LogitBySums())[0]
    >>> abs(equilibrium["State 7"]["balance"] - (1 - 0.25 ** (1 / 29))) < 1e-12, bool(equilibrium.regret < 1e-10)
    (True, True)
    """

    games: ClassVar[tuple[type, ...]] = (SumGame,)

    last_rate: float = LAST_RATE
    most_steps: int = MOST_STEPS

    def why_not(self, game: SumGame) -> str | None:
        """Return why mixed play of this game cannot be evaluated, or None when it can."""
        try:
            _ = game.expectation.paths
        except UnsupportedGameError as error:
            return str(error)
        return None

    def propose(self, game: SumGame, proposal: Proposal, control: Control) -> None:
        """Propose the polished end of the branch."""
        run = _Run(self, game, proposal.tol, control)
        try:
            run.go()
        finally:  # a run that was stopped says how far it came
            proposal.stats |= {
                "steps": sum(len(trace.points) - 1 for trace in run.traces),
                "rate": run.traces[-1].points[-1].rate if run.traces else 0.0,
            }
        proposal.status = Status.NOT_CONVERGED if run.found is None else Status.SOME
        if run.found is not None:
            proposal.profiles.append(run.found)
        elif run.nearest is not None:
            proposal.stats["nearest regrets"] = run.nearest[1].tolist()


@dataclass(frozen=True)
class _SumsSystem(HomotopySystem):
    """The equations of logit response of a game of sums, whose play is laid out in a table (n, m)."""

    settled: ClassVar[float] = 1e-6  # no closer than payoffs that are interpolated between sums

    expected: Play
    offered: Array

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(self.offered.sum(axis=1).tolist())

    def derivatives(self, profile: Sequence[Array]) -> tuple[Array, Array]:
        values, derivatives = self.expected.derivatives(as_table(tuple(profile), self.offered))
        if self.offered.all():
            return values.ravel(), derivatives.reshape(values.size, values.size)
        return values[self.offered], derivatives[self.offered][:, self.offered]


@dataclass
class _Run:
    """One run: the branches followed so far, what was found next to their ends, and what came nearest."""

    options: LogitBySums
    game: SumGame
    tol: Array | None
    control: Control
    traces: list[Trace] = field(default_factory=list)
    found: Profile | None = None
    nearest: tuple[float, Array] | None = None

    def go(self) -> None:
        """Follow the branch with payoffs in one unit, else in each state's own, more and more finely."""
        own = self.game.expectation
        common = Expectation(own.sums, own.floors, np.full_like(own.scales, own.scales.max()))
        for expectation in [common] if np.allclose(own.scales, own.scales[0]) else [common, own]:
            for k, path in enumerate(expectation.paths):
                end = self._end_of_branch(path)
                if end is not None and self._polished(end, own.paths[k]):
                    return

    def _end_of_branch(self, path: Play) -> Profile | None:
        offered = self.game.sums.offered
        sizes = self.game.n_actions
        bias = np.zeros(sum(sizes))

        def values_at(profile: Sequence[Array]) -> list[Array]:
            values = path.values(as_table(tuple(profile), offered))
            return [row[:m] for row, m in zip(values, sizes, strict=True)]

        system = _SumsSystem(bias, classes_by_values(values_at, sizes, bias), path, offered)
        last_rate, most_steps = self.options.last_rate, self.options.most_steps
        trace = principal_branch(system, last_rate, most_steps, self.control.tick, locate=False, begun=self.traces)
        return system.profile(trace.points[-1].logs) if trace.finished else None

    def _polished(self, end: Profile, slopes: Play) -> bool:
        """Look for an equilibrium next to the end of the branch; return whether there is one."""
        own, offered = self.game.expectation, self.game.sums.offered
        slack = self.game.tolerances() if self.tol is None else np.asarray(self.tol, dtype=float)

        def derivatives(profile: Sequence[Array]) -> tuple[Array, Array]:
            self.control.tick(len(self.traces[-1].points))
            play = as_table(tuple(profile), offered)
            return own.values(play)[offered], slopes.derivatives(play)[1][offered][:, offered]

        def accept(profile: Profile) -> bool:
            regrets = self.game.judge(profile).regrets
            share = float((regrets / own.scales).max())
            if self.nearest is None or share < self.nearest[0]:
                self.nearest = share, regrets
            return bool((regrets <= slack).all())

        self.found = nearest_equilibrium(derivatives, end, accept, FARTHEST if slopes.exact else _FARTHEST_FROM_LATTICE)
        return self.found is not None
