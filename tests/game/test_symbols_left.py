"""What is said of payoffs in symbols."""

import pytest
from sympy import symbols

from alignment_games.errors import AlignmentGamesError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.symbols_left import symbols_left


def test_the_symbols_are_named_in_order_and_no_more_than_six():
    letters = symbols("h g f e d c b a")
    game = NormalFormGame([list(letters)], ["Ann"], [[str(k) for k in range(8)]])
    assert symbols_left(game).startswith("payoffs hold the symbols a, b, c, d, e, f and 2 more; give each a number")


@pytest.mark.parametrize("method", ["to_float", "to_exact"])
def test_a_conversion_says_them(method):
    game = NormalFormGame([[symbols("cost"), 0]], ["Ann"], [["up", "down"]])
    with pytest.raises(AlignmentGamesError, match=r"the symbols cost; .*--set cost=0.5"):
        getattr(game, method)()
