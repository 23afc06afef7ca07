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
