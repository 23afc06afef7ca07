"""Expected payoffs of a game of sums against mixed play, over every sum that can occur.

Exact up to rounding. Equal sums are merged, so that many states are no trouble where their amounts are alike, or
where few of them mix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.sums.game_sums import GameSums, InScales, over_others

#: Sums closer than this share of the largest one are the same.
_SAME = 2e-14


@dataclass(frozen=True, eq=False)
class PointPlay(InScales):
    """Expected payoffs against play of shape (n, m), unless more than ``most_points`` sums can occur."""

    most_points: int

    def values(self, play: Array) -> Array | None:
        """Return the expected payoffs of all actions, shape (n, m), or None where too many sums can occur."""
        mixing = mixers(self.sums, play)
        everyone = sums_of(self.sums, play, mixing, self.most_points)
        sure = others_for_sure(self.sums, play)
        values = np.zeros(play.shape)
        for i in range(len(play)):
            others = [j for j in mixing if j != i]
            found = sums_of(self.sums, play, others, self.most_points) if i in mixing else everyone
            if everyone is None or found is None:
                return None
            points, chances = found
            points = (points + sure[:, i, None])[:, None]
            payoffs = self.sums.bounds(np.array([i]), points, points)[0][0] - self.floors[i]
            values[i] = chances @ np.where(self.sums.offered[i], payoffs, 0) / self.scales[i]
        return values


def mixers(sums: GameSums, play: Array) -> list[int]:
    """Return the states that mix, those whose amounts are alike next to one another."""
    mixing = np.flatnonzero((play != 0).sum(axis=1) > 1).tolist()
    return sorted(mixing, key=lambda i: tuple(sums.amounts[:, i].max(axis=1)))


def others_for_sure(sums: GameSums, play: Array) -> Array:
    """Return, for each state, what those of the others put in who do not mix, shape (d, n)."""
    mixing = (play != 0).sum(axis=1) > 1
    put_in = np.take_along_axis(sums.amounts, play.argmax(axis=1)[None, :, None], axis=2)[..., 0]
    return over_others(np.where(mixing, 0, put_in))


def sums_of(sums: GameSums, play: Array, who: Sequence[int], most: int) -> tuple[Array, Array] | None:
    """Return the sums that these states may put in (d, r) and their chances (r,), or None for more than ``most``."""
    points, chances = np.zeros((len(sums.amounts), 1)), np.ones(1)
    unit = max(float(np.where(sums.offered, sums.amounts, 0).sum()) * _SAME, np.finfo(float).tiny)
    for i in who:
        used = np.flatnonzero(play[i])
        points = (points[:, :, None] + sums.amounts[:, i][:, None, used]).reshape(len(points), -1)
        points, chances = _merged(points, np.outer(chances, play[i, used]).ravel(), unit)
        if len(chances) > most:
            return None
    return points, chances


def _merged(points: Array, chances: Array, unit: float) -> tuple[Array, Array]:
    """Return the points that differ by more than rounding, with their chances added up."""
    keys = np.round(points / unit)
    order = np.lexsort(keys)
    new = np.r_[True, (np.diff(keys[:, order], axis=1) != 0).any(axis=0)]
    first = np.flatnonzero(new)
    return points[:, order[first]], np.add.reduceat(chances[order], first)
