import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.selecting import SelectionProblem, entry_games
from alignment_games.estimation.selecting.likelihood import simulated_likelihood
from tests.estimation.selecting.entry import found


def test_the_end_is_a_maximum_of_the_draws_it_was_reached_by():
    fit = found()
    reached = fit.reached

    def height(point):
        return simulated_likelihood(reached.draws, point[:3] - reached.origin, point[3:]).logs.sum()

    for k, error in enumerate(np.array(list(fit.errors.values())) / fit.units):
        for side in (0.5, -0.5):
            assert height(reached.point + side * error * np.eye(4)[k]) < height(reached.point)
    assert reached.decrement < 1e-8
    assert reached.value.effective.mean() > 0.95


def test_what_everybody_does_identifies_nothing():
    games = entry_games({}, np.ones((20, 2), dtype=int))  # no finite constant is the likeliest
    with pytest.raises(InvalidModelError, match="not identified by these games: constant"):
        SelectionProblem(games, []).solve([0.0, 0.0], draws=32)
