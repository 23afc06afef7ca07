"""Where the inequalities of an equilibrium give way: exactly where they are affine, by a search elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from alignment_games.arrays import Array
from alignment_games.sweeps.flips._problem import (
    STEPS,
    TINY,
    FlipProblem,
    Index,
    nearest_brackets,
    turning_points,
)

#: How many of the nearest crossings are refined.
REFINED = 3
#: An inequality's first, second and third crossing are refined where it is known to give way within so many times the
#: distance of the nearest break known.
_FAR = 4.0, 2.0, 1.5


class Break(NamedTuple):
    """A point, in units of the scales, where an inequality (by position) gives way; ``exact``: the nearest of all."""

    inequality: int
    z: Array
    exact: bool


class _Crossing(NamedTuple):
    """Where a ray first meets the surface on which an inequality gives way."""

    inequality: int
    z: Array


def _length(crossing: _Crossing) -> float:
    return float(np.linalg.norm(crossing.z))


@dataclass(frozen=True, eq=False)
class Breaks:
    """The points where the inequalities of one pure profile give way."""

    problem: FlipProblem
    index: Index

    def nearest(self) -> Break | None:
        """Return the nearest break found, or None."""
        found: list[Break] = []
        curved = []
        for k in range(len(self.problem.owners())):
            gradient = self._gradient(k)
            if gradient is None:
                curved.append(k)
            elif (z := self._projection(k, gradient)) is not None:
                found.append(Break(k, z, exact=True))
        found += self._searched(curved)
        found.sort(key=lambda each: each.inequality)
        return min(found, key=lambda each: float(np.linalg.norm(each.z)), default=None)

    @cached_property
    def _probes(self) -> tuple[Array, Array]:
        """Points: the start, a step along each input, and others all over the box; and the slacks there."""
        low, high = self.problem.low, self.problem.high
        d = len(low)
        points = np.random.default_rng(1).uniform(low, high, (4 * d + 8, d))
        steps = np.diag(np.where(high > 0, np.minimum(high, 1), np.maximum(low, -1)))
        points = np.concatenate([np.zeros((1, d)), steps, points])
        return points, self.problem.slacks(points, self.index)

    def _gradient(self, k: int) -> Array | None:
        """Return the gradient if the slack is affine in the inputs, checked at points all over the box; else None."""
        points, slacks = self._probes
        d, values = points.shape[1], slacks[:, k]
        step = points[1 : d + 1].diagonal()
        gradient = np.divide(values[1 : d + 1] - values[0], step, out=np.zeros(d), where=step != 0)
        told = values[0] + points[d + 1 :] @ gradient
        return gradient if np.allclose(values[d + 1 :], told, rtol=1e-9, atol=1e-10 * np.abs(values).max()) else None

    def _projection(self, k: int, gradient: Array) -> Array | None:
        """Return the nearest point of the box where the affine slack is zero, or None when it is positive all over."""
        from scipy.optimize import brentq

        low, high, level = self.problem.low, self.problem.high, float(self._probes[1][0, k])

        def point(multiplier: float) -> Array:
            return np.clip(-multiplier * gradient, low, high)

        active = gradient != 0
        if level <= 0:
            return np.zeros(len(gradient))
        if not active.any() or level + gradient @ np.where(gradient > 0, low, high) > 0:
            return None
        most = np.max(np.where(gradient > 0, -low, high)[active] / np.abs(gradient[active]))
        free = -level / (gradient @ gradient) * gradient
        if ((free >= low) & (free <= high)).all():
            return np.asarray(free)
        end = point(most)
        if level + gradient @ end >= 0:  # by rounding alone: the corner where the slack is least touches zero
            return end
        multiplier = brentq(lambda m: level + gradient @ point(m), 0, most, xtol=TINY)
        return point(multiplier)

    def _searched(self, curved: Sequence[int]) -> list[Break]:
        """Return the nearest point found for each inequality that is not affine and not far away."""
        if not curved:
            return []
        rays = self.problem.rays
        wanted = np.zeros((len(rays), len(self.problem.owners())), dtype=bool)
        wanted[:, list(curved)] = True
        by_length = sorted(self._crossings(rays, wanted), key=_length)
        starts = {k: [each for each in by_length if each.inequality == k] for k in curved}
        best = {k: own[0] for k, own in starts.items() if own}
        for attempt, far in enumerate(_FAR):
            within = far * min(map(_length, best.values()), default=0.0)
            near = [
                starts[k][attempt] for k, each in best.items() if _length(each) <= within and len(starts[k]) > attempt
            ]
            for each in self._refined(near):
                best[each.inequality] = min(best[each.inequality], each, key=_length)
        return [Break(k, each.z, exact=False) for k, each in best.items()]

    def _refined(self, starts: Sequence[_Crossing]) -> list[_Crossing]:
        """Return points of the surfaces near which the optimiser stops, on their own rays: it stops a little beside."""
        stops = []
        for k, start in starts:
            stop = self.problem.nearest(start, self._gives_way(k))
            if (length := float(np.linalg.norm(stop))) > 0:
                stops.append(_Crossing(k, stop / length))
        if not stops:
            return []
        wanted = np.zeros((len(stops), len(self.problem.owners())), dtype=bool)
        wanted[np.arange(len(stops)), [each.inequality for each in stops]] = True
        return self._crossings(np.stack([each.z for each in stops]), wanted)

    def _gives_way(self, k: int) -> Callable[[Array], Array]:
        """Return how far beyond giving way an inequality is at points, ``(points, 1)``."""
        owners = self.problem.owners()
        own = k - owners.index(owners[k])
        return lambda z: -self.problem.slacks(z, self.index, owners[k])[:, [own]]

    def _crossings(self, rays: Array, wanted: Array) -> list[_Crossing]:
        """Return where rays first meet the surfaces ``wanted`` of them ``(rays, inequalities)``, the nearest ones."""
        steps, room = np.linspace(0, 1, STEPS + 1), self.problem.room(rays)
        points = rays[:, None, :] * (room[:, None] * steps)[..., None]
        values = self.problem.slacks(points.reshape(-1, rays.shape[1]), self.index)
        below = (values <= 0).reshape(len(rays), len(steps), -1)
        first = below.argmax(axis=1)
        pairs = np.argwhere(below.any(axis=1) & wanted)
        low, high = (room[pairs[:, 0]] * steps[np.maximum(first[tuple(pairs.T)] - back, 0)] for back in (1, 0))
        near = [
            at[nearest_brackets(low[at], high[at], REFINED)]
            for at in (np.flatnonzero(pairs[:, 1] == k) for k in np.unique(pairs[:, 1]))
        ]
        at = np.concatenate(near) if near else np.zeros(0, dtype=int)
        own, which = rays[pairs[at, 0]], pairs[at, 1]

        def holds(t: Array) -> Array:
            return np.asarray(self.problem.slacks(t[:, None] * own, self.index)[np.arange(len(t)), which] > 0)

        ends = turning_points(low[at], high[at], holds) if len(at) else np.zeros(0)
        return [_Crossing(int(k), t * ray) for k, t, ray in zip(which, ends, own, strict=True)]
