import pytest

import alignment_games as ag
from alignment_games.estimation.effects import FIRST, MARGINAL, Effect, Effects
from tests.estimation.observed import logit_fit

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
matplotlib.use("Agg")

ROWS = (
    Effect("power", "balance", 0.1, 0.4, 0.2, (0.1, 0.3)),
    Effect("power", "bandwagon", 0.1, 0.4, -0.2, (-0.3, -0.1)),
    Effect("rivalry", "balance", 0.0, 1.0, 0.05, (-0.1, 0.1)),
    Effect("rivalry", "bandwagon", 0.0, 1.0, -0.05, (-0.1, 0.1)),
)


def marked(ax):
    return [line for line in ax.get_lines() if line.get_marker() not in ("None", None, "")]


def test_each_response_has_its_point_and_band():
    ax = ag.plot(Effects(FIRST, 0.9, 100, 0, ROWS))
    assert sorted(line.get_xdata()[0] for line in marked(ax)) == [-0.2, -0.05, 0.05, 0.2]
    bands = [tuple(line.get_xdata()) for line in ax.get_lines() if len(line.get_xdata()) == 2]
    assert all(each.band in bands for each in ROWS)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["power\n0.1 to 0.4", "rivalry\n0 to 1"]
    assert {text.get_text() for text in ax.get_legend().get_texts()} == {"Balancing", "Bandwagoning"}
    assert ax.get_xlabel() == "change of the mean probability, 90% band"


def test_marginal_effects_name_no_ends():
    rows = tuple(Effect(each.source, each.action, None, None, each.change, each.band) for each in ROWS)
    ax = ag.plot(Effects(MARGINAL, 0.95, 100, 0, rows))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["power", "rivalry"]
    assert "for one unit" in ax.get_xlabel()


def test_estimates_stand_in_their_intervals():
    found, _ = logit_fit()
    ax = ag.plot(found, level=0.9)
    assert [line.get_xdata()[0] for line in marked(ax)] == list(found.estimates.values())
    low, high = found.intervals(level=0.9)["cost of balance"]
    assert any(tuple(line.get_xdata()) == (low, high) for line in ax.get_lines())
