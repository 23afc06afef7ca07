"""A response game by its sums: its payoffs, and how far they extend analytically in the sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.sums.bounded_play import AnalyticSums
from alignment_games.models.response.discs import ContestDiscs, product
from alignment_games.models.response.sums_payoffs import ResponsePayoffSums
from alignment_games.states.contest import ratio_contest


@dataclass(frozen=True, eq=False)
class ResponseSums(ResponsePayoffSums, AnalyticSums):
    """The figures of a response game, as `ResponsePayoffSums` has them, with the discs of their terms."""

    most_exact: ClassVar[int] = 4_000

    @np.errstate(divide="ignore")
    def discs(self, i: int, points: Array) -> list[tuple[Array, ...]]:
        """Return how far a state's payoffs extend analytically, as `AnalyticSums.discs` says; see `discs`."""
        of = self._contest_of(i)
        help_, aid = points[self.help_at[i]][:, None], points[self.aid_at][:, None]
        attack, coming = self.offensive[i] + aid, help_ + self.backing[i]
        every = np.broadcast_shapes((len(help_), self.strength.shape[1]))
        attack, coming = np.broadcast_to(attack, every), np.broadcast_to(coming, every)
        defence = self.strength[i] + self.access[i] * coming
        found = of.lost(defence, self.access[i], attack, float(self.proximity[i, 0]))
        if self.shield[i].any():
            found = product(found, of.held_by_others(coming, attack), self.shield[i])
        terms = [self._term(self.weight[i] * found[0], {int(self.help_at[i]): found[1], self.aid_at: found[2]})]
        return [*terms, *self._discs_of_the_whole(i, points)]

    def _discs_of_the_whole(self, i: int, points: Array) -> list[tuple[Array, ...]]:
        """Return the same for the spoils and the common loss; the side that shares spoils keeps half its power."""
        if not (self.prize[i].any() or self.common[i].any()):
            return []
        aid = points[self.aid_at][:, None] + self.amounts[self.aid_at, i]
        side, coalition = self.threat_power + aid, self.whole(points[self.whole_at][:, None], i)
        attack = self.whole_offensive + aid
        bound, in_whole, in_aid = self._contest_of(0).lost(coalition, np.ones_like(coalition), attack, 1.0)
        size = bound * (2 * np.abs(self.prize[i]) / side + np.abs(self.common[i]))
        return [
            self._term(size, {self.whole_at: in_whole / self.whole_rate, self.aid_at: np.minimum(in_aid, side / 2)})
        ]

    def _term(self, bound: Array, radii: dict[int, Array]) -> tuple[Array, ...]:
        """Return a bound with the radius in each sum; a sum that does not enter has no limit."""
        unlimited = np.full_like(bound, np.inf)
        every = (radii.get(at, unlimited) for at in range(len(self.amounts)))
        return bound, *(np.broadcast_to(radius, bound.shape) for radius in every)

    def lowest(self, i: int) -> Array:
        """Return the sums of the others, below 0, down to which the formula of a state's payoffs holds, (d, 1).

        Half of what it takes to use up the own defence, what the formula of the others' stand allows, and half of
        the threat's own power; the fate of the whole has no such margin.
        """
        open_to = np.where(self.access[i] > 0, self.access[i], 1)
        own = float(np.min((self.strength[i] + self.access[i] * self.backing[i]) / open_to)) / 2
        offensive = min(float(self.offensive[i, 0]), self.whole_offensive, self.threat_power)
        if self.shield[i].any():
            own = min(own, self._contest_of(i).margin_of_others(float(self.backing[i, 0]), offensive / 2))
        floors = np.zeros((len(self.amounts), 1))
        floors[self.help_at[i]] = -own if not self.has_whole or self.whole_at != self.help_at[i] else 0
        floors[self.aid_at] = -offensive / 2
        return floors

    def _contest_of(self, i: int) -> ContestDiscs:
        return ContestDiscs(self.contest is ratio_contest, float(self.decisiveness[i, 0]))
