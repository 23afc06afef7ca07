"""Building a game of two sides: what is taken and what is refused."""

import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.models import both_sides_game, both_sides_model

FIRST, SECOND = ag.as_model("both_sides").sides


def test_the_game_remembers_its_model_and_encoding():
    game = both_sides_game(FIRST, SECOND, provocation={"Sparta": 1, "Athens": 0.5})
    assert game.encoding == game.model.encoding == "both_sides"
    assert game.model.provocation == {"Sparta": 1, "Athens": 0.5}
    assert ag.as_model(game) is game.model


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: both_sides_model(FIRST, FIRST), "Athens is on both sides; take it out of one"),
        (lambda: both_sides_model("russia-2008", "russia-2022"), "is on both sides"),
        (lambda: both_sides_model("europe-1907", "europe-1938"), "is on both sides|both sides face Germany"),
        (lambda: both_sides_model("dilemma", FIRST), "a side is about states that face one threat"),
        (lambda: both_sides_model(FIRST, SECOND, provocation={"Sparta": 1}), "for each threat: Sparta, Athens"),
        (
            lambda: both_sides_model(FIRST.with_parameters(threat_power=0.5), SECOND),
            "Sparta has power 0.3 on its side and 0.5 as the threat; give one figure",
        ),
    ],
)
def test_bad_sides_are_refused_in_words(call, words):
    with pytest.raises(InvalidModelError, match=words):
        call()
