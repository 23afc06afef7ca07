"""Which larger region of a phase diagram another is most like, and what is different there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.sweeps.grids.grid_answers import Labels
from alignment_games.sweeps.grids.phase_regions import Region


@dataclass(frozen=True)
class Difference:
    """What a region has and has not, beside a larger one.

    ``place``: of the larger one, among those given. ``profiles``: its equilibria; of them the region has all but
    ``gone``, and beside them those that are ``new``.
    """

    place: int
    profiles: tuple[Labels, ...]
    new: tuple[Labels, ...]
    gone: tuple[Labels, ...]


def difference(region: Region, larger: Sequence[Region]) -> Difference | None:
    """Return what is different from the larger region that is most like it; None where none has an equilibrium.

    A neighbour before any other, then the one whose equilibria are nearest, then the one with the longest border.
    """
    candidates = [k for k, other in enumerate(larger) if other.profiles]
    if not candidates:
        return None

    def order(k: int) -> tuple[bool, int, int]:
        border = _border(region.mask, larger[k].mask)
        apart = sum(_distance(profile, nearest(profile, larger[k].profiles)) for profile in region.profiles)
        return border == 0, apart, -border

    place = min(candidates, key=order)
    old = tuple(larger[place].profiles)
    new = tuple(profile for profile in region.profiles if profile not in old)
    return Difference(place, old, new, tuple(profile for profile in old if profile not in region.profiles))


def nearest(profile: Labels, others: Sequence[Labels]) -> Labels:
    """Return the profile of others in which the fewest players do something else, the first of them."""
    return min(others, key=lambda other: _distance(profile, other))


def _distance(one: Labels, other: Labels) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _border(one: Array, other: Array) -> int:
    """Return at how many places points of the two regions are neighbours on the grid."""
    count = 0
    for axis in range(one.ndim):
        low, high = (np.take(one, range(*cut), axis=axis) for cut in ((0, one.shape[axis] - 1), (1, one.shape[axis])))
        left, right = (
            np.take(other, range(*cut), axis=axis) for cut in ((0, one.shape[axis] - 1), (1, one.shape[axis]))
        )
        count += int((low & right).sum() + (high & left).sum())
    return count
