import math

import numpy as np
import pytest

from alignment_games.clusters import clustered_error


def test_the_error_is_that_of_cluster_means_when_clusters_are_equal():
    values, clusters = [1.0, 0.0, 1.0, 1.0, 0.0, 0.0], ["a", "a", "b", "b", "c", "c"]
    means = [0.5, 1.0, 0.0]
    variance = sum((m - 0.5) ** 2 for m in means) / 2
    assert clustered_error(values, clusters) == pytest.approx(math.sqrt(variance / 3))


def test_the_error_is_that_of_the_formula_summed_cluster_by_cluster():
    values, clusters = np.random.default_rng(0).random(30), [f"case {k % 7}" for k in range(30)]
    gaps = values - values.mean()
    sums = [sum(gap for gap, own in zip(gaps, clusters, strict=True) if own == name) for name in set(clusters)]
    assert clustered_error(values, clusters) == pytest.approx(math.sqrt(7 / 6 * sum(x**2 for x in sums)) / 30)


def test_one_cluster_has_no_error():
    assert math.isnan(clustered_error([1.0, 0.0], ["a", "a"]))
