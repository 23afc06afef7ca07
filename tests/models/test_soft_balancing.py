"""Soft balancing: the hegemon's reply is its best, the game by hand, refusals."""

from fractions import Fraction
from itertools import product

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.models.soft_balancing import soft_balancing_game

POWERS = {"France": Fraction(1, 5), "Russia": Fraction(3, 10)}


def test_the_game_by_hand():
    harm = {"France": Fraction(2), "Russia": Fraction(-1)}
    effects, costs, ambition, stiffness = (Fraction(1, 4), Fraction(1)), (Fraction(1, 50), Fraction(1, 2)), 2, 3
    game = soft_balancing_game(POWERS, ambition=ambition, harm=harm, stiffness=stiffness, effects=effects, costs=costs)
    for index in product(range(3), repeat=2):
        burden = sum((0, *effects)[k] * p for k, p in zip(index, POWERS.values(), strict=True))
        # the hegemon's best scale, by the vertex of V x - k x^2 / 2 - burden x
        scale = (ambition - burden) / stiffness
        value = ambition * scale - stiffness * scale**2 / 2 - burden * scale
        assert all(ambition * x - stiffness * x**2 / 2 - burden * x <= value for x in (0, scale / 2, 2 * scale, 1))
        for i, name in enumerate(POWERS):
            assert game.payoffs[(i, *index)] == -harm[name] * scale - (0, *costs)[index[i]]


@pytest.mark.parametrize(("harm", "best"), [(0, "acquiesce"), (-1, "acquiesce"), (1, "soft_balance"), (5, "balance")])
def test_the_best_action_depends_on_harm_alone(harm, best):
    game = soft_balancing_game({"France": 0.3, "Russia": 0.3}, ambition=1, harm=harm)
    for others in ("acquiesce", "soft_balance", "balance"):
        assert game.best_replies(f"acquiesce, {others}")["France"] == (best,)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"powers": {}}, "at least 1 state"),
        ({"ambition": 0}, "ambition must be"),
        ({"ambition": 0.5}, "all states together can add"),
        ({"stiffness": 0}, "stiffness must be"),
        ({"effects": (1, 2, 3)}, "effects and costs are pairs"),
        ({"costs": (-1, 1)}, "effect or cost must be"),
        ({"harm": {"Francee": 1, "Russia": 1}}, "did you mean 'France'"),
    ],
)
def test_bad_figures_are_refused_in_words(changes, words):
    given = {"powers": {"France": 0.3, "Russia": 0.3}, "ambition": 1, **changes}
    with pytest.raises(InvalidModelError, match=words):
        soft_balancing_game(**given)
