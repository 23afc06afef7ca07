import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError


def test_an_encoding_is_drawn_by_its_profiles():
    pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
    ax = ag.plot("dilemma")
    profiles = [patch for patch in ax.patches if str(patch.get_gid()).startswith("equilibrium")]
    assert len(profiles) == sum(eq.pure for eq in ag.solve("dilemma"))


@pytest.mark.parametrize(
    ("result", "given"),
    [(object(), "object"), (3.5, "float"), ([1.0], "float in it"), ([], "nothing in it")],
)
def test_what_has_no_picture_is_refused_by_name(result, given):
    with pytest.raises(InvalidModelError, match=f"plot: expected .* got {given}"):
        ag.plot(result)


def test_models_of_all_kinds_are_drawn_by_what_they_hold():
    pytest.importorskip("matplotlib")
    assert ag.plot(ag.threshold_model({"A": 1, "B": 1}, against=1)) is not None
    rows = {"ccode1": [220, 200], "ccode2": [255] * 2, "year": [1938] * 2, "cinc1": [0.05, 0.08], "cinc2": [0.15] * 2}
    made = ag.from_dyads({**rows, "capdist": [880, 932], "conttype": [1, 5]}, 255, 1938)
    assert ag.plot(made, kind="sources").get_ylabel() == ag.plot(made.model, kind="sources").get_ylabel()
    with pytest.raises(InvalidModelError, match="say what each state does"):
        ag.plot(made)
