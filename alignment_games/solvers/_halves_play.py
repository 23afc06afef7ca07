r"""Expected payoffs of a threshold game against mixed play, from the sums of two halves of the states.

With the sums of one half sorted once, the chance that the two halves together reach what is required is, for
each sum l of the other half, a tail of the first one's distribution: 2 * 2^(n/2) sums in the place of 2^n. For a pair of
states i, j the four chances

.. math:: Q_{ij}(a, b) = P\Big(s_{ia} + s_{jb} + \sum_{k \ne i, j} s_k(x_k) \ge \text{least}\Big)

are all that the expected payoffs and their derivatives need. Exact up to rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from alignment_games.solvers._sums import Array
from alignment_games.solvers._threshold_sums import ThresholdSums


@dataclass(frozen=True, eq=False)
class HalvesPlay:
    """Expected payoffs, in ``scales`` above ``floors`` (n,) each, against play of shape (n, 2)."""

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
        held[:k, :k] = _within(_reach(right, _joint(theirs)[None])[0], ours)
        held[k:, k:] = _within(_reach(left, _joint(ours)[None])[0], theirs)
        given = [_joint([*theirs[:j], pure, *theirs[j + 1 :]]) for j in range(len(theirs)) for pure in np.eye(2)]
        across = _lines(_reach(right, np.array(given)), ours).reshape(len(theirs), 2, k, 2)
        held[:k, k:] = across.transpose(2, 0, 3, 1)
        held[k:, :k] = across.transpose(0, 2, 1, 3)
        return held


def _tail(own: Array, needed: Array) -> tuple[Array, Array]:
    order = np.argsort(own, kind="stable")
    return order, np.searchsorted(own[order], needed)


def _reach(tail: tuple[Array, Array], chances: Array) -> Array:
    """Return the chance that one half brings what the other lacks, for each of the other's sums: (rows, sums)."""
    order, begin = tail
    from_here = np.zeros((len(chances), len(order) + 1))
    from_here[:, :-1] = np.cumsum(chances[:, order[::-1]], axis=1)[:, ::-1]
    return from_here[:, begin]


def _joint(play: Sequence[Array]) -> Array:
    """Return the chances of all combinations of actions, the last state's changing fastest."""
    return reduce(lambda joint, own: np.outer(joint, own).ravel(), play, np.ones(1))


def _lines(tables: Array, play: Array) -> Array:
    """Return the means of tables over all combinations but for one state's actions: (rows, states, 2)."""
    result = np.empty((len(tables), len(play), 2))
    for j, own in enumerate(play):
        parts = tables.reshape(len(tables), 2, -1)
        result[:, j] = parts @ _joint(play[j + 1 :])
        tables = np.tensordot(parts, own, axes=(1, 0))
    return result


def _within(table: Array, play: Array) -> Array:
    """Return the means of a table over all combinations but for two states' actions: (states, states, 2, 2)."""
    result = np.zeros((len(play), len(play), 2, 2))
    for i, own in enumerate(play):
        parts = table.reshape(2, -1)
        later = _lines(parts, play[i + 1 :])
        result[i, i + 1 :] = later.transpose(1, 0, 2)
        result[i + 1 :, i] = later.transpose(1, 2, 0)
        table = own @ parts
    return result
