import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError

pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")

import matplotlib as mpl
from matplotlib.colors import to_rgb

from alignment_games.report.pictures.styles import STYLES

CASE = ag.load_case("europe-1938")


def test_dark_pictures_are_dark_and_leave_no_trace():
    before = dict(mpl.rcParams)
    ax = ag.plot(CASE, style="dark")
    assert sum(to_rgb(ax.figure.get_facecolor())) < 0.5
    assert all(sum(to_rgb(text.get_color())) > 2 for text in ax.texts if str(text.get_gid()).startswith("label"))
    assert dict(mpl.rcParams) == before


def test_a_style_that_the_user_has_set_is_kept():
    with mpl.rc_context({"axes.facecolor": "black", "text.color": "white"}):
        ax = ag.plot(CASE)
    assert all(to_rgb(text.get_color()) == (1, 1, 1) for text in ax.texts if str(text.get_gid()).startswith("label"))


@pytest.mark.parametrize(("width", "inches"), [("column", 3.5), ("page", 7.2), (5, 5.0)])
def test_a_picture_is_as_wide_as_asked_with_letters_of_one_size(width, inches):
    ax = ag.plot(ag.sweep(CASE, {"burden": [0.0, 0.1, 0.2]}), style="journal", width=width)
    assert ax.figure.get_figwidth() == inches
    assert ax.xaxis.label.get_fontsize() == STYLES["journal"]["font.size"]


def test_others_are_refused():
    with pytest.raises(InvalidModelError, match="unknown style 'drak'; did you mean 'dark'"):
        ag.plot(CASE, style="drak")
    with pytest.raises(InvalidModelError, match="unknown width 'colum'; did you mean 'column'"):
        ag.plot(CASE, width="colum")
    for width in (0.1, float("nan"), True, [3]):
        with pytest.raises(InvalidModelError, match="width: expected 2 to 40 inches, 'column' or 'page', got"):
            ag.plot(CASE, width=width)
