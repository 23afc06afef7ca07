"""What a table of payoffs says of play, beside sums over all profiles."""

from itertools import product

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.game.labelled_game import LabelledGame
from alignment_games.game.payoff_table import PayoffTable

RNG = np.random.default_rng(7)
GAME = ag.NormalFormGame(RNG.normal(size=(3, 2, 3, 2)), ["A", "B", "C"])
PLAY = [RNG.dirichlet(np.ones(m)) for m in GAME.n_actions]


def by_sums(i, profile):
    """The expected payoff of player i, profile by profile."""
    return sum(
        np.prod([own[k] for own, k in zip(profile, at, strict=True)]) * GAME.payoffs[(i, *at)]
        for at in product(*map(range, GAME.n_actions))
    )


def test_expected_and_deviation_payoffs_are_sums_over_profiles():
    assert GAME.expected_payoffs(PLAY) == pytest.approx([by_sums(i, PLAY) for i in range(3)])
    for i, values in enumerate(GAME.deviation_payoffs(PLAY)):
        for k, value in enumerate(values):
            alone = [np.eye(GAME.n_actions[i])[k] if j == i else own for j, own in enumerate(PLAY)]
            assert value == pytest.approx(by_sums(i, alone))


def test_regret_is_the_best_deviation_less_the_play():
    best = [values.max() for values in GAME.deviation_payoffs(PLAY)]
    assert GAME.regrets(PLAY) == pytest.approx(np.array(best) - GAME.expected_payoffs(PLAY))


def test_best_replies_are_all_that_are_as_good():
    tie = ag.NormalFormGame([[[1, 0], [1, 5]], [[0, 0], [0, 1]]], ["Ann", "Bob"], [["up", "down"], ["left", "right"]])
    assert tie.best_replies("up, left") == {"Ann": ("up", "down"), "Bob": ("left", "right")}
    assert tie.best_replies("down, right") == {"Ann": ("down",), "Bob": ("right",)}


def test_profiles_run_with_the_last_player_fastest():
    places = ((0, 0, 0), (0, 0, 1), (0, 1, 0))
    first = [tuple(GAME.actions[i][k] for i, k in enumerate(at)) for at in places]
    assert GAME.pure_profiles()[:3] == first
    assert len(GAME.pure_profiles()) == 12


def test_families_have_leading_axes():
    family = ag.NormalFormGame(np.zeros((4, 5, 2, 2, 2)), ["Ann", "Bob"])
    assert family.batch_shape == (4, 5)
    assert family.regrets([[1, 0], [1, 0]]).shape == (4, 5, 2)


def test_a_table_is_a_game_by_names():
    assert issubclass(PayoffTable, LabelledGame)
    assert GAME.player_index("C") == 2
    with pytest.raises(ag.InvalidModelError, match="unknown player 'D'"):
        GAME.player_index("D")
    assert [own.tolist() for own in GAME.profile([[1, 0], [0, 0.5, 0.5], [0, 1]])] == [[1, 0], [0, 0.5, 0.5], [0, 1]]
