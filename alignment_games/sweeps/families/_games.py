"""The games of a chunk of points: what is asked of them, and the way that answers from whole tables of payoffs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers.control import Control
from alignment_games.sweeps._pure import solve_pure
from alignment_games.sweeps._slack import slacks
from alignment_games.sweeps.families._mixed import solve_mixed
from alignment_games.sweeps.selection import Selection


class Games(Protocol):
    """The games of a family at some points."""

    def pure(self, select: Selection, control: Control) -> dict[str, Array]:
        """Return the pure equilibria, as `solve_pure` says."""

    def mixed(self, control: Control) -> dict[str, Array]:
        """Return the numbers of mixed equilibria, as `solve_mixed` says."""

    def slacks(self, index: tuple[int, ...], player: int | None = None) -> Array:
        """Return the slacks of a pure profile, all or one player's, ``(games, inequalities)``, as `_slack` says."""

    def order(self) -> float:
        """Return the order of magnitude of the payoffs, in payoff units."""


@dataclass(frozen=True, eq=False)
class TableGames:
    """Games by their payoffs ``(games, n, m_0, ...)`` and, where known, the chances that the threat is held."""

    payoffs: Array
    held: Array | None

    def some(self, chosen: Array) -> TableGames:
        """Return some of the games, by position or as a mask."""
        return TableGames(self.payoffs[chosen], None if self.held is None else self.held[chosen])

    def pure(self, select: Selection, control: Control) -> dict[str, Array]:
        """Return the pure equilibria."""
        control.tick()
        return solve_pure(self.payoffs, self.held, select)

    def mixed(self, control: Control) -> dict[str, Array]:
        """Return the numbers of mixed equilibria."""
        return solve_mixed(self.payoffs, control)

    def slacks(self, index: tuple[int, ...], player: int | None = None) -> Array:
        """Return the slacks of a pure profile, all or one player's."""
        return slacks(self.payoffs, index, player).astype(float)

    def order(self) -> float:
        """Return the range of all payoffs."""
        return float(np.ptp(self.payoffs.astype(float)))
