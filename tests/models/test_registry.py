"""Which encodings there are."""

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.models.registry import BUILDERS, builder, example


@pytest.mark.parametrize("name", BUILDERS)
def test_the_example_of_each_is_a_game_of_that_encoding(name):
    game = example(name).game()
    assert getattr(game, "encoding", "response") == name


def test_an_unknown_name_is_refused_with_the_closest():
    with pytest.raises(InvalidModelError, match="did you mean 'landscape'"):
        builder("landscap")
