import numpy as np
import pytest

from alignment_games.estimation.selecting import SelectionProblem
from alignment_games.estimation.selecting.forecasts import foretold
from tests.estimation.selecting.entry import by_profile, games


@pytest.mark.parametrize("equilibria", ["all", "pure"])
def test_forecasts_are_the_margins_of_the_closed_form(equilibria):
    # pure equilibria are selected wherever there are some; looking for no others leaves draws without one aside
    design = games(2)
    problem = SelectionProblem(design, ["pure"] if equilibria == "all" else [], equilibria=equilibria)
    point = np.array([0.5, 1.0, -1.0, *([40.0] if equilibria == "all" else [])])
    made = foretold(problem, [design], point, draws=4096, rng=1)
    assert [each.state for each in made] == ["player 1", "player 2"] * 2
    for k, each in enumerate(made):
        power = design.features[k // 2, 1, :, 1, 1]
        joint = by_profile(0.5 + power, -1.0, mixing=equilibria == "all")
        assert each.probabilities["in"] == pytest.approx(joint.sum(axis=1 - k % 2)[1], abs=0.01)
        assert sum(each.probabilities.values()) == pytest.approx(1)
        assert each.played == "out"
