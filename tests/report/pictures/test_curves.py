import numpy as np
import pytest
from scipy.stats import uniform

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.report.pictures.looks import LOOKS
from alignment_games.sweeps import chances

pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")

FOUND = chances(
    "europe-1938", {"burden": [0.01, 0.05, 0.1]}, {("intent", "France"): uniform(0.3, 0.6)}, draws=60, rng=1
)


def test_curves_are_the_probabilities_and_bands_their_intervals():
    first = ag.plot(FOUND)
    assert [ax.get_title() for ax in first.figure.axes] == ["Britain", "France", "USSR"]
    for ax in first.figure.axes:
        response = {
            action: each
            for action, each in FOUND.response(ax.get_title()).items()
            if any(estimate.value for estimate in each)  # what nobody does in any draw has no curve
        }
        for line, band, (action, each) in zip(ax.lines, ax.collections, response.items(), strict=True):
            assert line.get_color() == LOOKS[action][0]
            np.testing.assert_allclose(line.get_ydata(), [estimate.value for estimate in each])
            heights = set(band.get_paths()[0].vertices[:, 1].round(9).tolist())
            assert {round(end, 9) for estimate in each for end in (estimate.low, estimate.high)} <= heights


def test_one_pair_of_axes_shows_one_state():
    from matplotlib import pyplot as plt

    ax = plt.subplots()[1]
    assert ag.plot(FOUND, ax, state="France") is ax
    assert ax.get_xlabel().startswith("burden (units of threat)\n")
    assert "payoff-dominant equilibrium; 60 draws of intent of France" in ax.get_xlabel().replace("\n", " ")
    with pytest.raises(InvalidModelError, match="shows one state; say which with state=: Britain, France, USSR"):
        ag.plot(FOUND, ax)
    with pytest.raises(InvalidModelError, match="unknown state 'Frence'"):
        ag.plot(FOUND, state="Frence")
