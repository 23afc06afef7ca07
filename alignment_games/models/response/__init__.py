"""The response game: each state answers one threat by balancing, passing the buck, bandwagoning, ..."""

from alignment_games.models.response.build import DEFAULT_ACTIONS, response_game, response_model
from alignment_games.models.response.model import ResponseGame, ResponseModel

__all__ = ["DEFAULT_ACTIONS", "ResponseGame", "ResponseModel", "response_game", "response_model"]
