import math

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.forecasts import Foretold
from alignment_games.estimation.foresight import foresight

FORETOLD = [
    Foretold("C1", "C1a", "Ann", "balance", {"balance": 0.6, "pass": 0.4}),
    Foretold("C1", "C1a", "Bob", "pass", {"balance": 0.6, "pass": 0.4}),
    Foretold("C2", "C2a", "Ann", "pass", {"balance": 0.5, "pass": 0.5}),
]


def test_scores_by_hand():
    found = foresight(FORETOLD)
    assert (found.choices, found.cases) == (3, 2)
    assert found.accuracy[0] == pytest.approx(1.5 / 3)  # right, wrong, and a tie of two
    assert found.log_loss[0] == pytest.approx(-(math.log(0.6) + math.log(0.4) + math.log(0.5)) / 3)
    assert found.brier[0] == pytest.approx((0.32 + 0.72 + 0.5) / 3)
    # Sums by case about the mean of .5 are 0 and 0, so the accuracy has no error.
    assert found.accuracy[1] == pytest.approx(0)
    # Brier: sums .32 + .72 - 2m and .5 - m for m = 1.54/3, both +-.0133; sqrt(2/1 * 2 * .0133^2)/3.
    assert found.brier[1] == pytest.approx(2 * (1.04 - 2 * 1.54 / 3) / 3)
    assert [(each.count, each.share) for each in found.calibration] == [(2, 0.5), (2, 0.5), (2, 0.5)]
    assert "3 choices in 2 cases" in str(found)


def test_one_case_has_no_error_and_none_is_refused():
    assert math.isnan(foresight(FORETOLD[:2]).brier[1])
    with pytest.raises(InvalidModelError, match="no forecasts to score"):
        foresight([])
