r"""The largest likelihood by Newton's method, and what was reached.

A maximum is accepted where its gradient g vanishes and its curvature -H is positive on the parameters that are
not at a bound: the Newton decrement :math:`g' (-H)^{-1} g`, twice what a step could still gain and the squared
distance to the maximum in standard errors, is below `ARRIVED`. So estimates do not depend on where a search of
finite patience happened to stop. Play is followed along the principal branch and may jump where that folds; the
likelihood then jumps, and can be largest at the edge of the jump, where it has no derivatives: said, not hidden.

Parameters are searched in units of their own (`QuantalResponse.scales`): km or thousand km make no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import NotConvergedError
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.stack import Stack

Array = NDArray[Any]

#: Bounds that keep the search where play can be computed: on log rate and scale, weights, and costs.
BOUNDS = {"log": (-4.0, 6.0), "weight": (-8.0, 8.0), "cost": (-5.0, 5.0)}
#: The Newton decrement of a maximum; one that promises no gain that a sum of many logarithms can show.
ARRIVED, NOTHING = 1e-14, 1e-8
#: Curvature below which a direction counts as flat.
FLAT = 1e-5
#: Where the lines along each weight are looked over, and how closely about the highest point on them.
SURVEYED, CLOSELY = np.linspace(-3, 5, 17), np.linspace(-0.4, 0.4, 9)
#: Newton's steps at most, how often one is halved, and the longest in one parameter.
STEPS, HALVINGS, LONGEST = 60, 12, 2.0


@dataclass(frozen=True, eq=False)
class Peak:
    """Where a search ended: ``parameters``, and the penalised log ``likelihood`` there.

    ``hessian``: of the likelihood by the parameters over their ``units``. ``free``: which parameters lie inside
    the bounds. ``jump``: whether the likelihood is largest at the edge of a jump, where it has no derivatives.
    """

    parameters: Array
    units: Array
    likelihood: float
    hessian: Array
    free: Array
    jump: bool


class Objective:
    """The log likelihood less the penalty, in the units of the search."""

    def __init__(self, stack: Stack, theory: QuantalResponse, penalty: float) -> None:
        self.stack, self.theory, self.penalty = stack, theory, penalty
        self.units = 1 / theory.scales(stack)
        self.middle = theory.start() / self.units
        bounds = np.array([BOUNDS[name.split()[0]] for name in theory.names]).reshape(-1, 2)
        self.low, self.high = bounds.T

    def at(self, point: Array, near: Array | None = None) -> tuple[float, Array, Array]:
        """Return the value, its gradient, and the logits of play, of which ``near`` may name the sheet."""
        parameters = point * self.units
        logits = self.theory.logits(self.stack, parameters, near)
        likelihood, scores = self.theory.likelihood_at(self.stack, parameters, logits)
        gap = point - self.middle
        value = float(likelihood.sum()) - self.penalty / 2 * float(gap @ gap)
        gradient: Array = scores.sum(axis=0) * self.units - self.penalty * gap
        return value, gradient, logits

    def values(self, points: Array) -> Array:
        """Return the value at each of many points; -inf where play could not be followed."""
        squares = np.square(points - self.middle).sum(axis=1)
        likelihoods = self.theory.log_likelihoods(self.stack, points * self.units)
        return np.asarray(likelihoods - self.penalty / 2 * squares)

    def hessian(self, point: Array, logits: Array, step: float = 1e-5) -> Array:
        """Return the second derivatives by central differences of the exact gradient, on the sheet of the logits."""
        columns = []
        for shift in step * np.eye(len(point)):
            above, below = (self.at(point + sign * shift, near=logits)[1] for sign in (1, -1))
            columns.append((above - below) / (2 * step))
        table = np.array(columns).reshape(len(point), len(point))
        return np.asarray((table + table.T) / 2)

    def free(self, point: Array, gradient: Array) -> Array:
        """Return which parameters are not held at a bound by the gradient."""
        held = ((point <= self.low) & (gradient <= 0)) | ((point >= self.high) & (gradient >= 0))
        return np.asarray(~held)


def highest(stack: Stack, theory: QuantalResponse, start: Sequence[float] | Array | None, penalty: float) -> Peak:
    """Return the highest end of the searches: from the given start, or from threat weights of 0 and of 1.

    Likelihoods of quantal response have several maxima at high rates. So the lines through the highest end along
    each weight are looked over, and the search goes on from what is higher there, until nothing is.
    Raises NotConvergedError where no search ends.
    """
    objective = Objective(stack, theory, penalty)
    weights = np.array([name.startswith("weight") for name in theory.names])
    middle = objective.middle
    starts = [middle, *([middle + weights] if weights.any() else [])]
    if start is not None:
        starts = [np.asarray(start, dtype=float) / objective.units]
    best: Peak | None = None
    looked_over: Peak | None = None
    reason = ""
    while starts:
        try:
            end = _arrive(objective, np.clip(starts.pop(), objective.low, objective.high))
        except NotConvergedError as error:
            reason = str(error)
        else:
            best = end if best is None or end.likelihood > best.likelihood else best
        if not starts and best is not None and best is not looked_over:
            looked_over, starts = best, _higher(objective, best, weights)
    if best is None:
        raise NotConvergedError(f"the search for the likeliest parameters did not end: {reason}")
    return best


def _higher(objective: Objective, best: Peak, weights: Array) -> list[Array]:
    """Return the highest point found on the lines along each weight through an end, if it is higher than the end."""
    point = best.parameters / best.units
    columns = np.flatnonzero(weights)
    if not columns.size:
        return []
    height = -np.inf
    # First the whole lines, then closely about the best of them.
    for gaps in (SURVEYED[:, None] - point[columns], np.repeat(CLOSELY[:, None], len(columns), axis=1)):
        points = np.repeat(point[None], gaps.size, axis=0)
        points[np.arange(gaps.size), np.tile(columns, len(gaps))] += gaps.ravel()
        heights = objective.values(points)
        point, height = points[heights.argmax()], heights.max()
    return [point] if height > best.likelihood + 1e-6 else []


def _arrive(objective: Objective, point: Array) -> Peak:
    """Climb by Newton's method until the maximum, a bound, or a jump."""
    value, gradient, logits = objective.at(point)
    for _ in range(STEPS):
        free = objective.free(point, gradient)
        try:
            hessian = objective.hessian(point, logits)
        except NotConvergedError:  # the sheet ends within the step of the differences: a fold
            return _peak(objective, point, value, np.full((len(point),) * 2, np.nan), free, jump=True)
        step, decrement, flat = _newton(gradient[free], hessian[np.ix_(free, free)])
        if decrement <= (NOTHING if flat else ARRIVED):
            return _peak(objective, point, value, hessian, free, jump=False)
        full = np.zeros(len(point))
        full[free] = step
        step_to = _climb(objective, point, value, gradient, full)
        if step_to is None:
            if decrement <= NOTHING:
                return _peak(objective, point, value, hessian, free, jump=False)
            if _rises_on_the_sheet(objective, point, value, logits, full):
                return _peak(objective, point, value, hessian, free, jump=True)
            break
        point, value, gradient, logits = step_to
    raise NotConvergedError("Newton's steps did not reach a maximum; give a start nearby")


def _peak(objective: Objective, point: Array, value: float, hessian: Array, free: Array, *, jump: bool) -> Peak:
    units = objective.units
    inside = free & (np.minimum(point - objective.low, objective.high - point) > 1e-6)
    return Peak(point * units, units, value, hessian, inside, jump)


def _newton(gradient: Array, hessian: Array) -> tuple[Array, float, bool]:
    """Return the step uphill, the decrement, and whether some direction is flat.

    Downhill and flat curvature are turned into steep uphill.
    """
    if not gradient.size:
        return gradient, 0.0, False
    values, directions = np.linalg.eigh(-hessian)
    along = directions.T @ gradient
    step = directions @ (along / np.maximum(abs(values), FLAT))
    decrement = float(gradient @ step)
    if values[0] < -FLAT and decrement <= ARRIVED:  # a saddle: leave it along the curvature that rises
        step, decrement = directions[:, 0] * 0.1, np.inf
    return step * min(1.0, LONGEST / float(abs(step).max() or 1.0)), decrement, bool(abs(values).min() < FLAT)


def _climb(
    objective: Objective, point: Array, value: float, gradient: Array, step: Array
) -> tuple[Array, float, Array, Array] | None:
    """Return the first point along halved steps that gains a fair share of what the gradient promises.

    None where none does, as at the edge of a jump.
    """
    for halving in range(HALVINGS):
        there = np.clip(point + step / 2**halving, objective.low, objective.high)
        promised = float(gradient @ (there - point))
        try:
            end = objective.at(there)
        except NotConvergedError:
            continue
        if end[0] > value + 1e-4 * abs(promised):
            return there, *end
        # Where less is at stake than rounding can tell, the flatter point is the better one.
        rounding = 1e-9 * (1 + abs(value))
        if promised < rounding and end[0] > value - rounding and np.linalg.norm(end[1]) < np.linalg.norm(gradient):
            return there, *end
    return None


def _rises_on_the_sheet(objective: Objective, point: Array, value: float, logits: Array, step: Array) -> bool:
    """Return whether the shortest step would gain if play did not jump, or play has no continuation there."""
    there = np.clip(point + step / 2**HALVINGS, objective.low, objective.high)
    try:
        return objective.at(there, near=logits)[0] > value
    except NotConvergedError:
        return True
