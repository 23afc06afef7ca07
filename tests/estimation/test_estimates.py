"""What is read off estimates at once: p values, criteria, what proves the maximum."""

import math

import numpy as np
import pytest

from tests.estimation.observed import game_fit, logit_fit


def test_p_values_and_criteria():
    found, counts = logit_fit()
    name = "cost of balance"
    z = found.estimates[name] / found.clustered_errors[name]
    assert found.p_values[name] == pytest.approx(math.erfc(abs(z) / math.sqrt(2)))
    likelihood = (counts * np.log(counts / counts.sum())).sum()
    assert found.aic == pytest.approx(4 - 2 * likelihood, abs=1e-6)
    assert found.bic == pytest.approx(2 * math.log(counts.sum()) - 2 * likelihood, abs=1e-6)
    assert math.isnan(game_fit().p_values["log rate"])


def test_what_proves_the_maximum_is_told():
    found = game_fit()
    assert found.decrement <= 1e-14
    assert 0 < found.curvature <= 1
    assert found.proof().startswith("a maximum: a further step would add less than 1e-14")
    assert "1 of 1 climbs ended there" in str(found)
