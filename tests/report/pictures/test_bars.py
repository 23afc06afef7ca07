import numpy as np
import pytest

import alignment_games as ag
from alignment_games.sweeps import swings, uncertain
from alignment_games.sweeps.uncertainties.sensitivity import Swing

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
    likely = [row for row in found.to_records() if row["probability"]]
    assert widths == sorted(round(row["probability"], 12) for row in likely)
    assert len(likely) < len(found.to_records())
    assert legend(ax) == ["Balancing", "Passing the buck"]  # nobody bandwagons in any draw


def test_tornado_bars_end_at_the_slacks():
    rows = swings(CASE, vary={"burden": uniform(0, 0.1), "intent": {"France": uniform(0.5, 0.4)}})
    ax = ag.plot(rows)
    ends = [bar.get_x() + bar.get_width() for bar in ax.patches]
    wanted = [slack for row in rows for slack in (row.slack_low, row.slack_high)]
    assert sorted(ends) == pytest.approx(sorted(wanted))
    assert [label.get_text() for label in ax.get_yticklabels()] == [row.input for row in rows]


def test_values_stand_on_both_sides_even_where_both_bars_run_to_one():
    both = Swing("burden", 0.1, 0.2, slack_low=0.5, slack_high=0.7, slack=0.4, profile=())
    ax = ag.plot([both])
    texts = {text.get_text(): (text.xy[0], text.get_ha()) for text in ax.texts}
    assert texts["0.2"] == (0.7, "left")
    assert texts["0.1"] == (0.4, "right")


def test_each_share_but_the_last_has_its_interval():
    found = uncertain(CASE, vary={"burden": uniform(0, 0.1)}, draws=500, rng=1)
    ax = ag.plot(found)
    lengths = sorted(float(np.diff(line.get_segments()[0][:, 0])[0]) for line in ax.collections)
    wanted = []
    for state in found.players:
        left = 0.0
        for estimate in found.response(state).values():
            left += estimate.value
            if estimate.value and left < 1 - 1e-9:
                wanted.append(estimate.high - estimate.low)
    assert lengths == pytest.approx(sorted(wanted))
    assert wanted
    assert "500 draws" in ax.get_xlabel()


def test_of_many_inputs_those_whose_bar_cannot_be_seen_are_told_of_below():
    moving = [Swing(f"power of {k}", 0.1, 0.2, 0.3, 0.5, 0.4, ()) for k in range(16)]
    idle = Swing("burden", 0.1, 0.2, slack_low=0.4, slack_high=0.4, slack=0.4, profile=())
    hardly = [Swing(f"intent of {k}", 0.1, 0.2, 0.4, 0.4 + 2e-5, 0.4, ()) for k in range(9)]
    ax = ag.plot([*moving, idle])
    assert "burden" not in [label.get_text() for label in ax.get_yticklabels()]
    assert ax.get_xlabel().endswith("No bar: burden, moving nothing")
    many = ag.plot([*moving, idle, *hardly])
    assert len(many.get_yticklabels()) == 16
    assert many.get_xlabel().endswith("No bar: 10 inputs, moving it by 2e-05 at most")
    assert "No bar" not in ag.plot([moving[0], idle]).get_xlabel()


def test_the_figures_at_the_ends_of_bars_stay_within_the_frame():
    ax = ag.plot([Swing("power of the Netherlands", 0.00265, 0.00598, 1.0, -1.0, 0.0, ())])
    ax.figure.canvas.draw()
    frame = ax.get_window_extent()
    for figure in ax.texts:
        extent = figure.get_window_extent()
        assert frame.x0 <= extent.x0
        assert extent.x1 <= frame.x1
