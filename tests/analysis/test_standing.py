"""A state's chances if it is attacked, by hand."""

import pytest

from alignment_games import State, response_game
from alignment_games.analysis.standing import standing

A, B = State("A", 0.1), State("B", 0.3)


def test_alone_and_in_the_equilibrium_by_hand():
    game = response_game([A, B], State("T", 0.2), [0.5, 0.5], actions=["balance", "buck_pass"])
    found = standing(game, game.profile("balance, balance"), 0)
    assert found.alone == pytest.approx(0.1**2 / (0.1**2 + 0.2**2))
    assert found.now == pytest.approx(0.325**2 / (0.325**2 + 0.2**2))  # .1 and .75 * .3 of help
    assert found.best == found.now
    assert found.can_be_held


def test_no_coalition_holds_it_where_all_together_are_too_weak():
    game = response_game([A, State("C", 0.05)], State("T", 0.5), [0.5, 0.5], actions=["balance", "buck_pass"])
    found = standing(game, game.profile("buck_pass, buck_pass"), 0)
    assert found.best == pytest.approx(0.1375**2 / (0.1375**2 + 0.5**2))  # at best .1 and .75 * .05
    assert not found.can_be_held


def test_a_mixture_weighs_the_chances():
    game = response_game([A, B], State("T", 0.2), [0.5, 0.5], actions=["balance", "buck_pass"])
    pure = [standing(game, game.profile(f"balance, {other}"), 0).now for other in ("balance", "buck_pass")]
    mixed = standing(game, game.profile([[1, 0], [0.25, 0.75]]), 0).now
    assert mixed == pytest.approx(0.25 * pure[0] + 0.75 * pure[1])
