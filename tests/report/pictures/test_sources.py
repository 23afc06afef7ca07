import math

import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError

pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")

CASE = ag.load_case("europe-1938")


def test_pieces_add_up_to_the_halvings_of_the_threat():
    ax = ag.plot(CASE, kind="sources")
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == ["France", "Britain", "USSR"]  # by their threat
    for place, name in enumerate(names):
        widths = [bar.get_width() for bar in ax.patches if round(bar.get_y() + bar.get_height() / 2) == place]
        assert len(widths) == 4
        assert 2 ** -sum(widths) == pytest.approx(CASE.model.threat[name])
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["power", "proximity", "offence", "intent"]


def test_an_offence_at_an_advantage_gives_back_to_the_left():
    ax = ag.plot(CASE.model.with_parameters(offence_balance=2.0), kind="sources")
    left = [bar for bar in ax.patches if bar.get_width() < 0]
    assert len(left) == 3
    assert all(bar.get_x() == 0 for bar in left)
    halvings = sum(bar.get_width() for bar in ax.patches if round(bar.get_y() + bar.get_height() / 2) == 0)
    top = ax.get_yticklabels()[0].get_text()
    assert halvings == pytest.approx(-math.log2(CASE.model.with_parameters(offence_balance=2.0).threat[top]))


def test_threats_without_shares_are_refused():
    with pytest.raises(InvalidModelError, match="given outright and has no sources"):
        ag.plot(CASE.model.with_parameters(threat=[0.1, 0.2, 0.3]), kind="sources")
    with pytest.raises(InvalidModelError, match="a source of the threat that France perceives is 0"):
        ag.plot(CASE.model.with_parameters(intent={"France": 0.0}), kind="sources")
    with pytest.raises(InvalidModelError, match="unknown kind 'source'; did you mean 'sources'"):
        ag.plot(CASE, kind="source")
