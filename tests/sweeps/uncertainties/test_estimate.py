"""Bounds of shares beside SciPy's, and how often they hold what they are to hold."""

import math

import numpy as np
import pytest
from scipy.stats import binomtest, norm, t

from alignment_games.sweeps.uncertainties.estimate import (
    NORMAL,
    STUDENT,
    clustered_error,
    mean_of,
    scrambled_share,
    share_of,
)


@pytest.mark.parametrize(("hits", "draws"), [(0, 1), (0, 1000), (1, 1000), (500, 1000), (1000, 1000), (3, 7)])
def test_bounds_are_wilsons(hits, draws):
    found = share_of(hits, draws)
    expected = binomtest(hits, draws).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert found.low <= found.value <= found.high


def test_they_hold_the_chance_nineteen_times_of_twenty():
    draws = 400
    for chance in (0.01, 0.3, 0.5):
        hits = np.random.default_rng(1).binomial(draws, chance, size=2000)
        each = {int(k): share_of(int(k), draws) for k in np.unique(hits)}
        covered = np.mean([each[int(k)].low <= chance <= each[int(k)].high for k in hits])
        assert 0.93 <= covered <= 0.98


def test_quantiles_are_those_of_the_distributions():
    assert norm.ppf(0.975) == pytest.approx(NORMAL, abs=1e-12)
    assert t.ppf(0.975, 15) == pytest.approx(STUDENT, abs=1e-12)


def test_scrambles_that_agree_still_leave_doubt_and_that_differ_leave_theirs():
    assert scrambled_share(1.0, 0.0, 1024).low == pytest.approx(1024 / (1024 + STUDENT**2))
    found = scrambled_share(0.5, 0.01, 1024)
    assert (found.high - found.low) / 2 == pytest.approx(STUDENT * 0.01, rel=0.01)
    assert str(found).startswith("0.5000 (0.47")


def test_a_mean_stays_between_0_and_1():
    assert mean_of(0.99, 0.01) == pytest.approx((0.99, 0.01, 0.99 - NORMAL * 0.01, 1.0))


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
