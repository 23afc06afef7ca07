import math

import pytest

from alignment_games.estimation.criteria import InformationCriteria


def test_criteria_by_hand():
    made = InformationCriteria()
    made.estimates, made.log_likelihood, made.rows = {"a": 1.0, "b": 2.0}, -10.0, 100
    assert made.aic == 24
    assert made.bic == pytest.approx(2 * math.log(100) + 20)
