"""A game without the actions that no equilibrium uses, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.game.sum_game import SumGame

Array = NDArray[Any]


@dataclass(frozen=True)
class Reduced:
    """A game with some actions left out: ``kept`` are the positions of the others, ``n_actions`` counts all.

    ``movers``: the players of the smaller game, by position; all others have one action left.
    """

    game: NormalFormGame
    kept: Sequence[Array]
    n_actions: tuple[int, ...]
    movers: Sequence[int]

    def forth(self, profile: Profile) -> Profile:
        """Return the profile in the smaller game, of one that does not use the actions left out."""
        return tuple(profile[i][self.kept[i]] for i in self.movers)

    def back(self, profile: Profile) -> Profile:
        """Return the profile in the game with all actions."""
        played = dict(zip(self.movers, profile, strict=True))
        every = (played.get(i, np.ones(1)) for i in range(len(self.kept)))
        return tuple(
            p if len(p) == m else _spread(p, at, m) for p, at, m in zip(every, self.kept, self.n_actions, strict=True)
        )


def _spread(probabilities: Array, at: Array, size: int) -> Array:
    whole = np.zeros(size, dtype=probabilities.dtype)
    whole[at] = probabilities
    return whole


def without_dominated(game: NormalFormGame | SumGame) -> Reduced:
    """Return the game without the actions that a pure action strictly dominates, round after round.

    Every equilibrium is one of the smaller game, and the other way round. Of a game of sums that is a table of the
    players that have a choice left.

    >>> reduced = without_dominated(NormalFormGame([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]]))
    >>> reduced.game.n_actions, [p.tolist() for p in reduced.back((np.ones(1), np.ones(1)))]
    ((1, 1), [[0.0, 1.0], [0.0, 1.0]])
    """
    kept = [np.flatnonzero(own) for own in game.undominated]
    sizes = tuple(len(own) for own in kept)
    if isinstance(game, SumGame):
        movers = [i for i, size in enumerate(sizes) if size > 1] or [0]
        return Reduced(game.table([own.tolist() for own in kept], movers), kept, game.n_actions, movers)
    smaller = game if sizes == game.n_actions else game.restrict([own.tolist() for own in kept])
    return Reduced(smaller, kept, game.n_actions, range(game.n_players))
