r"""Expected payoffs of a threshold game against mixed play, from the sums of two halves of the states.

With the sums of one half sorted once, the chance that the two halves together reach what is required is, for
each sum l of the other half, a tail of the first one's distribution: 2 * 2^(n/2) sums in the place of 2^n. For a
pair of states i, j the four chances

.. math:: Q_{ij}(a, b) = P\Big(s_{ia} + s_{jb} + \sum_{k \ne i, j} s_k(x_k) \ge \text{least}\Big)

are all that the expected payoffs and their derivatives need. Exact up to rounding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import ClassVar

import numpy as np

from alignment_games.solvers._sums import Array
from alignment_games.solvers._threshold_sums import ThresholdSums


@dataclass(frozen=True, eq=False)
class HalvesPlay:
    """Expected payoffs, in ``scales`` above ``floors`` (n,) each, against play of shape (n, 2)."""

    exact: ClassVar[bool] = True

    sums: ThresholdSums
    floors: Array
    scales: Array

    @cached_property
    def _middle(self) -> int:
        return len(self.sums.offered) // 2

    @cached_property
    def _tails(self) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
        """For each half, the order of its sums and, for each sum of the other, where those that suffice begin."""
        halves = self.sums.amounts[0, : self._middle], self.sums.amounts[0, self._middle :]
        left, right = (reduce(np.add.outer, half).ravel() for half in halves)
        return _tail(left, self.sums.least - right), _tail(right, self.sums.least - left)

    def values(self, play: Array) -> Array:
        """Return the expected payoffs of both actions, shape (n, 2)."""
        return self.derivatives(play)[0]

    def derivatives(self, play: Array) -> tuple[Array, Array]:
        """Return the expected payoffs (n, 2), and their derivatives with respect to the play, (n, 2, n, 2)."""
        held = self._pairs(play)
        payoffs = held * self.sums.benefits[..., None, None] - self.sums.costs[:, None, :, None]
        payoffs = (payoffs - np.reshape(self.floors, (-1, 1, 1, 1))) / np.reshape(self.scales, (-1, 1, 1, 1))
        n = len(play)
        payoffs[np.arange(n), np.arange(n)] = 0
        other = (np.arange(n) + 1) % n
        values = np.einsum("iab,ib->ia", payoffs[np.arange(n), other], play[other])
        return values, payoffs.swapaxes(1, 2)

    def _pairs(self, play: Array) -> Array:
        """Return the chances Q that the threat is held given what two states do, shape (n, n, 2, 2)."""
        k, (left, right) = self._middle, self._tails
        ours, theirs = play[:k], play[k:]
        held = np.empty((len(play), len(play), 2, 2))
        reach = _reach(right, np.c_[_joint(theirs), _joints_given_the_rarer(theirs)])
        held[:k, :k] = _within(reach[:, 0], ours)
        held[k:, k:] = _within(_reach(left, _joint(ours)[:, None])[:, 0], theirs)
        lines = _lines(reach, ours)  # (k, 2, 1 + n - k): the mean, and that given the rarer action of each of theirs
        rarer = theirs.argmin(axis=1)
        chance, rest = theirs.min(axis=1), theirs.max(axis=1)  # rest is a half at least: dividing by it is safe
        across = np.empty((k, 2, len(theirs), 2))
        every = np.arange(len(theirs))
        across[:, :, every, rarer] = lines[..., 1:]
        across[:, :, every, 1 - rarer] = (lines[..., :1] - chance * lines[..., 1:]) / rest
        held[:k, k:] = across.transpose(0, 2, 1, 3)
        held[k:, :k] = across.transpose(2, 0, 3, 1)
        return held


def _tail(own: Array, needed: Array) -> tuple[Array, Array]:
    order = np.argsort(own, kind="stable")
    return order, np.searchsorted(own[order], needed)


def _reach(tail: tuple[Array, Array], chances: Array) -> Array:
    """Return the chance that one half brings what the other lacks, for each of the other's sums: (sums, columns)."""
    order, begin = tail
    from_here = np.zeros((len(order) + 1, chances.shape[1]))
    np.cumsum(chances[order[::-1]], axis=0, out=from_here[1:])
    reached: Array = from_here[len(order) - begin]
    return reached


def _joint(play: Iterable[Array]) -> Array:
    """Return the chances of all combinations of actions, the last state's changing fastest."""
    return reduce(lambda joint, own: np.outer(joint, own).ravel(), play, np.ones(1))


def _joints_given_the_rarer(play: Array) -> Array:
    """Return the chances of all combinations given that one state takes its rarer action: a column for each state."""
    k = len(play)
    joints = np.zeros((2**k, k))
    for j, rarer in enumerate(play.argmin(axis=1)):
        joints.reshape(2**j, 2, -1, k)[:, rarer, :, j] = np.outer(_joint(play[:j]), _joint(play[j + 1 :]))
    return joints


def _lines(tables: Array, play: Array) -> Array:
    """Return the means of tables (combinations, columns) over all states' actions but one's: (states, 2, columns)."""
    result = np.empty((len(play), 2, tables.shape[1]))
    for j, own in enumerate(play):
        parts = tables.reshape(2, -1, tables.shape[1])
        result[j] = _joint(play[j + 1 :]) @ parts
        tables = own[0] * parts[0] + own[1] * parts[1]
    return result


def _within(table: Array, play: Array) -> Array:
    """Return the means of a table over all combinations but for two states' actions: (states, states, 2, 2)."""
    result = np.zeros((len(play), len(play), 2, 2))
    for i, own in enumerate(play):
        parts = table.reshape(2, -1)
        later = _lines(parts.T, play[i + 1 :])
        result[i, i + 1 :] = later.transpose(0, 2, 1)
        result[i + 1 :, i] = later
        table = own @ parts
    return result
