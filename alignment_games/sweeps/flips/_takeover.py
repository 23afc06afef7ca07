"""Where another equilibrium is selected though the predicted one stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.sweeps._pure import NONE
from alignment_games.sweeps.flips._break import REFINED
from alignment_games.sweeps.flips._problem import STEPS, FlipProblem, Index, nearest_brackets, turning_points
from alignment_games.sweeps.selection import Selection

#: How far beyond the end of another equilibrium the selection is asked, as a share of the way.
_BEYOND = 1e-4


@dataclass(frozen=True, eq=False)
class Takeovers:
    """The points where the selection leaves one pure profile for another."""

    problem: FlipProblem
    index: Index
    select: Selection

    def nearest(self, within: float) -> tuple[Array, Index] | None:
        """Return the nearest such point found, nearer than ``within``, and the profile that takes over; or None."""
        rays, low, high, others = self._turned(within)
        near = [
            at[nearest_brackets(low[at], high[at], REFINED)]
            for at in (np.flatnonzero(others == other) for other in dict.fromkeys(others.tolist()))
        ]
        if not near:
            return None
        at = np.concatenate(near)
        points = self._turns(rays[at], low[at], high[at])
        order = [k for own in near for k in self._shortest(points, np.flatnonzero(np.isin(at, own)))]
        points, others = points[order], others[at][order]
        drawn = self._drawn_in(points, others)
        best = int(np.linalg.norm(drawn, axis=1).argmin())
        return drawn[best], self.problem.unravelled(int(others[best]))

    @staticmethod
    def _shortest(points: Array, at: Array) -> list[int]:
        return [int(k) for k in at[np.argsort(np.linalg.norm(points[at], axis=1), kind="stable")][:REFINED]]

    def _turned(self, within: float) -> tuple[Array, Array, Array, Array]:
        """Return the rays along which another profile is selected, between which lengths that begins, and which."""
        problem, steps = self.problem, np.linspace(0, 1, STEPS + 1)
        lengths = np.minimum(problem.room(problem.rays), within * (1 - 1e-9))
        points = problem.rays[:, None, :] * (lengths[:, None] * steps[1:])[..., None]
        chosen = problem.selected(points.reshape(-1, points.shape[2]), self.select).reshape(points.shape[:2])
        turned = (chosen != problem.position(self.index)) & (chosen != NONE)
        at = np.flatnonzero(turned.any(axis=1) & (lengths > 0))
        first = turned[at].argmax(axis=1)
        low, high = (lengths[at] * steps[first + k] for k in (0, 1))
        return problem.rays[at], low, high, chosen[at, first]

    def _turns(self, rays: Array, low: Array, high: Array) -> Array:
        """Return the points of rays, between two lengths, where the selection leaves the predicted profile."""
        own = self.problem.position(self.index)

        def stays(t: Array) -> Array:
            return np.asarray(self.problem.selected(t[:, None] * rays, self.select) == own)

        return np.asarray(turning_points(low, high, stays)[:, None] * rays)

    def _drawn_in(self, points: Array, others: Array) -> Array:
        """Return the points moved towards the start as far as the other equilibrium lasts, if selected there."""
        problem, drawn = self.problem, points.copy()
        indices = map(problem.unravelled, others.tolist())
        stops = [problem.nearest(z, problem.slacks_of(index)) for z, index in zip(points, indices, strict=True)]
        lengths, limits = np.linalg.norm(stops, axis=1), np.linalg.norm(points, axis=1)
        at = np.flatnonzero((lengths > 0) & (lengths < limits))
        if len(at):
            rays = np.stack(stops)[at] / lengths[at, None]
            beyond = np.minimum(lengths[at] * (1 + _BEYOND), problem.room(rays))
            selected = problem.selected(beyond[:, None] * rays, self.select) == others[at]
            nearer = self._turns(rays, np.zeros(len(at)), beyond)
            better = selected & (np.linalg.norm(nearer, axis=1) < limits[at])
            drawn[at[better]] = nearer[better]
        return drawn
