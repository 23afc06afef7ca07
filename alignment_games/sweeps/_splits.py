r"""What is asked of a game that is cut into regions: of its table, or of its sums where there is no table.

A response is *firm* at a profile where it is the best reply whatever the states of other regions do, as far as
dominance leaves them a choice, while those of the own region keep to the profile. In a table every such play is looked
at. By sums it is one box, from the least to the most that the others may put in, and in it

.. math:: \min_{\text{box}} \bigl( u_i(a_i) - u_i(b) \bigr) > 0 \quad \text{for every other action } b

(`GameSums.gaps`): what is firm by it is firm, and what is not may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.best_reply import payoff_ranges, pure_equilibria
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.sum_game import SumGame
from alignment_games.models.response.sums import ResponseSums
from alignment_games.solvers.pure.pure_by_sums import PureBySums
from alignment_games.solvers.solve import solve
from alignment_games.solvers.status import Status
from alignment_games.sweeps._slack import own_slacks, slacks

Index = tuple[int, ...]

#: How far the rounding of a sum may reach, as a share of the largest sum.
_SLACK = 1e-12


@dataclass(frozen=True, eq=False)
class TableSplit:
    """A game with a table."""

    game: NormalFormGame

    def restricted(self, kept: Sequence[Sequence[int]]) -> TableSplit:
        """Return the game in which the actions at these positions are left, for each player."""
        return TableSplit(self.game.restrict(kept))

    def equilibria(self) -> list[Index]:
        """Return all pure equilibria, by position."""
        found = np.argwhere(pure_equilibria(self.game.payoffs, self.game.n_players))
        return [tuple(each) for each in found.tolist()]

    def regret(self, index: Index) -> float:
        """Return the largest gain from a deviation, 0 where it counts as none."""
        worst = -slacks(self.game.payoffs[None], index)[0].astype(float)
        limit = np.repeat(np.asarray(self.game.tolerances(), dtype=float), [m - 1 for m in self.game.n_actions])
        return float(np.where(worst > limit, worst, 0.0).max(initial=0.0))

    def ranges(self) -> Array:
        """Return each player's largest payoff minus its least."""
        return np.asarray(payoff_ranges(self.game.payoffs, self.game.n_players), dtype=float)

    def firm(self, index: Index, region: Sequence[int]) -> list[int]:
        """Return the players of a region whose response is firm."""
        left = [np.flatnonzero(own) for own in self.game.undominated]
        firm = []
        for i in region:
            at = [np.array([index[j]]) if j in region else left[j] for j in range(len(index))]
            at[i] = np.arange(self.game.n_actions[i])
            own = np.moveaxis(self.game.payoffs[i][np.ix_(*at)], i, -1).reshape(-1, len(at[i]))
            if (own_slacks(own, index[i]) > self.game.tolerances()[i]).all():
                firm.append(i)
        return firm


@dataclass(frozen=True, eq=False)
class SumSplit:
    """A game by its sums, of a response model."""

    game: SumGame

    def restricted(self, kept: Sequence[Sequence[int]]) -> SumSplit:
        """Return the game in which the actions at these positions are left, for each player."""
        if not isinstance(self.game.sums, ResponseSums):
            raise UnsupportedGameError(
                "regions of a game by its sums are those of a response model; give model.sums() of one, or a table"
            )
        labels = tuple(tuple(own[k] for k in at) for own, at in zip(self.game.actions, kept, strict=True))
        return SumSplit(SumGame(self.game.players, labels, self.game.sums.restricted(kept)))

    def equilibria(self) -> list[Index]:
        """Return all pure equilibria, by position. Raises UnsupportedGameError where they are too many to list."""
        solution = solve(self.game, PureBySums())
        if solution.status is not Status.ALL_PURE:
            raise UnsupportedGameError(
                f"a region, or the whole, has more than {PureBySums().most:,} pure equilibria; cut it smaller"
            )
        return [tuple(int(own.argmax()) for own in e.profile) for e in solution]

    def regret(self, index: Index) -> float:
        """Return the largest gain from a deviation, 0 where it counts as none."""
        regrets, slack = self.game.sums.judge(np.array(index))
        return float(np.where(regrets > slack, regrets, 0.0).max(initial=0.0))

    def ranges(self) -> Array:
        """Return each player's largest payoff minus its least, at most."""
        lowest, highest = self.game.sums.ranges()
        return np.asarray(highest - lowest)

    def firm(self, index: Index, region: Sequence[int]) -> list[int]:
        """Return the players of a region whose response is proven to be firm."""
        sums, who, at = self.game.sums, np.array(region), np.array(index)
        inside = np.isin(np.arange(len(index)), who)
        alive: Array = np.zeros(sums.offered.shape, dtype=bool)
        alive[sums.offered] = np.concatenate(self.game.undominated)
        alive[inside] = np.arange(alive.shape[1]) == at[inside, None]
        low = np.where(alive, sums.amounts, np.inf).min(axis=2)
        high = np.where(alive, sums.amounts, -np.inf).max(axis=2)
        slack = _SLACK * high.sum(axis=1)[:, None]
        low, high = (end.sum(axis=1, keepdims=True) - end[:, who] for end in (low, high))
        gaps = sums.gaps(who, np.maximum(low - slack, 0)[..., None], (high + slack)[..., None])[:, 0]
        played = at[who]
        rivals = sums.offered[who] & (np.arange(alive.shape[1]) != played[:, None])
        best = gaps[np.arange(len(who)), played] > sums.tolerances()[who, None]
        return [int(i) for i in who[(best | ~rivals).all(axis=1)]]
