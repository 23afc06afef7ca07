"""What a search for the likeliest parameters climbs: the log likelihood less a penalty, in units of its own.

Parameters are searched in units of their own (`QuantalResponse.scales`): km or thousand km make no difference.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.stack import Stack

#: Bounds that keep the search where play can be computed: on log rate and scale, weights, and costs.
BOUNDS = {"log": (-4.0, 6.0), "weight": (-8.0, 8.0), "cost": (-5.0, 5.0)}

#: How near to a fold of play, in units of the search, is at it.
BESIDE = 1e-5


class Objective:
    """The log likelihood less the penalty, by parameters over their ``units``.

    ``weights``: how often each row counts, None for once. ``held``: parameters, by place and in units of the search,
    that are held where they are: their bounds meet.
    """

    def __init__(
        self,
        stack: Stack,
        theory: QuantalResponse,
        penalty: float = 0,
        *,
        weights: Array | None = None,
        held: Mapping[int, float] | None = None,
    ) -> None:
        self.stack, self.theory, self.penalty, self.weights = stack, theory, penalty, weights
        self.units = 1 / theory.scales(stack)
        self.middle = theory.start() / self.units
        bounds = np.array([BOUNDS[name.split()[0]] for name in theory.names]).reshape(-1, 2)
        self.low, self.high = bounds.T.copy()
        for place, value in (held or {}).items():
            self.low[place] = self.high[place] = value

    def at(self, point: Array, near: Array | None = None) -> tuple[float, Array, Array]:
        """Return the value, its gradient, and the logits of play, of which ``near`` may name the sheet."""
        parameters = point * self.units
        logits = self.theory.logits(self.stack, parameters, near)
        likelihood, scores = self.theory.likelihood_at(self.stack, parameters, logits)
        if self.weights is not None:
            likelihood, scores = likelihood * self.weights, scores * self.weights[:, None]
        gap = point - self.middle
        value = float(likelihood.sum()) - self.penalty / 2 * float(gap @ gap)
        gradient: Array = scores.sum(axis=0) * self.units - self.penalty * gap
        return value, gradient, logits

    def values(self, points: Array) -> Array:
        """Return the value at each of many points, each row counted once; -inf where play could not be followed."""
        squares = np.square(points - self.middle).sum(axis=1)
        likelihoods = self.theory.log_likelihoods(self.stack, points * self.units)
        return np.asarray(likelihoods - self.penalty / 2 * squares)

    def hessian(self, point: Array, logits: Array) -> Array:
        """Return the second derivatives, on the sheet of the logits; rows and columns of held parameters are zero.

        Raises NotConvergedError where play has no derivatives.
        """
        held = self.low >= self.high
        if held.all():  # as where the likelihood of one parameter is profiled
            return np.zeros((len(point), len(point)))
        weights = np.ones(len(self.stack)) if self.weights is None else self.weights
        table = self.theory.curvature(self.stack, point * self.units, logits, weights)
        table = table * np.outer(self.units, self.units) - self.penalty * np.eye(len(point))
        table[held] = table[:, held] = 0
        return np.asarray(table)

    def goes_on(self, point: Array, logits: Array) -> bool:
        """Return whether the sheet of the logits goes on all about a point, a step of `BESIDE` along each parameter."""
        shifts = BESIDE * np.eye(len(point))[self.low < self.high]
        points = np.concatenate([point + shifts, point - shifts])
        return not len(points) or self.theory.goes_on(self.stack, points * self.units, logits)

    def free(self, point: Array, gradient: Array) -> Array:
        """Return which parameters are not held at a bound by the gradient."""
        held = ((point <= self.low) & (gradient <= 0)) | ((point >= self.high) & (gradient >= 0))
        return np.asarray(~held)
