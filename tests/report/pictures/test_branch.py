import numpy as np
import pytest

import alignment_games as ag

plt = pytest.importorskip("matplotlib.pyplot", reason="matplotlib is not installed; it comes with the plot extra")

HUNT = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])


def test_every_action_of_the_players_asked_for_has_its_line():
    path = ag.logit_path(HUNT)
    axes = plt.subplots()[1]
    assert ag.plot(path, axes) is axes
    assert [text.get_text() for text in axes.get_legend().get_texts()] == [
        "Ann: stag",
        "Ann: hare",
        "Bob: stag",
        "Bob: hare",
    ]
    first, second, *_ = axes.get_lines()
    np.testing.assert_allclose(first.get_ydata() + second.get_ydata(), 1)
    assert len(ag.plot(path, players=["Bob"]).get_legend().get_texts()) == 2
    with pytest.raises(ag.InvalidModelError, match="did you mean 'Ann'"):
        ag.plot(path, players=["Anne"])
