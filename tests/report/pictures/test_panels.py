import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.report import response_panels
from alignment_games.report.pictures.looks import LOOKS
from alignment_games.sweeps import sweep

pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")

from matplotlib.colors import to_hex

CASE = ag.load_case("europe-1938-large")
DIAGRAM = sweep(CASE, vary={"burden": np.linspace(0, 0.2, 9), "securitization": 2.0 ** np.linspace(-3, 3, 9)})
#: The points inside the frame, where it is plain on which side of an outline they lie.
INNER = np.stack(np.meshgrid(*DIAGRAM.axes.values(), indexing="ij"), axis=-1)[1:-1, 1:-1]


def test_each_state_that_moves_has_a_panel_of_its_responses():
    figure = response_panels(DIAGRAM, now=(0.05, 1.0), exact=False)
    moving = [player for player in DIAGRAM.players if len(np.unique(DIAGRAM.response(player))) > 1]
    assert [ax.get_title() for ax in figure.axes] == moving
    for ax, player in zip(figure.axes, moving, strict=True):
        response = DIAGRAM.response(player)
        fills = {to_hex(patch.get_facecolor()): patch.get_path() for patch in ax.patches if patch.get_fill()}
        played = np.unique(response).tolist()
        assert set(fills) == {LOOKS[action][0].lower() for action in played}
        for action in played:
            inside = fills[LOOKS[action][0].lower()].contains_points(INNER.reshape(-1, 2)).reshape(7, 7)
            assert (inside == (response[1:-1, 1:-1] == action)).all()
        assert ax.get_yscale() == "log"
        assert any(line.get_gid() == "now" for line in ax.lines)


def test_the_legend_has_each_action_once_and_those_who_never_move_are_told():
    figure = response_panels(
        sweep(CASE, vary={"burden": np.linspace(0.14, 0.2, 5), "securitization": np.linspace(0.9, 1.1, 5)}), exact=False
    )
    (legend,) = figure.legends
    told = [text.get_text() for text in legend.get_texts()]
    assert len(told) == len(set(told))
    steady = response_panels(
        sweep(CASE, vary={"burden": np.linspace(0, 0.2, 9), "securitization": np.array([0.2, 0.21])}), exact=False
    )
    constant = [p for p in DIAGRAM.players if p not in [ax.get_title() for ax in steady.axes]]
    assert constant
    assert "The same everywhere: " in steady.get_supxlabel()
    assert all(player in steady.get_supxlabel() for player in constant)


def test_a_plane_is_needed():
    with pytest.raises(InvalidModelError, match="over two inputs, this diagram has 1"):
        response_panels(sweep(CASE, vary={"burden": [0.1, 0.2]}))
