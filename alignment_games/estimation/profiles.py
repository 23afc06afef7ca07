r"""Intervals of the profile likelihood, of estimates of any kind.

The profile interval of a parameter holds the values v at which the largest log likelihood with the parameter held at
v is within half a quantile of :math:`\chi^2_1` of the maximum (Venzon & Moolgavkar 1988). It takes observations as
independent, given play.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.choices import Choices
from alignment_games.estimation.climbing import arrive

#: Ends are found to this share of an error.
_PRECISION = 1e-5
#: A log likelihood higher by this is of another maximum.
_HIGHER = 1e-6
#: How much further each step goes in search of an end.
_FURTHER = 1.6


class Profile(ABC):
    """The largest log likelihood with one parameter held, as far as it has been looked for.

    ``point``: the estimates over their ``units``, ``place`` that of the parameter among them. ``low`` and ``high``: the
    bounds of its search, in its unit.
    """

    def __init__(self, point: Array, units: Array, place: int, low: float, high: float) -> None:
        self.place, self.unit, self.low, self.high = place, float(units[place]), low, high
        self.middle = float(point[place])
        self.known: list[Array] = [point]
        self.falls = {self.middle: 0.0}

    @abstractmethod
    def climb(self, point: Array) -> tuple[Array, float]:
        """Return the likeliest point with the parameter held as in ``point``, and how much less likely it is."""

    def lost(self, value: float) -> float:
        """Return by how much the log likelihood falls where the parameter is held at a value, in its unit.

        Raises NotConvergedError where a higher likelihood than that of the estimates is met, or a search does not end.
        """
        if value not in self.falls:
            near = min(self.known, key=lambda point: abs(float(point[self.place]) - value)).copy()
            near[self.place] = value
            point, fall = self.climb(near)
            if fall < -_HIGHER:
                raise NotConvergedError(f"a higher likelihood than that of the fit is met at {self.where(point)}")
            self.known.append(point)
            self.falls[value] = fall
        return self.falls[value]

    @abstractmethod
    def where(self, point: Array) -> str:
        """Return a point in words, and what to do with it."""

    def ends(self, error: float, allowed: float) -> tuple[float, float]:
        """Return where the log likelihood has fallen by what is allowed, infinite where it does not within bounds.

        ``error``: of the estimate, NaN at a bound.
        """
        low, high = (self._end(side, error, allowed) for side in (-1, 1))
        return low, high

    def _end(self, side: int, error: float, allowed: float) -> float:
        from scipy.optimize import brentq

        bound = self.low if side < 0 else self.high
        step = (error / self.unit if np.isfinite(error) else 1.0) * np.sqrt(2 * allowed)
        inner, outer = self.middle, self.middle + side * step
        while side * (bound - outer) > 0 and self.lost(outer) < allowed:
            inner, outer = outer, self.middle + _FURTHER * (outer - self.middle)
        if side * (bound - outer) <= 0:
            outer = bound
            if outer == inner or self.lost(outer) < allowed:
                return side * np.inf

        def over(value: float) -> float:  # the root of what is lost is nearly straight
            return float(np.sqrt(max(self.lost(value), 0.0)) - np.sqrt(allowed))

        return float(brentq(over, inner, outer, xtol=_PRECISION * step)) * self.unit


class ChoiceProfile(Profile):
    """The profile of a parameter of quantal responses. Raises InvalidModelError for a penalty."""

    def __init__(self, problem: Choices, parameters: Array, place: int, likelihood: float) -> None:
        if problem.penalty:
            raise InvalidModelError(
                "profile likelihood intervals are of plain maximum likelihood; fit without a penalty"
            )
        objective = problem.objective()
        low, high = (float(ends[place]) for ends in (objective.low, objective.high))
        super().__init__(parameters / objective.units, objective.units, place, low, high)
        self.problem, self.units, self.top = problem, objective.units, likelihood

    def climb(self, point: Array) -> tuple[Array, float]:
        """Return the likeliest point with the parameter held as in ``point``, and how much less likely it is."""
        peak = arrive(self.problem.objective(held={self.place: float(point[self.place])}), point)
        return peak.parameters / peak.units, self.top - peak.likelihood

    def where(self, point: Array) -> str:
        """Return a point in words, and what to do with it."""
        named = zip(self.problem.theory.names, (point * self.units).tolist(), strict=True)
        return f"{', '.join(f'{name} {value:.4g}' for name, value in named)}; fit with it as start"
