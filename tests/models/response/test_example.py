"""The example of the encodings that build on a response game is one."""

from alignment_games.models import response_game
from alignment_games.models.response.example import example_arguments


def test_it_makes_a_game_whatever_the_threat_is_called():
    game = response_game(**example_arguments("Rival"))
    assert game.players == ("Britain", "USSR")
    assert game.model.against.name == "Rival"
    assert (game.model.threat.values > 0).all()
