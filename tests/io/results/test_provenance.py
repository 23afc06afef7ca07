"""Where a result comes from: the figures of the model that made the game."""

import alignment_games as ag
from alignment_games.io.results.provenance import provenance


def test_the_figures_of_any_model_are_told():
    assert provenance(ag.solve("dilemma"))["parameters"] == {
        "reward": 4,
        "temptation": 3,
        "punishment": 2,
        "sucker": 0,
    }
    assert provenance(ag.solve("chain_ganging"))["parameters"]["cost"] == {"France": 0.1, "Britain": 0.1}
    assert provenance(ag.solve(ag.NormalFormGame([[1, 2]])))["parameters"] == {}
    assert provenance(ag.solve("europe-1938"))["parameters"]["burden"] == 0.05
