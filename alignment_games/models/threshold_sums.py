"""A threshold game by its one sum, the strengths of those who balance: payoffs are steps of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.sums.game_sums import GameSums, plain_number
from alignment_games.models.threshold_halves import HalvesPlay

#: Different sums of strengths up to which coalitions are counted: a second or two for 195 states.
MOST_SUMS = 20_000
#: States whose sums are listed in halves; two more double the work.
_MOST_HALVED = 34


@dataclass(frozen=True, eq=False)
class ThresholdSums(GameSums):
    """The figures of a threshold game: everybody gets the benefit iff the sum is at least ``least``.

    ``costs`` of each action, shape (n, 2); ``benefits``: shape (n, 1).
    """

    finest: ClassVar[float] = np.inf  # payoffs jump at one sum: away from it no interval decides anything

    costs: Array
    benefits: Array
    least: float

    def exact_play(self, floors: Array, scales: Array) -> HalvesPlay:
        """Return expected payoffs from sums of halves of the states, as `GameSums.exact_play` says."""
        n = len(self.offered)
        if n > _MOST_HALVED:
            raise UnsupportedGameError(
                f"mixed play of {n} states with strengths of many different sums would take too long; "
                f"give at most {_MOST_HALVED} states, or strengths that are small whole multiples of one number"
            )
        return HalvesPlay(self.amounts, self.costs, self.benefits, self.least, floors, scales)

    def pure_count(self) -> int | None:
        """Return the number of minimal winning coalitions, one more where nobody can hold the threat alone.

        These are the pure equilibria where no cost is 0 or equal to the benefit; states whose cost is above the
        benefit never balance. Otherwise, and where the strengths have too many different sums, None.
        """
        costs, benefits, slack = self.costs[:, 0], self.benefits[:, 0], self.tolerances()
        willing = benefits - costs > slack
        if (costs <= slack).any() or (~willing & (costs - benefits <= slack)).any():
            return None
        strengths = sorted(self.amounts[0, willing, 0].tolist(), reverse=True)
        count = _minimal_winning_count(strengths, self.least)
        nobody = not strengths or strengths[0] < self.least
        return None if count is None else count + nobody

    def bounds(self, who: Array, low: Array, high: Array) -> tuple[Array, Array]:
        """Return the least and the largest payoffs over boxes of the others' sums, as `GameSums.bounds` says."""
        own, benefits, costs = (each[who][:, None] for each in (self.amounts[0], self.benefits, self.costs))
        least, largest = ((sums[0][..., None] + own >= self.least) * benefits - costs for sums in (low, high))
        return least, largest


def threshold_sums(
    strengths: Sequence[Any], least: Any, costs: Sequence[Any], benefits: Sequence[Any]
) -> ThresholdSums:
    """Return a threshold game by its sum, of one figure for each state.

    ``least``: the least sum of strengths that holds the threat. Raises UnsupportedGameError for symbols and fractions.
    """
    powers, paid, worth = (
        np.array([[plain_number(each)] for each in values]) for values in (strengths, costs, benefits)
    )
    balancing = np.array([1.0, 0.0])
    return ThresholdSums(
        offered=np.ones((len(powers), 2), dtype=bool),
        amounts=(powers * balancing)[None],
        costs=paid * balancing,
        benefits=worth,
        least=plain_number(least),
    )


def _minimal_winning_count(strengths: list[float], least: float) -> int | None:
    """Return how many coalitions reach ``least`` and no longer do without their weakest member.

    ``strengths`` in falling order. Runs over the members from the strongest, with the number of losing coalitions
    of each sum; None when there are more than `MOST_SUMS` different sums.

    >>> _minimal_winning_count([2, 1, 1, 1], 3)
    4
    """
    losing, count = {0.0: 1}, 0
    for strength in strengths:
        joined: dict[float, int] = {}
        for total, ways in losing.items():
            if total + strength >= least:
                count += ways
            else:
                joined[total + strength] = joined.get(total + strength, 0) + ways
        for total, ways in joined.items():
            losing[total] = losing.get(total, 0) + ways
        if len(losing) > MOST_SUMS:
            return None
    return count
