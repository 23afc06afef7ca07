import pytest

import alignment_games as ag
from alignment_games.estimation import first_differences, fit_joiners
from tests.estimation.joining.invented import record

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
matplotlib.use("Agg")


def test_the_largest_change_is_on_top():
    seen = record()
    found = first_differences(seen, fit_joiners(seen), draws=5)
    ax = ag.plot(found)
    top = max(found.differences, key=lambda each: abs(each.change))
    assert ax.get_yticklabels()[-1].get_text().startswith(f"{top.parameter}\n")
    points = [line.get_xdata()[0] for line in ax.get_lines() if line.get_marker() in ("o", "s")]
    assert sorted(points) == sorted(each.change for each in found.differences)
