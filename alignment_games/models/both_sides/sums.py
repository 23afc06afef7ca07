"""A game of two sides by its sums: those that the first side looks at, then those of the second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.sums.bounded_play import AnalyticSums
from alignment_games.models.response.figures import ResponseFigures
from alignment_games.models.response.sums import ResponseSums
from alignment_games.models.response.sums_figures import response_sums


@dataclass(frozen=True, eq=False)
class BothSidesSums(AnalyticSums):
    """The figures of all states as each side sees them; ``in_first``: who is on the first side, shape (n,)."""

    most_exact: ClassVar[int] = ResponseSums.most_exact

    first: ResponseSums
    second: ResponseSums
    in_first: Array

    def bounds(self, who: Array, low: Array, high: Array) -> tuple[Array, Array]:
        """Return the least and the largest payoffs over boxes of the others' sums, as `GameSums.bounds` says."""
        least, largest = self._by_side(lambda eyes, own, sums: eyes.bounds(own, *sums), who, low, high)
        return least, largest

    def gaps(self, who: Array, low: Array, high: Array) -> Array:
        """Return by how much actions do better than others in boxes, as `GameSums.gaps` says."""
        return self._by_side(lambda eyes, own, sums: (eyes.gaps(own, *sums),), who, low, high)[0]

    def discs(self, i: int, points: Array) -> list[tuple[Array, ...]]:
        """Return how far a state's payoffs extend analytically, as `AnalyticSums.discs` says."""
        eyes, seen = self._eyes_of(i)
        found = []
        for bound, *radii in eyes.discs(i, points[seen]):
            every = [np.full_like(bound, np.inf)] * len(self.amounts)
            every[seen] = radii
            found.append((bound, *every))
        return found

    def lowest(self, i: int) -> Array:
        """Return the sums of the others down to which a state's payoffs hold, as `AnalyticSums.lowest` says."""
        eyes, seen = self._eyes_of(i)
        floors = np.zeros((len(self.amounts), 1))
        floors[seen] = eyes.lowest(i)
        return floors

    def _eyes_of(self, i: int) -> tuple[ResponseSums, slice]:
        """Return what a state sees, and which of all sums these are."""
        split = len(self.first.amounts)
        return (self.first, slice(split)) if self.in_first[i] else (self.second, slice(split, None))

    def _by_side(
        self,
        ask: Callable[[ResponseSums, Array, tuple[Array, Array]], tuple[Array, ...]],
        who: Array,
        low: Array,
        high: Array,
    ) -> tuple[Array, ...]:
        """Return what each side's eyes say of its own states among ``who``, in their order."""
        split, parts = len(self.first.amounts), []
        sides = (
            (self.first, self.in_first[who], slice(split)),
            (self.second, ~self.in_first[who], slice(split, None)),
        )
        for eyes, mine, seen in sides:  # of no state, each says nothing in the right shape
            parts.append(ask(eyes, who[mine], (low[seen][:, mine], high[seen][:, mine])))
        order = np.argsort(np.concatenate([np.flatnonzero(mine) for _, mine, _ in sides]))
        return tuple(np.concatenate(each)[order] for each in zip(*parts, strict=True))


def both_sides_sums(first: ResponseFigures, second: ResponseFigures, in_first: Array) -> BothSidesSums:
    """Return the game by its sums from what either side sees. Raises UnsupportedGameError as `response_sums`."""
    eyes = response_sums(first), response_sums(second)
    return BothSidesSums(
        offered=eyes[0].offered,
        amounts=np.concatenate([each.amounts for each in eyes]),
        first=eyes[0],
        second=eyes[1],
        in_first=in_first,
    )
