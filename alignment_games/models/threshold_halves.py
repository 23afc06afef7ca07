r"""Expected payoffs of a threshold game against mixed play, from the sums of two halves of the states.

With the sums of one half sorted once, the chance that the two halves together reach what is required is, for
each sum l of the other half, a tail of the first one's distribution: 2 * 2^(n/2) sums in the place of 2^n.

The chance F that the threat is held is linear in the play of each state, so that, with D the derivatives by the
change from passing the buck to balancing, the chances given what two states i, j do are

.. math::

   Q_{ij}(a, b) = \frac{F + s_{ia} D_i + s_{jb} D_j + s_{ia} s_{jb} D_{ij}}{\sum_c x_i(c) \sum_c x_j(c)}, \qquad
   s_i = (x_i(\text{pass}), -x_i(\text{balance})),

all that the expected payoffs and their derivatives need. For a table over the actions of two groups of states, D of
a pair from both is the table multiplied by the groups' own derivatives from either side, D of a pair from one group
that of the table's mean over the other group: so the pairs are found by halving the groups again and again. Only the
table at the top, of 2^n entries, is never built. Exact up to rounding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from alignment_games.arrays import Array

#: Rows of the table in which chances are summed up: enough that few columns are summed one by one.
_ROWS = 16


@dataclass(frozen=True, eq=False)
class HalvesPlay:
    """Expected payoffs of a threshold game, in ``scales`` above ``floors`` (n,) each, against play of shape (n, 2).

    ``amounts``: what each action puts into the sum, (1, n, 2). ``costs``: of each action, (n, 2). ``benefits``: what
    each state has of a threat that is held, (n, 1). ``least``: the least sum that holds it.
    """

    amounts: Array
    costs: Array
    benefits: Array
    least: float
    floors: Array
    scales: Array

    @cached_property
    def _middle(self) -> int:
        return len(self.benefits) // 2

    @property
    def exact(self) -> bool:
        """Whether the payoffs are right up to rounding: they are."""
        return True

    @cached_property
    def _tails(self) -> tuple[_Tail, _Tail]:
        """For each half, which of its sums suffice for each sum of the other."""
        halves = self.amounts[0, : self._middle], self.amounts[0, self._middle :]
        left, right = (reduce(np.add.outer, half).ravel() for half in halves)
        return _Tail(left, self.least - right), _Tail(right, self.least - left)

    def values(self, play: Array) -> Array:
        """Return the expected payoffs of both actions, shape (n, 2)."""
        return self.derivatives(play)[0]

    def derivatives(self, play: Array) -> tuple[Array, Array]:
        """Return the expected payoffs (n, 2), and their derivatives with respect to the play, (n, 2, n, 2)."""
        held = self._pairs(play) * self.benefits[..., None, None]
        # Newton's method lets play sum to other than one on the way. There the values and the derivatives agree only
        # if what is paid in any case, too, is linear in the play of each other state.
        totals = play.sum(axis=1)
        others = totals.prod() / np.multiply.outer(totals, totals)
        always = (self.costs + self.floors[:, None])[:, None, :, None] * others[..., None, None]
        payoffs = (held - always) / np.reshape(self.scales, (-1, 1, 1, 1))
        n = len(play)
        payoffs[np.arange(n), np.arange(n)] = 0
        other = (np.arange(n) + 1) % n
        values = np.einsum("iab,ib->ia", payoffs[np.arange(n), other], play[other])
        return values, payoffs.swapaxes(1, 2)

    def _pairs(self, play: Array) -> Array:
        """Return the chances Q that the threat is held given what two states do, shape (n, n, 2, 2)."""
        left, right = _Group(play[: self._middle]), _Group(play[self._middle :])
        of_left, of_right = self._tails
        # One row of the sums after another: all at once they would no longer fit into a processor's own memory.
        cross = np.stack([left.slopes(of_right.reach(row)) for row in right.rows()], axis=1)
        ahead, back = of_right.reach(next(right.rows())), of_left.reach(next(left.rows()))
        held = _joined(cross, left.moments(ahead), right.moments(back))
        shift = play[:, ::-1] * (1, -1)
        given = np.stack([np.ones_like(play), shift], axis=2) / play.sum(axis=1)[:, None, None]
        n = len(play)
        parts = np.empty((n, n, 2, 2))
        parts[..., 0, 0], parts[..., 1, 1] = held[0, 0], held[1:, 1:]
        parts[..., 1, 0], parts[..., 0, 1] = held[1:, :1], held[:1, 1:]
        pairs: Array = given[:, None] @ parts @ given.swapaxes(1, 2)
        return pairs


class _Tail:
    """The sums of one half that suffice, from the largest down, for each sum of the other half."""

    def __init__(self, own: Array, needed: Array) -> None:
        order = np.argsort(-own, kind="stable")
        enough = np.searchsorted(-own[order], -needed, side="right")
        # The k-th sum stands in row k % rows of a table: so whole rows are added at a time, not one sum after another.
        self._order = order.reshape(-1, min(_ROWS, len(own))).T
        rows, columns = self._order.shape
        place = (enough - 1) % rows * columns + (enough - 1) // rows
        self._place = np.where(enough > 0, place, len(own))

    def reach(self, chances: Array) -> Array:
        """Return the chance that one half brings what the other lacks, for each of the other's sums."""
        running = np.zeros(len(chances) + 1)
        table = running[:-1].reshape(self._order.shape)
        chances.take(self._order, out=table, mode="clip")  # every place is there; unlike "raise", it makes no copy
        for k in range(1, len(table)):
            table[k] += table[k - 1]
        totals = table[-1].copy()
        table += totals.cumsum() - totals  # of the columns before
        return running.take(self._place, mode="clip")


class _Group:
    """Neighbouring states, their play (m, 2), and the two halves of them, where there are two."""

    def __init__(self, play: Array) -> None:
        self.play = play
        m = len(play)
        self.parts = (_Group(play[: m // 2]), _Group(play[m // 2 :])) if m > 1 else ()

    @cached_property
    def chances(self) -> Array:
        """The chances of all combinations of actions, the last state's changing fastest, and their slopes (1 + m, 2^m).

        Slopes are derivatives by the change of each state from its second action to its first.
        """
        if not self.parts:
            return np.array([self.play[0], (1, -1)])
        left, right = (part.chances for part in self.parts)
        products = left[:, :, None] * right[0], left[0][:, None] * right[1:, None]
        return np.concatenate(products).reshape(1 + len(self.play), -1)

    def rows(self) -> Iterator[Array]:
        """Yield `chances` row by row, without a table of them."""
        if not self.parts:
            yield from self.chances
            return
        left, right = (part.chances for part in self.parts)
        yield from (np.dot(row[:, None], right[:1]).ravel() for row in left)
        yield from (np.dot(left[0][:, None], row[None]).ravel() for row in right[1:])

    def slopes(self, table: Array) -> Array:
        """Return the mean of a table over all combinations and its derivatives, (1 + m,)."""
        cross = self._across(table) if self.parts else (self.chances @ table)[:, None]
        slopes: Array = np.r_[cross[:, 0], cross[0, 1:]]
        return slopes

    def moments(self, table: Array) -> Array:
        """Return the mean of a table over all combinations, its first and second derivatives: (1 + m, 1 + m)."""
        if not self.parts:
            mean, slope = self.slopes(table)
            return np.array([[mean, slope], [slope, 0]])
        left, right = self.parts
        grid = table.reshape(left.chances.shape[1], -1)
        return _joined(self._across(grid), left.moments(grid @ right.chances[0]), right.moments(left.chances[0] @ grid))

    def _across(self, table: Array) -> Array:
        """Return the mean of a table and its derivatives by one state of either half, or of one or of none."""
        left, right = (part.chances for part in self.parts)
        means: Array = left @ table.reshape(left.shape[1], -1) @ right.T
        return means


def _joined(cross: Array, left: Array, right: Array) -> Array:
    """Return the derivatives over two groups from those of one by the other and those within each."""
    split = len(left)
    result = np.empty((split + len(right) - 1,) * 2)
    result[:split, :split], result[split:, split:] = left, right[1:, 1:]
    result[:split, split:], result[split:, :split] = cross[:, 1:], cross[:, 1:].T
    return result
