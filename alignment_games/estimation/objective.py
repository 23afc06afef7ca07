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

    def hessian(self, point: Array, logits: Array, step: float = 1e-5) -> Array:
        """Return the second derivatives by central differences of the exact gradient, on the sheet of the logits.

        Rows and columns of held parameters are left at zero.
        """
        moving = np.flatnonzero(self.low < self.high)
        if not len(moving):  # as where the likelihood of one parameter is profiled
            return np.zeros((len(point), len(point)))
        shifts = step * np.eye(len(point))[moving]
        points = np.concatenate([point + shifts, point - shifts])
        gradients = self._summed(self.theory.scores_near(self.stack, points * self.units, logits))
        above, below = gradients[: len(moving)], gradients[len(moving) :]
        table = np.zeros((len(point), len(point)))
        table[moving] = (above - below) / (2 * step) - self.penalty * np.eye(len(point))[moving]
        table[:, self.low >= self.high] = 0
        return np.asarray((table + table.T) / 2)

    def _summed(self, scores: Array) -> Array:
        """Return the gradients of the likelihood, (points, parameters), from scores by row."""
        weights = np.ones(len(self.stack)) if self.weights is None else self.weights
        return np.asarray(np.einsum("krp,r->kp", scores, weights) * self.units)

    def free(self, point: Array, gradient: Array) -> Array:
        """Return which parameters are not held at a bound by the gradient."""
        held = ((point <= self.low) & (gradient <= 0)) | ((point >= self.high) & (gradient >= 0))
        return np.asarray(~held)
