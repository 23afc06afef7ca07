"""Chain-ganging: the game by hand and the sign of offence."""

from fractions import Fraction
from itertools import product

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.models.chain_ganging import chain_ganging_game

POWERS = {"France": Fraction(1), "Britain": Fraction(2), "Italy": Fraction(1, 2)}


def test_the_game_by_hand():
    front, attack, cost, stake = 2, Fraction(3, 2) * 4, Fraction(1, 10), Fraction(3)
    game = chain_ganging_game(POWERS, front=2, threat=4, offence=Fraction(3, 2), cost=cost, stake=stake)

    def lost(defence):
        return attack**2 / (defence**2 + attack**2)

    for index in product(range(2), repeat=3):
        joined = sum((p for p, k in zip(POWERS.values(), index, strict=True) if k == 0), start=Fraction(front))
        passed = sum((p for p, k in zip(POWERS.values(), index, strict=True) if k == 1), start=Fraction(0))
        for i, k in enumerate(index):
            joining, passing = -cost - stake * lost(joined), -lost(joined) * (cost + stake * lost(passed))
            assert game.payoffs[(i, *index)] == (passing if k else joining)


def test_offence_turns_buck_passing_into_chain_ganging():
    incentives = []
    for offence in (0.25, 0.5, 1, 2, 4):
        game = chain_ganging_game({"France": 1.0}, front=1.0, threat=1.0, offence=offence, cost=0.1)
        incentives.append(game.payoffs[0, 0] - game.payoffs[0, 1])
    assert incentives[0] < 0
    assert incentives[1] < 0
    assert min(incentives[2:]) > 0


def test_without_returns_to_concentration_nobody_is_chained_to_a_hopeless_war():
    game = chain_ganging_game({"France": 1.0}, front=1.0, threat=50.0, decisiveness=1, cost=0.1)
    assert game.payoffs[0, 1] > game.payoffs[0, 0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"powers": {}}, "at least 1 state"),
        ({"offence": 0}, "offence must be"),
        ({"threat": -1}, "threat must be"),
        ({"cost": -1}, "cost must be"),
        ({"stake": {"Franec": 1}}, "did you mean 'France'"),
    ],
)
def test_bad_figures_are_refused_in_words(changes, words):
    given = {"powers": {"France": 1}, "front": 1, "threat": 1, **changes}
    with pytest.raises(InvalidModelError, match=words):
        chain_ganging_game(**given)
