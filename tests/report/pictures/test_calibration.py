import numpy as np
import pytest

import alignment_games as ag
from alignment_games.estimation import judge_joiners
from tests.estimation.joining.invented import record

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
matplotlib.use("Agg")


def test_groups_stand_at_their_shares():
    study = judge_joiners(record(), train_until=1935, folds=3, draws=5)
    ax = ag.plot(study)
    lines = {line.get_label(): line for line in ax.get_lines()}
    for sample in ("folds", "later years"):
        own = [each for each in study.calibration if each.sample == sample and each.share > 0]
        np.testing.assert_allclose(lines[sample].get_xdata(), [each.given for each in own])
        np.testing.assert_allclose(lines[sample].get_ydata(), [each.share for each in own])
    assert ax.get_xscale() == ax.get_yscale() == "log"
