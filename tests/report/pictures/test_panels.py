import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.report import response_panels
from alignment_games.sweeps import sweep

pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")

from matplotlib.collections import QuadMesh

CASE = ag.load_case("europe-1938-large")
DIAGRAM = sweep(CASE, vary={"burden": np.linspace(0, 0.2, 9), "securitization": 2.0 ** np.linspace(-3, 3, 9)})


def test_each_state_that_moves_has_a_panel_of_its_responses():
    figure = response_panels(DIAGRAM, now=(0.05, 1.0))
    moving = [player for player in DIAGRAM.players if len(np.unique(DIAGRAM.response(player))) > 1]
    assert [ax.get_title() for ax in figure.axes] == moving
    for ax, player in zip(figure.axes, moving, strict=True):
        (mesh,) = [each for each in ax.collections if isinstance(each, QuadMesh)]
        colours = np.asarray(mesh.get_array()).reshape(9, 9, 3)
        response = DIAGRAM.response(player).T
        for action in np.unique(response):
            assert len({tuple(pixel) for pixel in colours[response == action].round(6).tolist()}) == 1
        assert len({tuple(p) for p in colours.reshape(-1, 3).round(6).tolist()}) == len(np.unique(response))
        assert ax.get_yscale() == "log"
        assert any(line.get_gid() == "now" for line in ax.lines)


def test_the_legend_has_each_action_once_and_those_who_never_move_are_told():
    figure = response_panels(
        sweep(CASE, vary={"burden": np.linspace(0.14, 0.2, 5), "securitization": np.linspace(0.9, 1.1, 5)})
    )
    (legend,) = figure.legends
    told = [text.get_text() for text in legend.get_texts()]
    assert len(told) == len(set(told))
    steady = response_panels(
        sweep(CASE, vary={"burden": np.linspace(0, 0.2, 9), "securitization": np.array([0.2, 0.21])})
    )
    constant = [p for p in DIAGRAM.players if p not in [ax.get_title() for ax in steady.axes]]
    assert constant
    assert "The same everywhere: " in steady.get_supxlabel()
    assert all(player in steady.get_supxlabel() for player in constant)


def test_a_plane_is_needed():
    with pytest.raises(InvalidModelError, match="over two inputs, this diagram has 1"):
        response_panels(sweep(CASE, vary={"burden": [0.1, 0.2]}))
