"""A sample for every bound of the search; ``python -m benchmarks.containment`` tries 100,000 points of each."""

import numpy as np
import pytest

from tests.oracles.containment import BOUNDS


@pytest.mark.parametrize("bound", BOUNDS)
def test_no_point_contradicts_the_bound(bound):
    tried, wrong = BOUNDS[bound](np.random.default_rng(0), 100)
    assert tried >= 100
    assert wrong == 0
