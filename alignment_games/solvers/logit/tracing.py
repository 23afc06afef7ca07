r"""A path of logit responses while it is followed: its steps, the singular points on the way, the principal branch.

*Bifurcations.* At a fold and at a branch point the derivative of F with respect to l, over all actions, is
singular. The number of its negative real eigenvalues is compared from step to step; a change is bisected, and
kept when the smallest singular value is zero there (two real eigenvalues may also meet and turn complex).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.solvers.logit.homotopy import HomotopySystem, Point, Singularity

#: Arc length of the first step, and by how much steps may grow and shrink.
FIRST_STEP, GROWTH, SHRINKAGE, SHORTEST_STEP = 0.05, 2.0, 0.4, 1e-9
#: From this rate on, in units of the payoff range, a branch that cannot be followed has vanished in rounding.
SHARP = 1e3
#: Smallest singular value that counts as zero at a located bifurcation, where one bisects to 1e-13.
SINGULAR = 1e-6


@dataclass
class Trace:
    """A path while it is followed: its points, the singular points met, and whether it reached its end.

    ``locate``: bisect for the singular points, which takes most of the time of a path that has many.
    ``caution``: shortens the steps.
    """

    system: HomotopySystem
    points: list[Point]
    singularities: list[Singularity]
    locate: bool = True
    caution: float = 1.0
    finished: bool = False

    def follow(self, last_rate: float, most_steps: int, tick: Callable[[int, int | None], None]) -> None:
        """Go on until the rate passes the last one, or comes back below zero, or steps run out."""
        if not last_rate >= 0:
            raise InvalidModelError(f"last_rate must be a number of at least 0, got {last_rate}")
        length = FIRST_STEP
        while len(self.points) <= most_steps and length > SHORTEST_STEP:
            here = self.points[-1]
            there = self.system.step(here, length, self.caution, lambda: tick(len(self.points), None))
            if there is None:
                length *= SHRINKAGE
                continue
            if self.locate and there.negative != here.negative:
                self._locate(here, length, there)
            self.points.append(there)
            length *= GROWTH
            self.finished = there.rate >= last_rate or there.rate < 0
            if self.finished:
                return

    def _locate(self, here: Point, length: float, there: Point) -> None:
        """Bisect the arc between two points for each change in the number of negative eigenvalues."""
        low, high, target = 0.0, length, there.negative
        best = there
        for _ in range(45):
            middle = (low + high) / 2
            found = self.system.step(here, middle)
            if found is None or found.negative == target:
                high, best = middle, found or best
            else:
                low = middle
            if high - low < 1e-14 * max(1.0, length):
                break
        singular = self._classify(best)
        if singular is not None:
            self.singularities.append(singular)

    def _classify(self, point: Point) -> Singularity | None:
        """Tell a fold, where the rate turns, from a point where branches meet; None when not singular."""
        _, inner, slope = point.responses
        left, values, right = np.linalg.svd(inner)
        null = values < SINGULAR * max(1.0, values[0])
        if not null.any():
            return None
        fold = bool(np.abs(left[:, null].T @ slope).max() > 1e-4 * np.linalg.norm(slope))
        return Singularity(point, fold, right[null])


def principal_branch(
    system: HomotopySystem,
    last_rate: float,
    most_steps: int,
    tick: Callable[[int, int | None], None],
    *,
    locate: bool = True,
    begun: list[Trace] | None = None,
) -> Trace:
    """Return the branch that starts at rate zero, where there is one solution only.

    It cannot come back there, nor go in circles; a trace that does has jumped to another branch and is done again
    with shorter steps. Each trace is added to ``begun`` before it is followed, so that an interrupted run keeps its
    points.
    """
    begun = [] if begun is None else begun
    for caution in (1.0, 5.0, 25.0):
        trace = Trace(system, [system.start()], [], locate, caution)
        begun.append(trace)
        trace.follow(last_rate, most_steps, tick)
        end = trace.points[-1].rate
        trace.finished = trace.finished and end >= 0
        if trace.finished or end > SHARP:
            break
    return trace
