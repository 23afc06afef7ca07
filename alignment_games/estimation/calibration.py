"""Calibration: whether what is given a chance of so much happens that often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.signatures import as_annotated
from alignment_games.states.arguments import checked


@dataclass(frozen=True)
class CalibrationGroup:
    """Chances of like size: how many, the chance given on average, the share that came true.

    ``error``: the standard deviation that the share has where the chances are right.
    """

    sample: str
    count: int
    given: float
    share: float
    error: float


@as_annotated()
def calibration(sample: str, given: Array, came_true: Array, groups: int = 10) -> tuple[CalibrationGroup, ...]:
    """Return groups of rising chances, about as many events expected in each; fewer where chances are ties or few.

    ``given``: chances from 0 to 1, ``came_true``: truth values, both of shape (n,).

    >>> for group in calibration("coins", np.array([0.5, 0.5, 1.0]), np.array([True, False, True]), groups=2):
    ...     print(group.count, group.given, group.share, round(group.error, 3))
    2 0.5 0.5 0.354
    1 1.0 1.0 0.0
    """
    given, came_true = np.asarray(checked(given, "given", low=0, high=1)), np.asarray(came_true, dtype=bool)
    if given.ndim != 1 or given.shape != came_true.shape:
        raise InvalidModelError(f"came_true: expected one truth value for each of {given.size} chances")
    order = np.argsort(given, kind="stable")
    before = np.cumsum(given[order]) - given[order]
    whole = float(given.sum())
    place = np.minimum((before / whole * groups).astype(int), groups - 1) if whole else np.zeros(len(given), dtype=int)
    _, first = np.unique(given[order], return_index=True)  # equal chances stay together
    place = place[first][np.searchsorted(given[order][first], given[order])]
    found = []
    for k in np.unique(place):
        rows = order[place == k]
        chance = given[rows]
        error = float(np.sqrt((chance * (1 - chance)).sum())) / len(rows)
        found.append(CalibrationGroup(sample, len(rows), float(chance.mean()), float(came_true[rows].mean()), error))
    return tuple(found)
