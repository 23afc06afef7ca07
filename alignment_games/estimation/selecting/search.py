r"""Climbs of the simulated likelihood: to where the draws reach, then with draws made anew, until they need not be.

Draws made at :math:`\theta_0` say little of parameters far off: few of them carry all weight there. So a climb by
Newton's method stops where on average less than `FAIR` of a game's draws count, and draws are made anew at the point
reached, of the same uniform numbers. It has arrived where Newton's method ends with `EVEN` of the draws counting, or
twice on end with `FAIR` of them: with few draws each round ends as far from its beginning as their noise takes it.
Where that is further than draws reach, rounds would go on for ever; so draws are doubled after `PATIENCE` rounds, and
at once where a round comes to no end and most of a variance is noise of simulation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import NotConvergedError
from alignment_games.estimation.climbing import FLAT, NOTHING, newton_step
from alignment_games.estimation.selecting.draws import Draws
from alignment_games.estimation.selecting.likelihood import Value, simulated_likelihood
from alignment_games.estimation.selecting.replies import Replies

#: Draws at utility parameters, so many times as many as asked for.
Drawing = Callable[[Array, int], Sequence[Draws | Replies]]

#: Shares of the draws that count, in the mean over games: below which no step goes, draws are made anew, and above
#: which a maximum is taken as it is.
LEAST, FAIR, EVEN = 0.2, 0.6, 0.95
#: The Newton decrement of a maximum: a millionth of an error.
ARRIVED = 1e-12
#: Rounds after which draws are doubled.
PATIENCE = 6
#: Times that draws are made anew at most; Newton's steps between, and how often one is halved.
ROUNDS, STEPS, HALVINGS = 30, 40, 20
#: Bounds of the search on selection coefficients: chances of one equilibrium in 3,000.
SELECTION_BOUND = 8.0


@dataclass(frozen=True, eq=False)
class Reached:
    """Where a climb ended: the ``point``, its likelihood there, which parameters are ``free``, what a step would add.

    ``draws``: those of its last round, made at ``origin``, a point of utility, ``times`` as many as asked for.
    """

    point: Array
    value: Value
    free: Array
    decrement: float
    draws: Sequence[Draws | Replies]
    origin: Array
    times: int = 1

    @property
    def noisy(self) -> bool:
        """Whether the noise of simulation makes more than half of the variance of the parameters, in the mean."""
        values, directions = np.linalg.eigh(-self.value.hessian)
        along = (directions.T @ self.value.noise @ directions).diagonal() / np.maximum(abs(values), FLAT)
        return bool(along.mean() > 1)


def climb(
    drawing: Drawing,
    start: Array,
    utilities: int,
    *,
    least: float = EVEN,
    weights: Array | None = None,
    times: int = 1,
) -> Reached:
    """Return the maximum that a climb reaches, with ``least`` of its draws counting; ``utilities`` come first.

    ``weights``: how often each game counts, None for once. ``times``: how many times as many draws as asked for are
    made to begin with, as where a climb nearby has found that fewer bring it to no end. Raises NotConvergedError where
    it reaches none, or an observed profile is in no draw's equilibria.
    """
    point, before, rounds = start, False, 0
    for _ in range(ROUNDS):
        origin = point[:utilities].copy()
        reached = newton(drawing(origin, times), origin, point, weights)
        point, effective = reached.point, reached.value.effective.mean()
        ended = reached.decrement <= NOTHING and effective >= FAIR
        if ended and (before or effective >= least):
            return replace(reached, times=times)
        before, rounds = ended, rounds + 1
        if not ended and (rounds == PATIENCE or reached.noisy):
            times, rounds = times * 2, 0
    raise NotConvergedError(
        "the search goes on and on: some parameter may have no finite likeliest value; leave it out, or give a start"
    )


def newton(
    draws: Sequence[Draws | Replies],
    origin: Array,
    start: Array,
    weights: Array | None = None,
    *,
    held: int | None = None,
    least: float = FAIR,
) -> Reached:
    """Climb by Newton's method to a maximum, or to where fewer than ``least`` of the draws count.

    ``held``: the place of a parameter that stays where it is. Raises NotConvergedError where what was observed is
    in no draw's equilibria.
    """
    count = len(origin)
    bound = np.full(len(start), np.inf)
    bound[count:] = SELECTION_BOUND

    def at(point: Array) -> tuple[float, Value]:
        value = simulated_likelihood(draws, point[:count] - origin, point[count:], weights)
        own = value.logs if weights is None else value.logs[weights > 0] * weights[weights > 0]
        return float(own.sum()), value

    point = np.clip(start, -bound, bound)
    height, value = at(point)
    if not np.isfinite(height):
        never = int((~np.isfinite(value.logs)).sum())
        raise NotConvergedError(
            f"what was observed in {never} games is next to impossible; give another start, or look at their figures"
        )
    for _ in range(STEPS):
        own = value.scores if weights is None else value.scores * weights[:, None]
        gradient = own.sum(axis=0)
        free = ~((abs(point) >= bound) & (gradient * point > 0)) & (np.arange(len(point)) != held)
        step, decrement, _ = newton_step(gradient[free], value.hessian[np.ix_(free, free)])
        full = np.zeros(len(point))
        full[free] = step
        there = None if decrement <= ARRIVED else _higher(at, point, height, full, bound)
        if there is None:
            return Reached(point, value, free, decrement, draws, origin)
        point, height, value = there
        if value.effective.mean() < least:
            break
    return Reached(point, value, np.ones(len(point), dtype=bool), np.inf, draws, origin)


def _higher(
    at: Callable[[Array], tuple[float, Value]], point: Array, height: float, step: Array, bound: Array
) -> tuple[Array, float, Value] | None:
    """Return the first higher point along halved steps at which enough draws count, None where there is none."""
    for halving in range(HALVINGS):
        there = np.clip(point + step / 2**halving, -bound, bound)
        reached, value = at(there)
        if reached > height and value.effective.mean() >= LEAST:
            return there, reached, value
    return None
