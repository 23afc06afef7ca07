import pytest

import alignment_games as ag
from alignment_games.report.pictures.looks import LOOKS
from alignment_games.sweeps import series

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
matplotlib.use("Agg")


CASE = ag.load_case("europe-1938")


def test_years_stand_as_far_apart_as_they_are_and_the_slack_follows():
    found = series(CASE, [1936, 1938, 1939], vary={"burden": [0.05, 0.2, 0.06]})
    above = ag.plot(found)
    line, *_ = above.get_lines()
    assert line.get_xdata().tolist() == [1936, 1938, 1939]
    assert line.get_ydata().tolist() == [year.slack for year in found]


def test_markers_are_what_would_be_done_instead_and_frames_who_would():
    found = series(CASE, [1936, 1937, 1939], vary={"burden": [0.05, 0.05, 0.2]})
    above, below = ag.plot(found).figure.axes
    marked = {
        (place, line.get_color())
        for line in above.get_lines()
        if str(line.get_gid()).startswith("deviation")
        for place in line.get_xdata()
    }
    assert marked == {(year.year, LOOKS[year.deviation][0]) for year in found}
    frames = {
        (year, round(patch.get_y() + 0.4))
        for patch in below.patches
        if patch.get_gid() == "binding"
        for year in range(round(patch.get_x() + 0.5), round(patch.get_x() + patch.get_width() + 0.5))
    }
    names = [label.get_text() for label in below.get_yticklabels()]
    assert names == list(CASE.model.names)
    assert {(year, names[place]) for year, place in frames} == {(year.year, year.state) for year in found}


def test_years_without_numbers_stand_one_after_another_and_none_is_refused():
    named = series({"before": CASE, "after": ag.load_case("europe-1939")})
    _, below = ag.plot(named).figure.axes
    assert [label.get_text() for label in below.get_xticklabels()] == ["before", "after"]
    pennies = ag.NormalFormGame([[[1, 0], [0, 1]], [[0, 1], [1, 0]]])
    with pytest.raises(ag.InvalidModelError, match="no year of the series has a pure equilibrium"):
        ag.plot(series({1900: pennies}))


def test_the_pictures_keep_their_room_whatever_is_not_in_any_year():
    found = series(CASE, [1936, 1937], vary={"burden": [0.05, 0.05]})
    figure = ag.plot(found).figure  # nobody bandwagons instead, so that no marker stands for it
    figure.draw_without_rendering()
    assert sum(ax.get_position().height for ax in figure.axes) > 0.5
