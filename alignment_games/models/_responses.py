"""What the encodings that build on response games share."""

from __future__ import annotations

from alignment_games.errors import InvalidModelError
from alignment_games.models.response import ResponseGame


def require_response_games(*games: ResponseGame) -> None:
    """Raise InvalidModelError unless each game was made by `response_game`, whose model is needed."""
    for game in games:
        if not isinstance(game, ResponseGame):
            raise InvalidModelError(f"expected a game made by response_game(...), got {type(game).__name__}")
