"""Exit: payoffs by hand, scenarios agree with the equilibria, thresholds of the odds."""

from fractions import Fraction

import numpy as np
import pytest
import sympy

from alignment_games.errors import InvalidModelError
from alignment_games.game.best_reply import pure_equilibria
from alignment_games.models.exit import exit_game, exit_scenario

EQUILIBRIA = {
    "security_competition": [[1, 1]],
    "cooperation": [[0, 0], [1, 1]],
    "security_community": [[0, 0]],
}


def test_the_payoffs_by_hand():
    game = exit_game(Fraction(1, 2), securitization=3, gain=2, temptation=1, fear=4, fellowship=5)
    i = Fraction(3, 4)
    reward, tempted, sucker = 2, 2 + i - (1 - i) * 5, (1 - i) * 5 - 4 * i
    assert game.payoffs[0].tolist() == [[reward, sucker], [tempted, 0]]
    assert game.payoffs[1].tolist() == [[reward, tempted], [sucker, 0]]


@pytest.mark.parametrize("securitization", [0.05, 0.3, 0.6, 1, 1.6, 3])
@pytest.mark.parametrize("intent", [0.1, 0.35, 0.62, 0.9])
def test_scenarios_are_the_equilibria(intent, securitization):
    options = {"securitization": securitization, "temptation": 1.2, "fear": 2.5, "fellowship": 1.1}
    game = exit_game(intent, **options)
    assert np.argwhere(pure_equilibria(game.payoffs, 2)).tolist() == EQUILIBRIA[exit_scenario(intent, **options)]


def test_fellowship_keeps_a_community_after_intent_has_risen():
    assert exit_scenario(0.4, fellowship=1) == "cooperation"
    assert exit_scenario(0.4, fellowship=3) == "security_community"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: exit_game(1.2), "intent must be between 0 and 1"),
        (lambda: exit_game(0.5, securitization=0), "securitization must be"),
        (lambda: exit_game(0.5, gain=0), "gain must be"),
        (lambda: exit_game(0.5, temptation=3, fear=2), "fear less temptation"),
        (lambda: exit_scenario(sympy.Symbol("i", positive=True)), "put numbers in"),
    ],
)
def test_bad_figures_are_refused_in_words(call, words):
    with pytest.raises(InvalidModelError, match=words):
        call()
