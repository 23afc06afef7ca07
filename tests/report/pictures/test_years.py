import pytest

import alignment_games as ag
from alignment_games.sweeps import series

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
matplotlib.use("Agg")


CASE = ag.load_case("europe-1938")


def test_years_follow_the_slack():
    found = series(CASE, [1936, 1938], vary={"burden": [0.05, 0.2]})
    (line, *_) = ag.plot(found).get_lines()
    assert line.get_ydata().tolist() == [year.slack for year in found]
