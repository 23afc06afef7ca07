r"""The profile likelihood of a parameter: the largest log likelihood with the parameter held at a value.

Where play jumps, the likelihood does, and a search with the parameter held may end at the edge of a jump. The
likelihood may be higher further along the edge, so by how much it falls is known from one side only: by so much at
most. `estimation.profile_ends` has the intervals that follow.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.choices import Choices
from alignment_games.estimation.climbing import NOTHING, arrive
from alignment_games.text.numbers import number

#: A log likelihood higher by this is of another maximum.
_HIGHER = 1e-6


@dataclass(frozen=True, eq=False)
class HeldPeak:
    """The likeliest ``point`` reached with a parameter held, and the ``fall`` of its log likelihood from the maximum.

    ``edge``: whether it lies at the edge of a jump of play. Then the likelihood may be higher elsewhere along the edge,
    and falls by so much at most.
    """

    point: Array
    fall: float
    edge: bool = False


class Profile(ABC):
    """The largest log likelihood with one parameter held, as far as it has been looked for.

    ``point``: the estimates over their ``units``, ``place`` that of the parameter among them. ``low`` and ``high``: the
    bounds of its search, in units of the search, as all values here are. ``tangent``: how the others move with the
    parameter at the estimates, where that is known.
    """

    def __init__(
        self, point: Array, units: Array, place: int, low: float, high: float, tangent: Array | None = None
    ) -> None:
        self.place, self.unit, self.low, self.high = place, float(units[place]), low, high
        self.middle = float(point[place])
        self.tangent = np.zeros(len(point)) if tangent is None else tangent
        self.known = {self.middle: HeldPeak(point, 0.0)}

    @abstractmethod
    def climb(self, point: Array) -> HeldPeak:
        """Return the likeliest point that is reached with the parameter held as in ``point``."""

    @abstractmethod
    def where(self, point: Array) -> str:
        """Return a point in words, and what to do with it."""

    def held(self, value: float) -> HeldPeak:
        """Return what is reached with the parameter held at a value, coming from the estimates.

        Raises NotConvergedError where a higher likelihood than that of the estimates is met, or a search does not end.
        """
        if value not in self.known:
            way = value - self.middle
            passed = [known for known in self.known if 0 <= (known - self.middle) / way < 1]
            self.climb_from(max(passed, key=lambda known: abs(known - self.middle)), value)
        return self.known[value]

    def lost(self, value: float) -> float:
        """Return by how much the log likelihood falls where the parameter is held at a value.

        Raises NotConvergedError as `held` does, and where that is largest at the edge of a jump.
        """
        held = self.held(value)
        if held.edge:
            raise NotConvergedError(
                f"the likelihood is largest at a jump of play, at {self.where(held.point)}; its log falls by "
                f"{number(held.fall, 3)} there, and by less if it is higher along the jump"
            )
        return held.fall

    def holds(self, value: float, allowed: float) -> bool:
        """Return whether the interval that is given holds a value: it does at the edge of a jump. Raises as `held`."""
        held = self.held(value)
        return held.edge or held.fall <= allowed

    def climb_from(self, before: float, value: float) -> None:
        """Climb with the parameter held at a value, from the end known at one before; keep the higher of the ends."""
        origin, near = self.known[self.middle].point, self.known[before].point
        along = self.tangent if before == self.middle else (near - origin) / (before - self.middle)
        start = near + along * (value - before)
        start[self.place] = value
        found = self.climb(start)
        if found.fall < -_HIGHER:
            raise NotConvergedError(f"a higher likelihood than that of the fit is met at {self.where(found.point)}")
        if value not in self.known or found.fall < self.known[value].fall:
            self.known[value] = found


class ChoiceProfile(Profile):
    """The profile of a parameter of quantal responses. Raises InvalidModelError for a penalty.

    ``covariance``: of the estimates, where climbs are to begin on the line along which it foretells them.
    """

    def __init__(
        self, problem: Choices, parameters: Array, place: int, likelihood: float, covariance: Array | None = None
    ) -> None:
        if problem.penalty:
            raise InvalidModelError(
                "profile likelihood intervals are of plain maximum likelihood; fit without a penalty"
            )
        objective = problem.objective()
        low, high = (float(ends[place]) for ends in (objective.low, objective.high))
        units, tangent = objective.units, None
        if covariance is not None and np.isfinite(covariance[place, place]):
            tangent = np.nan_to_num(covariance[:, place] / covariance[place, place] / units * units[place])
        super().__init__(parameters / units, units, place, low, high, tangent)
        self.problem, self.units, self.top = problem, units, likelihood

    def climb(self, point: Array) -> HeldPeak:
        """Return the likeliest point that is reached with the parameter held as in ``point``."""
        objective = self.problem.objective(held={self.place: float(point[self.place])})
        peak = arrive(objective, point, enough=NOTHING)
        return HeldPeak(peak.parameters / peak.units, self.top - peak.likelihood, peak.jump)

    def where(self, point: Array) -> str:
        """Return a point in words, and what to do with it."""
        named = zip(self.problem.theory.names, (point * self.units).tolist(), strict=True)
        return f"{', '.join(f'{name} {value:.4g}' for name, value in named)}; fit with it as start"
