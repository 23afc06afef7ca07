"""Expected payoffs of a game of sums: which method follows a path of play, and which one is certified at its end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.sums.game_sums import InScales, Play
from alignment_games.game.sums.lattice_play import LatticePlay, lattice_for
from alignment_games.game.sums.point_play import PointPlay

#: Points of the lattices on which a path is followed, the finer one where the coarser does not lead to an equilibrium.
_POINTS = 2_000, 9_000
#: Most frequencies times pairs of states, all held at once.
_MOST_PRODUCTS = 20_000_000
#: States for which these leave a lattice of a thousand points.
MOST_STATES = 200
#: Different sums up to which each is evaluated by itself.
_MOST_POINTS = 40_000
#: Points of the lattice where they are more: while Newton's method runs, and to bound the error at its end.
_BOUNDED = 26_000, 100_000
#: What rounding may add to an expected payoff, as a share of the payoff range; a hundred times what was ever seen.
_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Expectation(InScales):
    """Expected payoffs of one game of sums, by whatever method it takes.

    ``beside``: those of other games, from which what is known of states with the same figures is taken over.
    """

    beside: tuple[Expectation, ...] = ()

    @cached_property
    def paths(self) -> list[Play]:
        """What gives payoffs and derivatives while a path is followed, the quickest first.

        Raises UnsupportedGameError for too many states.
        """
        quickest = self._lattice(_POINTS[0])
        if quickest.exact:
            return [quickest]
        exact = self.sums.exact_play(self.floors, self.scales)
        if exact is not None:
            return [exact]
        n = len(self.sums.offered)
        if n > MOST_STATES:
            raise UnsupportedGameError(f"mixed play of {n} states needs too much memory; give at most {MOST_STATES}")
        finer = self._lattice(_POINTS[1])
        return [quickest, quickest if finer.lattice == quickest.lattice else finer]  # of many states both are as coarse

    def _lattice(self, points: int) -> LatticePlay:
        most = 2 * _MOST_PRODUCTS // len(self.sums.offered) ** 2
        lattice = lattice_for(self.sums, min(points, most), min(most, self.sums.most_exact))
        return LatticePlay(self.sums, lattice, self.floors, self.scales, self._beside)

    @property
    def _beside(self) -> tuple[LatticePlay, ...]:
        return tuple(path for other in self.beside for path in other.paths if isinstance(path, LatticePlay))

    def values(self, play: Array) -> Array:
        """Return each action's expected payoff against the play, shape (n, m), as exactly as `certified`."""
        listed = self._listed(play)
        return self._bounded(play, _BOUNDED[0])[0] if listed is None else listed

    def certified(self, play: Array) -> tuple[Array, Array]:
        """Return each action's expected payoff against the play, and a bound on its error, shape (n, m) each."""
        listed = self._listed(play)
        if listed is not None:
            return listed, np.full(play.shape, _ROUNDING)
        values, errors = self._bounded(play, _BOUNDED[1])
        return values, errors + _ROUNDING

    def _listed(self, play: Array) -> Array | None:
        """Return the payoffs from every sum that can occur, or None where these are too many."""
        if self.paths[0].exact:
            return self.paths[0].values(play)
        return PointPlay(self.sums, self.floors, self.scales, _MOST_POINTS).values(play)

    def _bounded(self, play: Array, points: int) -> tuple[Array, Array]:
        return self.sums.bounded_values(play, self.floors, self.scales, points)
