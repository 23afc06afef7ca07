import numpy as np
import pytest
from scipy.stats import norm

from alignment_games.estimation.selecting import Shocks, entry_games
from alignment_games.estimation.selecting.games import PlayedGames
from alignment_games.estimation.selecting.replies import likeliest_replies, replies_of


def test_of_two_actions_the_chance_is_the_normal_distribution_function():
    games = entry_games({"power": [[0.5, -1.0]]}, [[True, False]])
    for shocks, size in ((Shocks(), 1.0), (Shocks(0.6, 0.8), 1.0), (Shocks(2.0, 0.0), 2.0)):
        logs, _, _ = replies_of(games, shocks).at(np.array([0.3, 2.0, -1.5]))
        first, second = 0.3 + 2 * 0.5, 0.3 - 2 - 1.5  # alone, and beside the first
        expected = norm.logcdf([first, -second] / (size * np.sqrt(2))).sum()
        assert logs == pytest.approx([expected], rel=1e-6)


def test_of_three_alike_actions_each_is_best_a_third_of_the_time_and_derivatives_are_those_of_differences():
    rng = np.random.default_rng(1)
    features = rng.normal(size=(5, 2, 2, 3, 2))
    games = PlayedGames(("one", "two"), np.zeros((5, 2, 3, 2)), features, rng.integers(2, size=(5, 2)))
    replies = replies_of(games, Shocks(1.0, 0.5), origin=np.array([0.2, -0.1]))
    logs, gradients, hessians = replies.at(np.array([-0.2, 0.1]))
    assert logs == pytest.approx(np.log(np.full(5, 1 / 6)), rel=1e-9)
    step = 1e-5
    for k, shift in enumerate(step * np.eye(2)):
        above, below = (replies.at(np.array([-0.2, 0.1]) + sign * shift) for sign in (1, -1))
        assert gradients[:, k] == pytest.approx((above[0] - below[0]) / (2 * step), rel=1e-6)
        assert hessians[:, k] == pytest.approx((above[1] - below[1]) / (2 * step), rel=1e-5, abs=1e-8)


def test_where_everybody_does_the_same_a_start_is_finite():
    (constant, _) = likeliest_replies([entry_games({}, np.ones((20, 2), dtype=int))], Shocks(), np.ones(2))
    assert 0 < constant < 30
