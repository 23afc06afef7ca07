r"""A game by its sums: what is needed of an aggregative game of plain numbers, without a table of payoffs.

In an aggregative game a player's payoff depends on the own action and on sums of what the others put in (Cornes &
Hartley 2012, Economics Letters 116; Jensen 2010, Economic Theory 43). A model of that kind says what each action
puts into each sum, and bounds its payoffs over boxes of the others' sums; everything else follows from these two.

*Which regret counts as zero.* The rule of `game.tolerance` for a pure profile, :math:`\min(\rho\, U_i, \tau R_i)`, with
:math:`n \rho` for :math:`\rho`: its sixteen units in the last place are for a payoff that a few operations make, and a
sum of n terms, none negative, is wrong by up to n - 1 roundings of half a unit (Higham 2002, section 4.2), in the one
order in which they are added here and in the other in which a table adds them. Elasticities of the payoffs in the sums
up to sixteen are allowed for. :math:`R_i` is bounded through the extremes of the sums. A search drops an action only
where it does worse by `GameSums.tolerances`, which is no less than this at any profile: what counts as an equilibrium
is never dropped.
"""

from __future__ import annotations

import abc
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Protocol

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.strategic_range import remainder_order
from alignment_games.game.tolerance import RELATIVE_TOLERANCE, payoff_rounding


class Play(Protocol):
    """Expected payoffs in some units, as a function of mixed play of shape (n, m)."""

    @property
    def exact(self) -> bool:
        """Whether they are right up to rounding."""

    def values(self, play: Array) -> Array:
        """Return the expected payoffs of all actions, shape (n, m)."""

    def derivatives(self, play: Array) -> tuple[Array, Array]:
        """Return the expected payoffs (n, m), and their derivatives with respect to the play, (n, m, n, m)."""


@dataclass(frozen=True, eq=False)
class GameSums(abc.ABC):
    """A game of n states with up to m actions each, whose payoffs depend on d sums over the others.

    ``offered``: which of the m columns are actions of the state, booleans of shape (n, m). ``amounts``: what each
    action puts into each sum, at least 0, shape (d, n, m). ``finest``: how far it pays to halve the interval of a
    total in a search, as a share of the largest undecided amount. Finer ones decide more states at once; much finer
    ones fall between two possible sums, where nothing is to be found.
    """

    finest: ClassVar[float] = 0.25
    #: Points up to which a lattice of sums that holds all amounts is taken for mixed play.
    most_exact: ClassVar[int] = 20_000

    offered: Array
    amounts: Array

    @abc.abstractmethod
    def bounds(self, who: Array, low: Array, high: Array) -> tuple[Array, Array]:
        """Return the least and the largest payoffs over boxes of the others' sums.

        ``who``: k states. ``low``, ``high``: corners of r boxes for each, shape (d, k, r). Returns two arrays
        of shape (k, r, m); at a point (low = high) both are the payoffs. What is not offered counts -inf.
        """

    def gaps(self, who: Array, low: Array, high: Array) -> Array:
        """Return by how much each action does better than each other one in boxes of sums, at least: (k, r, m, m).

        Entry (b, a) is at most u(b) - u(a) everywhere in the box, which is as in `bounds`.
        """
        least, largest = self.bounds(who, low, high)
        with np.errstate(invalid="ignore"):  # of two actions that are not offered
            return np.asarray(least[..., :, None] - largest[..., None, :])

    def payoffs_at(self, profile: Array) -> Array:
        """Return what each action of each state pays against a pure profile, by position, shape (n, m).

        Against k of them, of shape (k, n), the payoffs have the shape (k, n, m).
        """
        every, many = np.arange(profile.shape[-1]), np.atleast_2d(profile)
        sums = np.moveaxis(over_others(self.amounts[:, every, many]), 1, 2)
        payoffs = np.moveaxis(self.bounds(every, sums, sums)[0], 1, 0)
        return np.asarray(payoffs if profile.ndim == 2 else payoffs[0])

    def judge(self, profile: Array) -> tuple[Array, Array]:
        """Return each state's largest gain from a deviation at a pure profile, and what counts as zero, shape (n,)."""
        every, payoffs = np.arange(len(profile)), self.payoffs_at(profile)
        played, best = payoffs[every, profile], payoffs.max(axis=1)
        seen = np.abs(np.column_stack([np.where(self.offered, payoffs, 0.0), *self._extremes]))
        order = len(profile) * np.maximum(remainder_order(seen), np.maximum(np.abs(played), np.abs(best)))
        return np.asarray(best - played), payoff_rounding(order, self._spread, self._spread)

    def ranges(self) -> tuple[Array, Array]:
        """Return each state's least and largest payoff, bounded through the extremes of the sums, shape (n,) each.

        Raises UnsupportedGameError where a payoff is not a finite number there.
        """
        return self._extremes

    @cached_property
    def _extremes(self) -> tuple[Array, Array]:
        least = np.where(self.offered, self.amounts, np.inf).min(axis=2)
        most = np.where(self.offered, self.amounts, -np.inf).max(axis=2)
        low, high = over_others(least)[..., None], over_others(most)[..., None]
        lowest, highest = (each[:, 0] for each in self.bounds(np.arange(len(self.offered)), low, high))
        if not np.isfinite(np.concatenate([lowest[self.offered], highest[self.offered]])).all():
            raise UnsupportedGameError(
                "a payoff is not a finite number at an extreme of the coalition's sums; "
                "give power in units near 1, or a smaller decisiveness"
            )
        return np.where(self.offered, lowest, np.inf).min(axis=1), np.where(self.offered, highest, -np.inf).max(axis=1)

    def tolerances(self) -> Array:
        """Return the largest regret of each state that can count as zero at any profile, shape (n,)."""
        order = len(self.offered) * np.abs(self._extremes).max(axis=0)
        return np.maximum(RELATIVE_TOLERANCE * self._spread, payoff_rounding(order, self._spread, self._spread))

    @cached_property
    def _spread(self) -> Array:
        """How far each state's payoffs may be apart, shape (n,)."""
        lowest, highest = self._extremes
        return np.asarray(highest - lowest)

    def exact_play(self, floors: Array, scales: Array) -> Play | None:  # noqa: ARG002 - the general answer needs no look
        """Return what finds expected payoffs exactly where no lattice holds the amounts; None where nothing does.

        Raises UnsupportedGameError where that would take too long.
        """
        return None

    def bounded_values(self, play: Array, floors: Array, scales: Array, points: int) -> tuple[Array, Array]:
        """Return expected payoffs against mixed play, and proven bounds on their errors, shape (n, m) each.

        Both in ``scales`` above ``floors``. ``points``: the more, the closer the bound. Raises UnsupportedGameError
        where no bound is known.
        """
        _ = floors, scales, points
        raise UnsupportedGameError(
            f"mixed play of {len(play)} states with amounts of many different sums cannot be evaluated; "
            "give amounts that are small whole multiples of one number"
        )

    def same_states(self, other: GameSums) -> Array:  # noqa: ARG002 - the general answer needs no look
        """Return of which states every payoff is what another game's state pays at that place, booleans (n,).

        None, where this is not known.
        """
        return np.zeros(len(self.offered), dtype=bool)

    def pure_count(self) -> int | None:
        """Return how many pure equilibria there are where that is known without listing them, else None."""
        return None


@dataclass(frozen=True, eq=False)
class InScales:
    """A game of sums whose expected payoffs are told in ``scales`` above ``floors``, shape (n,) each."""

    sums: GameSums
    floors: Array
    scales: Array


def over_others(own: Array) -> Array:
    """Return the sum over all others on the last axis; no term is taken off again, so no digits are lost.

    >>> over_others(np.array([1.0, 2.0, 4.0])).tolist()
    [6.0, 5.0, 3.0]
    """
    before = np.zeros_like(own)
    after = np.zeros_like(own)
    before[..., 1:] = np.cumsum(own[..., :-1], axis=-1)
    after[..., :-1] = np.cumsum(own[..., :0:-1], axis=-1)[..., ::-1]
    return before + after


def plain_number(value: Any) -> float:
    """Return the value as a float. Raises UnsupportedGameError for symbols, fractions and arrays."""
    array = np.asarray(value)
    if array.ndim or array.dtype.kind not in "biuf":
        raise UnsupportedGameError(
            f"the search by sums takes one game of plain numbers, got {value!r}; "
            "give numbers for symbols and fractions, and one game of a family at a time"
        )
    return float(array)
