"""The picture of two scenarios shows the figures that they have."""

import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.report.pictures import contrasts

pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra").use("Agg")


@pytest.fixture(scope="module")
def found():
    return ag.compare("europe-1938", "europe-1939", by="parameter")


def written(ax):
    return [text.get_text() for text in ax.texts]


def test_a_matrix_of_inputs_and_states(found):
    ax = ag.plot(found)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["intent", "power", "threat_power", "all together"]
    assert [label.get_text().split("\n")[0] for label in ax.get_xticklabels()] == ["Britain", "France", "USSR"]
    whole = [round(row.chances[1] - row.chances[0], 2) for row in found.states]
    assert [float(text) for text in written(ax)[-3:]] == whole


def test_the_way_of_one_state_ends_where_it_does(found):
    ax = ag.plot(found, state="Britain", response="buck_pass")
    before, after = found.change("Britain", "buck_pass")
    steps = [float(text) for text in written(ax) if text[0] in "+-"]
    assert steps == pytest.approx([each.value for each in found.effects("Britain", "buck_pass")], abs=5e-4)
    assert {f"{before:.3f}", f"{after:.3f}"} <= set(written(ax))
    assert ax.patches[0].get_width() == before
    last = ax.patches[len(steps)]
    assert last.get_x() + last.get_width() == pytest.approx(after)


def test_more_inputs_than_there_is_room_for_are_put_together(found, monkeypatch):
    monkeypatch.setattr(contrasts, "_MOST", 2)
    ax = ag.plot(found)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["intent", "the other 2", "all together"]
    ax = ag.plot(found, state="France")
    assert "the other 2" in [label.get_text() for label in ax.get_yticklabels()]


def test_of_many_states_those_that_move_most_are_drawn(found, monkeypatch):
    monkeypatch.setattr(contrasts, "_MOST_STATES", 1)
    ax = ag.plot(found)
    most = max(found.states, key=lambda row: abs(row.chances[1] - row.chances[0]))
    assert [label.get_text().split("\n")[0] for label in ax.get_xticklabels()] == [most.state]
    assert "(1 of 3 states)" in ax.get_xlabel()


def test_nothing_to_draw_is_said():
    same = ag.compare("europe-1938", "europe-1938")
    with pytest.raises(InvalidModelError, match="no input differs"):
        ag.plot(same)
