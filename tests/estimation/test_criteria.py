import math

import numpy as np
import pytest

from alignment_games.cases.scores import clustered_error
from alignment_games.estimation.criteria import InformationCriteria, error_of_mean


def test_criteria_by_hand():
    made = InformationCriteria()
    made.estimates, made.log_likelihood, made.rows = {"a": 1.0, "b": 2.0}, -10.0, 100
    assert made.aic == 24
    assert made.bic == pytest.approx(2 * math.log(100) + 20)


def test_the_error_of_a_mean_is_that_of_another_method():
    values, clusters = np.random.default_rng(0).random(30), [f"case {k % 7}" for k in range(30)]
    assert error_of_mean(values, clusters) == pytest.approx(clustered_error(values.tolist(), clusters), rel=1e-12)


def test_one_cluster_has_no_error():
    assert math.isnan(error_of_mean([1.0, 0.0], ["a", "a"]))
