from fractions import Fraction

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import VertexEnumeration, solve
from alignment_games.solvers._vertices.two_player import equilibrated, indifferent_profile, within_range


def test_what_counts_out_of_proportion_counts_against_one_action_alone():
    payoffs = np.random.default_rng(0).random((2, 3, 3))
    payoffs[0, 0, 1] = 1e12
    floats = equilibrated(NormalFormGame(payoffs))
    assert floats.row.min() >= 1
    assert (floats.row.min(axis=0) <= 1.5).all()  # every column has a loss of at least one half
    # Weights that make the row player indifferent between two rows do so in the game, when turned back.
    difference = floats.row[1] - floats.row[2]
    _, y = floats.profile((np.ones(3), np.array([abs(difference[2]), 0, abs(difference[0])])))
    gap = payoffs[0, 1] - payoffs[0, 2]
    assert y[0] / y[2] == pytest.approx(abs(gap[2] / gap[0]), rel=1e-12)


def test_floats_stand_for_the_fractions_that_they_are():
    game = NormalFormGame(np.array([[[0.1, 0.7], [0.3, 0.2]], [[1.0, 0.0], [0.0, 1.0]]]))
    _, y = indifferent_profile(game, [(0, 1), (0, 1)])
    left, right = Fraction(0.3) - Fraction(0.1), Fraction(0.7) - Fraction(0.2)
    assert y.tolist() == [right / (left + right), left / (left + right)]


@pytest.mark.parametrize("gains", [[[1.0, 0.0], [2.0, 0.5]], [[0.0, 1.0], [0.5, 2.0]]])
def test_where_only_negative_weights_make_actions_pay_the_same_no_mixture_does(gains):
    """They do at weights of 2 and -1: the second row pays more against either column."""
    assert indifferent_profile(NormalFormGame(np.array([gains, np.eye(2)])), [(0, 1), (0, 1)]) is None


def test_an_action_without_weight_is_left_in_a_mixture():
    game = NormalFormGame(np.array([[[1.0, 0.0], [1.0, 5.0]], [[1.0, 1.0], [0.0, 5.0]]]))
    assert [own.tolist() for own in indifferent_profile(game, [(0, 1), (0, 1)])] == [[1, 0], [1, 0]]


def test_no_difference_leaves_the_range_of_floats():
    assert np.isfinite(np.ptp(within_range(np.array([1.7e308, -1.7e308]))))
    small = within_range(np.array([5e-324, 1.5e-323]))
    assert small[1] / small[0] == 3


@pytest.mark.parametrize("penalty", [-1e5, -1e8, -1e12])
def test_probabilities_beside_a_penalty_are_right_to_nine_digits(penalty):
    rng = np.random.default_rng(5)
    for _ in range(10):
        payoffs = rng.random((2, 3, 3))
        payoffs[0, rng.integers(3), rng.integers(3)] = payoffs[1, rng.integers(3), rng.integers(3)] = penalty
        floats, exact = (solve(game, VertexEnumeration()) for game in twins(payoffs))
        assert floats.complete
        assert len(floats) == len(exact)
        for expected in exact:
            target = np.concatenate(expected.profile).astype(float)
            assert any(np.allclose(np.concatenate(e.profile), target, rtol=1e-9, atol=0) for e in floats)


def twins(payoffs):
    game = NormalFormGame(payoffs)
    return game, game.to_exact()
