"""How a state would stand if it were attacked: alone, as an equilibrium has it, and with everybody at its side."""

from __future__ import annotations

from typing import Any

import numpy as np

from alignment_games.game.profile import Profile
from alignment_games.models.response import ResponseGame
from alignment_games.text.alike import figure


def standing(game: ResponseGame, profile: Profile, i: int) -> str:
    """Return a sentence: with what chance one state holds alone and in this play, and whether a coalition would do.

    Alone it puts all its power into its defence, and no guarantor comes. Its figures are marked, see `alike.figure`.
    """
    holds = game.model.holds(i)
    alone, now, best = game.model.holds_alone(i)[()], _expected(holds, profile), holds.max()
    text = f"Attacked, it would hold with chance {figure(alone)} alone and {figure(now)} in this equilibrium"
    if best < 1 / 2:
        return f"{text}; no coalition here holds it (at best {figure(best)})"
    return text


def _expected(chances: Any, profile: Profile) -> Any:
    for probabilities in profile:
        chances = np.tensordot(probabilities, chances, axes=(0, 0))
    return chances[()] if isinstance(chances, np.ndarray) else chances
