"""How a state would stand if it were attacked: alone, as an equilibrium has it, and with everybody at its side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.game.profile import Profile
from alignment_games.models.response import ResponseGame


@dataclass(frozen=True)
class Standing:
    """With what chance a state holds if it is attacked: ``alone``, ``now``, and at ``best``, whoever stands by it.

    Alone it puts all its power into its defence, and no guarantor comes.
    """

    alone: Any
    now: Any
    best: Any

    @property
    def can_be_held(self) -> bool:
        """Whether some coalition holds it more likely than not."""
        return bool(self.best >= 1 / 2)


def standing(game: ResponseGame, profile: Profile, i: int) -> Standing:
    """Return with what chance one state holds alone, in this play, and at best."""
    holds = game.model.holds(i)
    return Standing(game.model.holds_alone(i)[()], _expected(holds, profile), holds.max())


def _expected(chances: Any, profile: Profile) -> Any:
    for probabilities in profile:
        chances = np.tensordot(probabilities, chances, axes=(0, 0))
    return chances[()] if isinstance(chances, np.ndarray) else chances
