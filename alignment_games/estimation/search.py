"""The largest likelihood, from many starts: which end is the highest, and how many climbs agree on it.

Likelihoods of quantal response have several maxima at high rates. So climbs begin where threat weights are 0, where
they are 1, and at the likeliest of points spread evenly over a box about the theory's start. Unless three or more end
at one maximum and none elsewhere, the lines through the highest end along each weight are looked over, and the search
goes on from what is higher there, until nothing is. One climb alone is one climb and no more.

A climb that ends at the edge of a jump has stopped where the step uphill leads over it, while the likelihood may be
higher beyond, or further along the edge. So points about such an end are looked over too, on either side, at
distances from an error to a hundredth of one, and the search goes on from the highest. Each such round may end a little
further along the edge, so there are few of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.climbing import FLAT, Peak, arrive
from alignment_games.estimation.objective import Objective
from alignment_games.text.numbers import decimals

#: Called with the climbs done and, where known, those in all.
Progress = Callable[[int, int | None], None]

#: Climbs to begin with.
CLIMBS = 4
#: Points looked at for starts, and half the sides of the box that holds them: log rate or scale, weights, costs.
_SPREAD, _SIDES = 16, {"log": 1.5, "weight": 2.0, "cost": 1.5}
#: Where the lines along each weight are looked over, and how closely about the highest point on them.
_SURVEYED, _CLOSELY = np.linspace(-3, 5, 17), np.linspace(-0.4, 0.4, 9)
#: Points about the edge of a jump: how far off in errors, and in how many directions; from how many edges at most.
_ABOUT, _DIRECTIONS, _EDGES = (1.0, 0.3, 0.1, 0.03, 0.01), 12, 5
#: So many climbs to one maximum, and to no other, are enough.
_ENOUGH = 3
#: Log likelihoods this close are of one maximum; a higher one has to be higher by as much.
_SAME = 1e-6


@dataclass(frozen=True)
class Search:
    """What climbs reached: of ``climbs``, how many ended at the highest maximum, lower or at a jump, or nowhere.

    ``second``: the log likelihood of the next maximum below, NaN where all climbs that ended agree or it is not known.
    """

    climbs: int
    highest: int
    lower: int
    nowhere: int
    second: float

    def __str__(self) -> str:
        words = [f"{self.highest} of {self.climbs} climbs ended there"]
        if self.lower:
            at = "" if math.isnan(self.second) else f", the next at {decimals(self.second, 2)}"
            words.append(f"{self.lower} lower{at}")
        if self.nowhere:
            words.append(f"{self.nowhere} nowhere")
        return ", ".join(words)


def highest(
    objective: Objective,
    start: Sequence[float] | Array | None = None,
    *,
    climbs: int = CLIMBS,
    progress: Progress | None = None,
) -> tuple[Peak, Search]:
    """Return the highest end of the climbs from a start, or from ``climbs`` starts, and what all of them reached.

    Raises NotConvergedError where no climb ends.
    """
    starts = _starts(objective, climbs) if start is None else [_given(objective, start)]
    ends: list[Peak] = []
    looked_over: Peak | None = None
    reason, done, known, edges = "", 0, len(starts), 0
    while starts:
        try:
            ends.append(arrive(objective, starts.pop(0)))
        except NotConvergedError as error:
            reason = str(error)
        done += 1
        if progress:
            progress(done, known + 1)
        best = max(ends, key=lambda end: end.likelihood, default=None)
        if not starts and best is not None and (looked_over is None or best.likelihood > looked_over.likelihood):
            looked_over, edges = best, edges + best.jump
            if edges <= _EDGES:
                starts = _further(objective, best, sure=climbs == 1 or _agree(ends, done))
            known += len(starts)
    if looked_over is None:
        raise NotConvergedError(f"the search for the likeliest parameters did not end: {reason}")
    if progress:
        progress(known + 1, known + 1)
    return looked_over, _tally(ends, looked_over, done)


def _agree(ends: Sequence[Peak], climbs: int) -> bool:
    """Return whether so many climbs ended at one maximum, and no other, that it need not be doubted."""
    heights = [end.likelihood for end in ends]
    return len(ends) == climbs >= _ENOUGH and max(heights) - min(heights) < _SAME


def _given(objective: Objective, start: Sequence[float] | Array) -> Array:
    names = objective.theory.names
    found = np.asarray(start, dtype=float)
    if found.shape != (len(names),) or not np.isfinite(found).all():
        raise InvalidModelError(f"start needs a finite number for each of {', '.join(names)}, got {start}")
    return found / objective.units


def _tally(ends: Sequence[Peak], best: Peak, climbs: int) -> Search:
    below = [end.likelihood for end in ends if end.likelihood < best.likelihood - _SAME]
    return Search(climbs, len(ends) - len(below), len(below), climbs - len(ends), max(below, default=np.nan))


def _starts(objective: Objective, climbs: int) -> list[Array]:
    """Return where climbs begin: threat weights of 0 and of 1, then the likeliest of points spread evenly."""
    if isinstance(climbs, bool) or not isinstance(climbs, int) or climbs < 1:
        raise InvalidModelError(f"climbs must be a whole number of at least 1, got {climbs}")
    names = objective.theory.names
    weights = _weights(objective)
    found = [objective.middle, *([objective.middle + weights] if weights.any() else [])][:climbs]
    if climbs > len(found) and names:
        sides = np.array([_SIDES[name.split()[0]] for name in names])
        spread = 2 * _evenly(_SPREAD, len(names)) - 1
        points = np.clip(objective.middle + weights / 2 + spread * sides, objective.low, objective.high)
        heights = objective.values(points)
        likeliest = np.argsort(-heights, kind="stable")[: climbs - len(found)]
        found += [points[k] for k in likeliest if np.isfinite(heights[k])]
    return found


def _evenly(count: int, dimensions: int) -> Array:
    """Return points spread evenly over the unit cube: the multiples of roots of primes, less their whole parts."""
    candidates = np.arange(2, 20 * (dimensions + 2))
    primes = candidates[[all(k % d for d in range(2, int(k**0.5) + 1)) for k in candidates.tolist()]][:dimensions]
    return np.outer(np.arange(1, count + 1), np.sqrt(primes)) % 1


def _weights(objective: Objective) -> Array:
    return np.array([name.startswith("weight") for name in objective.theory.names], dtype=bool)


def _further(objective: Objective, best: Peak, *, sure: bool) -> list[Array]:
    """Return where to go on from an end: from what is higher along the weights unless it is sure, and about a jump."""
    return [
        *([] if sure else _higher(objective, best)),
        *(_beside_the_jump(objective, best) if best.jump else []),
    ]


def _higher(objective: Objective, best: Peak) -> list[Array]:
    """Return the highest point found on the lines along each weight through an end, if it is higher than the end."""
    point = best.parameters / best.units
    columns = np.flatnonzero(_weights(objective))
    if not columns.size:
        return []
    point, _, aside = _along(objective, point, _SURVEYED[:, None] - point[columns])
    if aside <= _SURVEYED[1] - _SURVEYED[0]:  # the highest place on the lines is the end itself
        return []
    point, height, _ = _along(objective, point, np.repeat(_CLOSELY[:, None], len(columns), axis=1))
    return [point] if height > best.likelihood + _SAME else []


def _beside_the_jump(objective: Objective, best: Peak) -> list[Array]:
    """Return the highest of points about the edge of a jump, on either side, if it is higher than the end there."""
    point, free = best.parameters / best.units, best.free
    values, directions = np.linalg.eigh(best.curvature()) if np.isfinite(best.hessian).all() else (np.ones(0),) * 2
    error = directions / np.sqrt(values) if len(values) and values.min() > FLAT else 0.1 * np.eye(int(free.sum()))
    spread = 2 * _evenly(_DIRECTIONS, int(free.sum())) - 1
    spread /= np.linalg.norm(spread, axis=1, keepdims=True)
    points = np.repeat(point[None], len(_ABOUT) * _DIRECTIONS, axis=0)
    points[:, free] += np.concatenate([far * spread for far in _ABOUT]) @ error.T
    heights = objective.values(np.clip(points, objective.low, objective.high))
    top = int(heights.argmax())
    return [points[top]] if heights[top] > best.likelihood + _SAME else []


def _along(objective: Objective, point: Array, gaps: Array) -> tuple[Array, float, float]:
    """Return the highest point on lines through another along each weight, its value, and how far off it lies.

    ``gaps``: how far to look, one column for each weight.
    """
    columns = np.flatnonzero(_weights(objective))
    points = np.repeat(point[None], gaps.size, axis=0)
    points[np.arange(gaps.size), np.tile(columns, len(gaps))] += gaps.ravel()
    values = objective.values(points)
    top = int(values.argmax())
    return points[top], float(values[top]), float(abs(gaps.ravel()[top]))
