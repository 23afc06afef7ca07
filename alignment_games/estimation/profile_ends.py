r"""Intervals of the profile likelihood, of estimates of any kind.

The profile interval of a parameter holds the values v at which the largest log likelihood with the parameter held at
v is within half a quantile of :math:`\chi^2_1` of the maximum (Venzon & Moolgavkar 1988). It takes observations as
independent, given play.

A value at which the log likelihood falls by less than allowed lies within, also at the edge of a jump, where it falls
by so much at most (`estimation.profiles`); of a value at an edge at which it falls by more, nothing is known. So an
interval goes on to the next value that lies without for certain, and says so. Where the likelihood jumps over what is
allowed, the interval ends at the jump, and says that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games.estimation.profiles import HeldPeak, Profile
from alignment_games.text.numbers import number

#: Ends are found to this share of an interval's half.
_PRECISION = 1e-3
#: How much further each step goes in search of an end; how many may end at edges before the end is left open, and how
#: often the way to a value surely without is halved.
_FURTHER, _EDGES = 1.6, 3
#: How often an end is looked for anew where its outside turned out to lie within.
_ANEW = 5


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


def profile_ends(profile: Profile, error: float, allowed: float) -> tuple[ProfileEnd, ProfileEnd]:
    """Return where the log likelihood has fallen by what is allowed, infinite where it does not within bounds.

    ``error``: of the estimate, NaN at a bound. Raises NotConvergedError as `Profile.held` does.
    """
    reach = (error / profile.unit if np.isfinite(error) and error else 1.0) * float(np.sqrt(2 * allowed))
    low, high = (_EndSearch(profile, side, reach, allowed).end() for side in (-1, 1))
    return low, high


@dataclass(frozen=True, eq=False)
class _EndSearch:
    """The search for an end on one ``side``, -1 or 1: ``reach`` is Wald's, ``allowed`` the fall at the end."""

    profile: Profile
    side: int
    reach: float
    allowed: float

    @property
    def known(self) -> dict[float, HeldPeak]:
        """What is known of the profile."""
        return self.profile.known

    def end(self) -> ProfileEnd:
        """Return the end of this side. Raises NotConvergedError as `Profile.held` does."""
        reached = self.profile.middle
        for _ in range(_ANEW):
            about = self._about()
            if isinstance(about, ProfileEnd):
                return about
            at = self._narrowed(about)
            if isinstance(at, ProfileEnd):
                return at
            self.profile.climb_from(at.inside, at.outside)  # what was reached from elsewhere may be a lower maximum
            if self.known[at.outside].fall >= self.allowed:
                return self._beyond_edges(at) if self.known[at.outside].edge else self._at_a_jump(at)
            reached = at.outside
        return ProfileEnd(self.side * np.inf, self._open(reached))

    def _about(self) -> _Bracket | ProfileEnd:
        """Return an end's bracket, in steps from Wald's end outward; an infinite end where none is met."""
        profile, side = self.profile, self.side
        bound = profile.low if side < 0 else profile.high
        inside, value, edges = profile.middle, profile.middle + side * self.reach, 0
        while side * (bound - inside) > 0:
            value = value if side * (bound - value) > 0 else bound
            held = profile.held(value)
            if held.fall >= self.allowed and not held.edge:
                return _Bracket(inside, value, value)
            further = _FURTHER
            if held.fall < self.allowed:
                inside, further = value, min(_FURTHER, 1.02 * float(np.sqrt(self.allowed / max(held.fall, 1e-12))))
            else:
                edges += 1
                if value == bound or edges > _EDGES:
                    return ProfileEnd(self.side * np.inf, self._open(inside))
            value = profile.middle + further * (value - profile.middle)
        return ProfileEnd(self.side * np.inf)

    def _narrowed(self, at: _Bracket) -> _Bracket | ProfileEnd:
        """Return the end within a bracket, or where it jumps, a bracket as narrow as asked for.

        The root of what the log likelihood falls by is nearly straight, so secants meet the end; every fourth step
        halves.
        """

        def over(value: float) -> float:
            return float(np.sqrt(max(self.known[value].fall, 0.0) / self.allowed) - 1)

        inside, outside, sure, last, steps = at.inside, at.outside, at.sure, (at.inside, at.outside), 0
        while True:
            now = last[1]
            if abs(over(now)) < _PRECISION and not self.known[now].edge:
                return ProfileEnd(now * self.profile.unit)
            middle = (inside + outside) / 2
            if abs(outside - inside) <= _PRECISION * self.reach or middle in (inside, outside):
                return _Bracket(inside, outside, sure)
            steps, rise = steps + 1, over(now) - over(last[0])
            secant = now - over(now) * (now - last[0]) / rise if rise and steps % 4 else middle
            value = secant if min(inside, outside) < secant < max(inside, outside) else middle
            last = now, value
            held = self.profile.held(value)
            if held.fall < self.allowed:
                inside = value
            else:
                outside, sure = value, sure if held.edge else value

    def _at_a_jump(self, at: _Bracket) -> ProfileEnd:
        low, high = (number(self.known[value].fall, 3) for value in (at.inside, at.outside))
        return ProfileEnd(
            at.outside * self.profile.unit,
            f"play jumps there: the log likelihood falls by {low} before and by {high} behind",
        )

    def _beyond_edges(self, at: _Bracket) -> ProfileEnd:
        """Return the first value found that is surely without, beyond one at an edge."""
        edge, sure = at.outside, at.sure
        for _ in range(_EDGES):
            value = (edge + sure) / 2
            held = self.profile.held(value)
            if held.edge or held.fall < self.allowed:
                edge = value
            else:
                sure = value
        inside, end = (number(value * self.profile.unit, 4) for value in (at.inside, sure))
        return ProfileEnd(
            sure * self.profile.unit,
            f"it lies between {inside} and {end}, where the likelihood is largest at a jump of play and not known to "
            "the last; the longer interval is given",
        )

    def _open(self, inside: float) -> str:
        reached = number(inside * self.profile.unit, 4)
        return (
            f"the interval reaches to {reached}; beyond, the likelihood is largest at jumps of play and not known to "
            "the last, so that it may end anywhere"
        )
