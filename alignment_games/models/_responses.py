"""What the encodings that build on response games share."""

from __future__ import annotations

from alignment_games.errors import InvalidModelError
from alignment_games.models.response import ResponseGame, response_game
from alignment_games.models.response.example import example_arguments


def require_response_games(*games: ResponseGame) -> None:
    """Raise InvalidModelError unless each game was made by `response_game`, whose model is needed."""
    for game in games:
        if not isinstance(game, ResponseGame):
            raise InvalidModelError(f"expected a game made by response_game(...), got {type(game).__name__}")


def example_game(against: str = "Germany") -> ResponseGame:
    """Return a small response game against that threat."""
    return response_game(**example_arguments(against))
