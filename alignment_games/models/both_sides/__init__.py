"""Two sides that each perceive the other as a threat."""

from alignment_games.models.both_sides.build import both_sides_game, both_sides_model
from alignment_games.models.both_sides.model import BothSidesGame, BothSidesModel

__all__ = ["BothSidesGame", "BothSidesModel", "both_sides_game", "both_sides_model"]
