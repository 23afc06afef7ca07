import numpy as np
import pytest

from alignment_games.estimation.selecting import SelectionProblem, entry_games
from alignment_games.estimation.selecting.forecasts import foretold
from tests.estimation.selecting.entry import by_profile, games


def test_forecasts_are_the_margins_of_the_closed_form():
    design = games(2)
    made = foretold(SelectionProblem(design, []), [design], np.array([0.5, 1.0, -1.0]), draws=4096, rng=1)
    assert [each.state for each in made] == ["player 1", "player 2"] * 2
    power = design.features[0, 1, :, 1, 1]
    joint = by_profile(0.5 + power, -1.0)
    for k in range(2):
        expected = joint.sum(axis=1 - k)[1]
        assert made[k].probabilities["in"] == pytest.approx(expected, abs=0.02)
        assert sum(made[k].probabilities.values()) == pytest.approx(1)
        assert made[k].played == "out"


def test_chances_given_that_there_is_a_pure_equilibrium():
    # without rivals each game has one equilibrium, and it is pure
    design = entry_games({}, [[0, 1]])
    both = [
        foretold(SelectionProblem(design, [], equilibria=kind), [design], np.array([0.4, 0.0]), draws=512, rng=1)
        for kind in ("all", "pure")
    ]
    assert both[0] == both[1]
