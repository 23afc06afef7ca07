from dataclasses import replace

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation import first_differences, fit_joiners
from alignment_games.estimation.joining.theory import PARAMETERS
from alignment_games.io.sources.third_parties import read_third_parties
from tests.estimation.joining.invented import columns, decided, record

RECORD = record(disputes=200)
FIT = fit_joiners(RECORD)


def test_a_pact_with_side_a_by_changing_the_table():
    """The change is what prediction gives for a table in which everybody, and then nobody, has the pact."""
    table = decided(columns(disputes=200))
    fit = replace(FIT, estimates={**FIT.estimates, "pact": 0.0})  # which counts only where there is none of defence
    means = [
        fit.predict(read_third_parties({**table, f"defence_pact_{side}": [value] * len(RECORD)}))[:, column].mean()
        for side, column in (("a", 1), ("b", 2))
        for value in (1, 0)
    ]
    found = first_differences(RECORD, fit, draws=2)["defence"]
    assert (found.low, found.high) == (0, 1)
    assert found.change == pytest.approx((means[0] - means[1] + means[2] - means[3]) / 2)


def test_war_draws_in_and_costs_lower_the_chance():
    found = first_differences(RECORD, FIT, draws=100)
    signs = {each.parameter: np.sign(each.change) for each in found.differences}
    for name in ("threat", "defence", "pact", "milieu"):
        assert signs[name] == 1
    for name in ("burden", "catchers", "peace"):
        assert signs[name] == -1
    assert "autonomy" not in signs  # it is the same for everybody
    for each in found.differences:
        assert each.interval[0] <= each.change <= each.interval[1]
        assert 0 <= each.low < each.high
    assert "change of the mean chance of joining" in str(found)
    assert len(found.to_records()) == len(PARAMETERS) - 1


def test_without_uncertainty_the_interval_is_a_point():
    sure = replace(FIT, covariance=tuple((0.0,) * 8 for _ in range(8)))
    for each in first_differences(RECORD, sure, draws=3).differences:
        assert each.interval == pytest.approx((each.change, each.change))


def test_wrong_requests_are_refused():
    for wrong in ({"level": 0}, {"draws": 1}):
        with pytest.raises(InvalidModelError, match="a level between 0 and 1 and at least 2 draws"):
            first_differences(RECORD, FIT, **wrong)
    alone = replace(FIT, covariance=tuple((np.nan,) * 8 for _ in range(8)))
    with pytest.raises(InvalidModelError, match="estimates of one dispute"):
        first_differences(RECORD, alone)
