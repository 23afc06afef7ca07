import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError


def test_an_encoding_is_drawn_by_its_profiles():
    pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
    ax = ag.plot("dilemma")
    profiles = [patch for patch in ax.patches if str(patch.get_gid()).startswith("equilibrium")]
    assert len(profiles) == sum(eq.pure for eq in ag.solve("dilemma"))


def test_states_from_dyads_are_drawn_by_the_sources_of_the_threat():
    pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
    rows = {"ccode1": [365] * 2, "ccode2": [366, 290], "year": [2010] * 2, "cinc1": [0.039] * 2}
    made = ag.from_dyads({**rows, "cinc2": [0.0002, 0.0056], "capdist": [876, 1148], "conttype": [1, 1]}, 365, 2010)
    of_model = ag.plot(made.model, kind="sources")
    shown = {each.get_text() for each in ag.plot(made).get_yticklabels()}
    assert shown == {each.get_text() for each in of_model.get_yticklabels()} != set()


@pytest.mark.parametrize(
    ("result", "given"),
    [(object(), "object"), (3.5, "float"), ([1.0], "float in it"), ([], "nothing in it")],
)
def test_what_has_no_picture_is_refused_by_name(result, given):
    with pytest.raises(InvalidModelError, match=f"plot: expected .* got {given}"):
        ag.plot(result)


def test_a_model_without_a_picture_of_its_own_is_drawn_by_its_game():
    pytest.importorskip("matplotlib")
    assert ag.plot(ag.threshold_model({"A": 1, "B": 1}, against=1)) is not None
