"""Expected payoffs of a game of sums: which method follows a path of play, and which one is certified at its end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np

from alignment_games.errors import UnsupportedGameError
from alignment_games.solvers._sums.bounded_play import BoundedPlay
from alignment_games.solvers._sums.game_sums import Array, GameSums
from alignment_games.solvers._sums.halves_play import HalvesPlay
from alignment_games.solvers._sums.lattice_play import LatticePlay, lattice_for
from alignment_games.solvers._sums.point_play import PointPlay
from alignment_games.solvers._sums.response_sums import ResponseSums
from alignment_games.solvers._sums.threshold_sums import ThresholdSums

#: Points of the lattices on which a path is followed, the finer one where the coarser does not lead to an equilibrium.
_POINTS = 2_000, 9_000
#: Points up to which a lattice that holds all amounts is taken: of a response game, and of a threshold game, which
#: has no use for any other.
_MOST_EXACT = 4_000, 20_000
#: Most frequencies times pairs of states, all held at once.
_MOST_PRODUCTS = 20_000_000
#: States of a response game, for which these leave a lattice of a thousand points.
_MOST_STATES = 200
#: Different sums up to which each is evaluated by itself.
_MOST_POINTS = 40_000
#: States whose sums are listed in halves; two more double the work.
_MOST_HALVED = 34
#: Points of the lattice where they are more: while Newton's method runs, and to bound the error at its end, or where a
#: run was stopped and has no time left.
_BOUNDED, _BOUNDED_IN_HASTE = (26_000, 100_000), 3_000
#: What rounding may add to an expected payoff, as a share of the payoff range; a hundred times what was ever seen.
_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Expectation:
    """Expected payoffs of one game of sums, in ``scales`` above ``floors``, shape (n,) each."""

    sums: GameSums
    floors: Array
    scales: Array

    @cached_property
    def paths(self) -> list[LatticePlay | HalvesPlay]:
        """What gives payoffs and derivatives while a path is followed, the quickest first.

        Raises UnsupportedGameError for too many states.
        """
        quickest = self._lattice(_POINTS[0])
        if quickest.exact:
            return [quickest]
        n = len(self.sums.offered)
        if not isinstance(self.sums, ThresholdSums):
            if n > _MOST_STATES:
                raise UnsupportedGameError(
                    f"mixed play of {n} states needs too much memory; give at most {_MOST_STATES}"
                )
            return [quickest, self._lattice(_POINTS[1])]
        if n > _MOST_HALVED:
            raise UnsupportedGameError(
                f"mixed play of {n} states with strengths of many different sums would take too long; "
                f"give at most {_MOST_HALVED} states, or strengths that are small whole multiples of one number"
            )
        return [HalvesPlay(self.sums, self.floors, self.scales)]

    def _lattice(self, points: int) -> LatticePlay:
        most = 2 * _MOST_PRODUCTS // len(self.sums.offered) ** 2
        exact = _MOST_EXACT[isinstance(self.sums, ThresholdSums)]
        lattice = lattice_for(self.sums, min(points, most), min(most, exact))
        return LatticePlay(self.sums, lattice, self.floors, self.scales)

    def values(self, play: Array) -> Array:
        """Return each action's expected payoff against the play, shape (n, m), as exactly as `certified`."""
        listed = self._listed(play)
        return self._bounded(play, _BOUNDED[0]).values_and_errors()[0] if listed is None else listed

    def certified(self, play: Array, *, in_haste: bool = False) -> tuple[Array, Array]:
        """Return each action's expected payoff against the play, and a bound on its error, shape (n, m) each.

        ``in_haste``: the bound may be coarse.
        """
        rounding = np.full(play.shape, _ROUNDING)
        listed = None if in_haste and not self._lists_quickly else self._listed(play)
        if listed is not None:
            return listed, rounding
        values, errors = self._bounded(play, _BOUNDED_IN_HASTE if in_haste else _BOUNDED[1]).values_and_errors()
        return values, errors + rounding

    @property
    def _lists_quickly(self) -> bool:
        return isinstance(self.sums, ThresholdSums) or self.paths[0].exact

    def _listed(self, play: Array) -> Array | None:
        """Return the payoffs from every sum that can occur, or None where these are too many."""
        if self._lists_quickly:
            return self.paths[0].values(play)
        return PointPlay(self.sums, self.floors, self.scales, _MOST_POINTS).values(play)

    def _bounded(self, play: Array, points: int) -> BoundedPlay:
        return BoundedPlay(cast("ResponseSums", self.sums), play, self.floors, self.scales, points)
