import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
matplotlib.use("Agg")

from matplotlib.colors import to_rgb  # noqa: E402

CASE = ag.load_case("europe-1938")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_arrows_grow_with_the_threat():
    ax = ag.plot(CASE, alignment={"Britain": "balance", "France": "balance", "USSR": "bandwagon"})
    shown = texts(ax)
    assert {"Germany", "Britain\nbalancing", "USSR\nbandwagoning"} <= set(shown)
    figures = [float(text) for text in shown if text.replace(".", "").isdigit()]
    assert figures == [round(float(value), 2) for value in CASE.model.threat.values]
    grey = [patch.get_linewidth() for patch in ax.patches if tuple(patch.get_edgecolor()[:3]) == to_rgb("#555555")]
    assert np.argsort(grey).tolist() == np.argsort(CASE.model.threat.values).tolist()
    with pytest.raises(InvalidModelError, match="did you mean 'France'"):
        ag.plot(CASE, alignment={"Frans": "balance"})
    with pytest.raises(InvalidModelError, match="says nothing of France and USSR"):
        ag.plot(CASE, alignment={"Britain": "balance"})
