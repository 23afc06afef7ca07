"""Two threats: payoffs add up, one threat of no weight is no threat, refusals."""

from itertools import product

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.response import response_game
from alignment_games.models.two_threats import two_threats_game
from alignment_games.states import State

STATES = [State("Britain", power=0.1), State("France", power=0.05)]
GERMANY, USSR = State("Germany", power=0.15), State("USSR", power=0.16)
ONE = response_game(STATES, GERMANY, [0.5, 0.8])
OTHER = response_game(STATES, USSR, [0.4, 0.3])


def test_payoffs_add_up():
    actions = {"east": ("balance", "buck_pass"), "with": ("bandwagon", "balance"), "none": ("buck_pass", "buck_pass")}
    game = two_threats_game(ONE, OTHER, actions=actions)
    for (i, first), (j, second) in product(enumerate(actions), repeat=2):
        a, b = ([actions[label][k] for label in (first, second)] for k in (0, 1))
        expected = ONE.expected_payoffs(a) + OTHER.expected_payoffs(b)
        np.testing.assert_allclose(game.payoffs[:, i, j], expected)


def test_a_threat_of_no_weight_changes_nothing():
    none = response_game(STATES, USSR, [0, 0])
    game = two_threats_game(ONE, none, actions={label: (label, "buck_pass") for label in ONE.actions[0]})
    np.testing.assert_allclose(game.payoffs, ONE.payoffs, atol=1e-15)


def test_the_default_actions_commit_power_to_one_side():
    game = two_threats_game(ONE, OTHER)
    assert game.actions == (("balance_Germany", "balance_USSR", "buck_pass"),) * 2
    np.testing.assert_allclose(
        game.payoffs[:, 0, 1],
        ONE.expected_payoffs("balance, buck_pass") + OTHER.expected_payoffs("buck_pass, balance"),
    )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: two_threats_game(ONE, ONE), "both Germany"),
        (lambda: two_threats_game(ONE, response_game(STATES[::-1], USSR, [0.4, 0.3])), "same states in the same order"),
        (lambda: two_threats_game(ONE, NormalFormGame([[[0, 0], [0, 0]]] * 2)), "made by response_game"),
        (lambda: two_threats_game(ONE, OTHER, actions={"x": 3}), "x needs a response to each of two threats, got 3"),
        (lambda: two_threats_game(ONE, OTHER, actions={"x": ("balanse", "buck_pass")}), "did you mean 'balance'"),
    ],
)
def test_bad_threats_are_refused_in_words(call, words):
    with pytest.raises(InvalidModelError, match=words):
        call()
