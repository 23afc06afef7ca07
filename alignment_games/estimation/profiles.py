r"""Intervals of the profile likelihood, of estimates of any kind.

The profile interval of a parameter holds the values v at which the largest log likelihood with the parameter held at
v is within half a quantile of :math:`\chi^2_1` of the maximum (Venzon & Moolgavkar 1988). It takes observations as
independent, given play.

Where play jumps, the likelihood does, and a search with the parameter held may end at the edge of a jump. The
likelihood may be higher further along the edge, so by how much it falls is known from one side only: by so much at
most. A value at which that is less than allowed lies within the interval; of one at which it is more, nothing is known.
So an interval goes on to the next value that lies without for certain, and says so. Where the likelihood jumps over
what is allowed, the interval ends at the jump, and says that.
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

#: Ends are found to this share of an interval's half.
_PRECISION = 1e-3
#: A log likelihood higher by this is of another maximum.
_HIGHER = 1e-6
#: How much further each step goes in search of an end; how many may end at edges before the end is left open, and how
#: often the way to a value surely without is halved.
_FURTHER, _EDGES = 1.6, 3
#: How often an end is looked for anew where its outside turned out to lie within.
_ANEW = 5


@dataclass(frozen=True, eq=False)
class HeldPeak:
    """The likeliest ``point`` reached with a parameter held, and the ``fall`` of its log likelihood from the maximum.

    ``edge``: whether it lies at the edge of a jump of play. Then the likelihood may be higher elsewhere along the edge,
    and falls by so much at most.
    """

    point: Array
    fall: float
    edge: bool = False


@dataclass(frozen=True)
class ProfileEnd:
    """Where an interval ends, in the parameter's own unit; infinite where nothing found ends it.

    ``reason``: in words, why the log likelihood has not fallen by just what is allowed there; empty where it has, or
    where a bound of the search is met first.
    """

    value: float
    reason: str = ""


@dataclass(frozen=True)
class _Bracket:
    """An end lies between ``inside``, within the interval, and ``outside``; all from ``sure`` on is without.

    ``outside`` and ``sure`` differ where the former's climb ended at an edge.
    """

    inside: float
    outside: float
    sure: float


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
            self._climb_from(max(passed, key=lambda known: abs(known - self.middle)), value)
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

    def _climb_from(self, before: float, value: float) -> None:
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

    def ends(self, error: float, allowed: float) -> tuple[ProfileEnd, ProfileEnd]:
        """Return where the log likelihood has fallen by what is allowed, infinite where it does not within bounds.

        ``error``: of the estimate, NaN at a bound. Raises NotConvergedError as `held` does.
        """
        reach = (error / self.unit if np.isfinite(error) else 1.0) * float(np.sqrt(2 * allowed))
        low, high = (self._end(side, reach, allowed) for side in (-1, 1))
        return low, high

    def _end(self, side: int, reach: float, allowed: float) -> ProfileEnd:
        for _ in range(_ANEW):
            about = self._about(side, reach, allowed)
            if isinstance(about, ProfileEnd):
                return about
            at = self._narrowed(about, _PRECISION * reach, allowed)
            if isinstance(at, ProfileEnd):
                return at
            self._climb_from(at.inside, at.outside)  # what was reached from elsewhere may be a lower maximum
            if self.known[at.outside].fall >= allowed:
                return self._beyond_edges(at, allowed) if self.known[at.outside].edge else self._at_a_jump(at)
        return ProfileEnd(side * np.inf, self._open(at.outside))

    def _about(self, side: int, reach: float, allowed: float) -> _Bracket | ProfileEnd:
        """Return an end's bracket, in steps from Wald's end outward; an infinite end where none is met."""
        bound = self.low if side < 0 else self.high
        inside, value, edges = self.middle, self.middle + side * reach, 0
        while side * (bound - inside) > 0:
            value = value if side * (bound - value) > 0 else bound
            held = self.held(value)
            if held.fall >= allowed and not held.edge:
                return _Bracket(inside, value, value)
            further = _FURTHER
            if held.fall < allowed:
                inside, further = value, min(_FURTHER, 1.02 * float(np.sqrt(allowed / max(held.fall, 1e-12))))
            else:
                edges += 1
                if value == bound or edges > _EDGES:
                    return ProfileEnd(side * np.inf, self._open(inside))
            value = self.middle + further * (value - self.middle)
        return ProfileEnd(side * np.inf)

    def _narrowed(self, at: _Bracket, precision: float, allowed: float) -> _Bracket | ProfileEnd:
        """Return the end within a bracket, or where it jumps, a bracket as narrow as asked for.

        The root of what the log likelihood falls by is nearly straight, so secants meet the end; every fourth step
        halves.
        """

        def over(value: float) -> float:
            return float(np.sqrt(max(self.known[value].fall, 0.0) / allowed) - 1)

        inside, outside, sure, last, steps = at.inside, at.outside, at.sure, (at.inside, at.outside), 0
        while True:
            now = last[1]
            if abs(over(now)) < _PRECISION and not self.known[now].edge:
                return ProfileEnd(now * self.unit)
            if abs(outside - inside) <= precision:
                return _Bracket(inside, outside, sure)
            steps += 1
            middle, rise = (inside + outside) / 2, over(now) - over(last[0])
            secant = now - over(now) * (now - last[0]) / rise if rise and steps % 4 else middle
            value = secant if min(inside, outside) < secant < max(inside, outside) else middle
            last = now, value
            held = self.held(value)
            if held.fall < allowed:
                inside = value
            else:
                outside, sure = value, sure if held.edge else value

    def _at_a_jump(self, at: _Bracket) -> ProfileEnd:
        low, high = (number(self.known[value].fall, 3) for value in (at.inside, at.outside))
        return ProfileEnd(
            at.outside * self.unit,
            f"play jumps there: the log likelihood falls by {low} before and by {high} behind",
        )

    def _beyond_edges(self, at: _Bracket, allowed: float) -> ProfileEnd:
        """Return the first value found that is surely without, beyond one at an edge."""
        edge, sure = at.outside, at.sure
        for _ in range(_EDGES):
            value = (edge + sure) / 2
            held = self.held(value)
            if held.edge or held.fall < allowed:
                edge = value
            else:
                sure = value
        inside, end = (number(value * self.unit, 4) for value in (at.inside, sure))
        return ProfileEnd(
            sure * self.unit,
            f"it lies between {inside} and {end}, where the likelihood is largest at a jump of play and not known to "
            "the last; the longer interval is given",
        )

    def _open(self, inside: float) -> str:
        return (
            f"the interval reaches to {number(inside * self.unit, 4)}; beyond, the likelihood is largest at jumps of "
            "play and not known to the last, so that it may end anywhere"
        )


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
