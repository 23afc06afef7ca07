import numpy as np
import pytest

import alignment_games as ag
from alignment_games.report.pictures.looks import LOOKS

plt = pytest.importorskip("matplotlib.pyplot", reason="matplotlib is not installed; it comes with the plot extra")

HUNT = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])


def told(host):
    (legend,) = host.legends if hasattr(host, "legends") else [host.get_legend()]
    return [text.get_text() for text in legend.get_texts()]


def test_each_player_has_a_panel_in_the_colours_of_its_actions():
    path = ag.logit_path(ag.load_case("europe-1938").game())
    first = ag.plot(path)
    assert [ax.get_title() for ax in first.figure.axes] == ["Britain", "France", "USSR"]
    assert told(first.figure) == ["Balancing", "Passing the buck", "Bandwagoning"]
    for ax in first.figure.axes:
        colours = {line.get_gid().partition(": ")[2]: line.get_color() for line in ax.lines if line.get_gid()}
        assert colours == {action: LOOKS[action][0] for action in ("balance", "buck_pass", "bandwagon")}
        assert ax.get_xscale() == "log"


def test_every_action_of_the_players_asked_for_has_its_line():
    path = ag.logit_path(HUNT)
    axes = plt.subplots()[1]
    assert ag.plot(path, axes) is axes
    assert told(axes) == ["Playing stag", "Playing hare", "Ann", "Bob"]
    drawn = {line.get_gid(): line for line in axes.get_lines() if ": " in str(line.get_gid())}
    assert list(drawn) == ["Ann: stag", "Ann: hare", "Bob: stag", "Bob: hare"]
    np.testing.assert_allclose(drawn["Ann: stag"].get_ydata() + drawn["Ann: hare"].get_ydata(), 1)
    assert drawn["Ann: stag"].get_color() == drawn["Bob: stag"].get_color() != drawn["Ann: hare"].get_color()
    assert drawn["Ann: stag"].get_linestyle() != drawn["Bob: stag"].get_linestyle()
    with pytest.raises(ag.InvalidModelError, match="did you mean 'Ann'"):
        ag.plot(path, players=["Anne"])
