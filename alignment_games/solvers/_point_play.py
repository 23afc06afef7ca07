"""Expected payoffs of a game of sums against mixed play, over every sum that can occur.

Exact up to rounding. Equal sums are merged, so that many states are no trouble where their amounts are alike, or
where few of them mix.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games.solvers._sums import Array, GameSums, over_others

#: Sums closer than this share of the largest one are the same.
_SAME = 1e-13


@dataclass(frozen=True, eq=False)
class PointPlay:
    """Expected payoffs, in ``scales`` above ``floors`` (n,) each, against play of shape (n, m)."""

    sums: GameSums
    floors: Array
    scales: Array
    most_points: int

    def values(self, play: Array) -> Array | None:
        """Return the expected payoffs of all actions, shape (n, m), or None where too many sums can occur."""
        mixing = (play != 0).sum(axis=1) > 1
        sure = np.where(mixing, 0, np.take_along_axis(self.sums.amounts, play.argmax(axis=1)[None, :, None], 2)[..., 0])
        others_sure = over_others(sure)
        everyone = self._sums_of(play, np.flatnonzero(mixing))
        if everyone is None:
            return None
        values = np.zeros(play.shape)
        for i in range(len(play)):
            mixers = np.flatnonzero(mixing & (np.arange(len(play)) != i))
            found = self._sums_of(play, mixers) if mixing[i] else everyone
            if found is None:
                return None
            points, chances = found
            points = (points + others_sure[:, i, None])[:, None]
            payoffs = self.sums.bounds(np.array([i]), points, points)[0][0] - self.floors[i]
            values[i] = chances @ np.where(self.sums.offered[i], payoffs, 0) / self.scales[i]
        return values

    def _sums_of(self, play: Array, who: Array) -> tuple[Array, Array] | None:
        """Return the sums that these states may put in (d, r) and their chances (r,), those alike added first."""
        amounts = self.sums.amounts
        points, chances = np.zeros((len(amounts), 1)), np.ones(1)
        for i in sorted(who.tolist(), key=lambda i: tuple(amounts[:, i].max(axis=1))):
            used = np.flatnonzero(play[i])
            points = (points[:, :, None] + amounts[:, i][:, None, used]).reshape(len(amounts), -1)
            points, chances = self._merged(points, np.outer(chances, play[i, used]).ravel())
            if len(chances) > self.most_points:
                return None
        return points, chances

    def _merged(self, points: Array, chances: Array) -> tuple[Array, Array]:
        """Return the different points with their chances added up."""
        unit = max(float(np.where(self.sums.offered, self.sums.amounts, 0).sum()) * _SAME, np.finfo(float).tiny)
        keys = np.round(points / unit)
        order = np.lexsort(keys)
        new = np.r_[True, (np.diff(keys[:, order], axis=1) != 0).any(axis=0)]
        first = np.flatnonzero(new)
        return points[:, order[first]], np.add.reduceat(chances[order], first)
