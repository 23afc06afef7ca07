"""Expected payoffs of threshold games from sums of halves, beside those of the table."""

import numpy as np
import pytest

from alignment_games.models.threshold import threshold_model
from alignment_games.models.threshold_sums import ThresholdSums
from tests.game.sums.test_certified import compare_with_tensor
from tests.solvers.pure.test_pure_by_sums_threshold import random_model


def test_derivatives_by_halves():
    rng = np.random.default_rng(2)
    for seed in range(30):
        assert max(compare_with_tensor(random_model(seed), ThresholdSums.exact_play, rng)) < 1e-14


@pytest.mark.parametrize("n", [9, 13])
def test_derivatives_by_halves_of_many_sums(n):
    rng = np.random.default_rng(n)
    for strengths in (rng.lognormal(0, 1, n).tolist(), [1] * n):
        names = {f"state {i}": strength for i, strength in enumerate(strengths)}
        model = threshold_model(names, against=0.4 * sum(strengths), cost=0.3)
        assert max(compare_with_tensor(model, ThresholdSums.exact_play, rng)) < 1e-14
