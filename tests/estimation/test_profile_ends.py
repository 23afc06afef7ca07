"""Profile intervals of likelihoods whose falls, jumps and edges are known by hand."""

import numpy as np
import pytest

from alignment_games.estimation.profile_ends import profile_ends
from tests.estimation.observed import Known


def skewed(value):
    return value**2 / (2 * (1 + value))


def parabola(value):
    return value**2 / 2


def with_a_jump(value):
    return value**2 / 2 + 3 * (value >= 1)


def test_ends_are_where_the_likelihood_has_fallen_by_what_is_allowed():
    # v^2 = 2 (1 + v) 2 at v = 2 +- 2 sqrt 2; units of the parameter are 2
    low, high = profile_ends(Known(skewed, low=-0.9), 2.0, 2.0)
    assert (low.value, high.value) == pytest.approx((2 * (2 - 8**0.5), 2 * (2 + 8**0.5)), rel=3e-3)
    assert low.reason == high.reason == ""


@pytest.mark.parametrize("error", [0.02, 2.0, 2e9])
def test_an_end_is_found_from_errors_far_too_small_and_far_too_large(error):
    low, high = profile_ends(Known(parabola, low=-1e12, high=1e12), error, 2.0)
    assert (low.value, high.value) == pytest.approx((-4, 4), rel=2e-3)


def test_few_climbs_are_needed():
    profile = Known(lambda value: parabola(value) * (1 + 0.05 * value))
    profile_ends(profile, 2.2, 2.0)
    assert len(profile.asked) <= 6


def test_an_end_beyond_a_bound_is_infinite():
    end = profile_ends(Known(skewed, low=-0.9, high=1.0), 1.0, 2.0)[1]
    assert (end.value, end.reason) == (np.inf, "")


def test_where_the_likelihood_jumps_over_what_is_allowed_the_interval_ends_and_says_so():
    low, high = profile_ends(Known(with_a_jump), 2.0, 2.0)
    assert low.value == pytest.approx(-4, rel=2e-3)
    assert low.reason == ""
    assert high.value == pytest.approx(2, rel=2e-3)
    assert high.value >= 2
    assert "play jumps there: the log likelihood falls by 0.499 before and by 3.5 behind" in high.reason


def test_a_jump_within_the_interval_or_beyond_it_moves_no_end():
    for allowed in (0.3, 5.0):
        _, high = profile_ends(Known(with_a_jump), 2.0, allowed)
        assert high.value == pytest.approx(2 * (2 * (allowed - 3 * (allowed > 3))) ** 0.5, rel=2e-3)
        assert high.reason == ""


def test_at_the_edge_of_a_jump_a_fall_is_known_from_one_side_and_the_longer_interval_is_given():
    profile = Known(with_a_jump, edges=(0.9, 1.3))
    low, high = profile_ends(profile, 2.0, 2.0)
    assert low.value == pytest.approx(-4, rel=2e-3)
    assert 2 * 1.3 <= high.value <= 2 * 1.4
    assert "it lies between 1.99" in high.reason
    assert "the longer interval is given" in high.reason


def test_where_all_that_is_met_lies_at_edges_the_end_is_open_and_says_so():
    for bound in (8.0, 1e9):
        profile = Known(with_a_jump, high=bound, edges=(0.9, 2e9))
        low, high = profile_ends(profile, 2.0, 2.0)
        assert low.value == pytest.approx(-4, rel=2e-3)
        assert high.value == np.inf
        assert "it may end anywhere" in high.reason


def test_what_is_small_enough_at_an_edge_lies_within():
    _, high = profile_ends(Known(parabola, edges=(0.5, 1.9)), 2.0, 2.0)
    assert high.value == pytest.approx(4, rel=2e-3)
    assert high.reason == ""


def test_a_lower_maximum_come_upon_from_afar_ends_no_interval():
    # The line along which climbs begin leads to the hill at 5 from .6 on; from nearby the hill at 0 is found.
    low, high = profile_ends(Known(parabola, tangent=np.array([1.0, 4.0])), 2.0, 2.0)
    assert (low.value, high.value) == pytest.approx((-4, 4), rel=2e-3)
    assert high.reason == ""
