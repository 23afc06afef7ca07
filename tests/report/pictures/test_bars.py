import pytest

import alignment_games as ag
from alignment_games.sweeps import swings, uncertain

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
matplotlib.use("Agg")

from scipy.stats import uniform  # noqa: E402

CASE = ag.load_case("europe-1938")


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_bars_are_the_probabilities():
    found = uncertain(CASE, vary={"burden": uniform(0, 0.1)}, draws=2000, rng=1)
    ax = ag.plot(found)
    widths = sorted(round(bar.get_width(), 12) for bar in ax.patches)
    assert widths == sorted(round(row["probability"], 12) for row in found.to_records())
    assert legend(ax) == ["Balancing", "Passing the buck", "Bandwagoning"]


def test_tornado_bars_end_at_the_slacks():
    rows = swings(CASE, vary={"burden": uniform(0, 0.1), "intent": {"France": uniform(0.5, 0.4)}})
    ax = ag.plot(rows)
    ends = [bar.get_x() + bar.get_width() for bar in ax.patches]
    wanted = [slack for row in rows for slack in (row.slack_low, row.slack_high)]
    assert ends == pytest.approx(wanted)
    assert [label.get_text() for label in ax.get_yticklabels()] == [row.input for row in rows]
