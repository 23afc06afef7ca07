"""Profile intervals of likelihoods whose falls, jumps and edges are known by hand."""

import numpy as np
import pytest

from alignment_games.errors import NotConvergedError
from alignment_games.estimation.profiles import HeldPeak, Profile


class Known(Profile):
    """A log likelihood that falls by a function of the first of two parameters, whose units are 2 and 1.

    ``edges``: between which values a climb ends at the edge of a jump. The other parameter has a second hill at 5, on
    which the likelihood is lower by 3.
    """

    def __init__(self, fall, *, low=-8.0, high=8.0, edges=(0.0, 0.0), tangent=None):
        super().__init__(np.zeros(2), np.array([2.0, 1.0]), 0, low, high, tangent)
        self.fall, self.edges, self.asked = fall, edges, []

    def climb(self, point):
        value = float(point[0])
        self.asked.append(value)
        far = point[1] > 2.5
        end = np.array([value, 5.0 * far])
        return HeldPeak(end, self.fall(value) + 3 * far, self.edges[0] < value < self.edges[1])

    def where(self, point):
        return f"{point[0]:g}"


def skewed(value):
    return value**2 / (2 * (1 + value))


def parabola(value):
    return value**2 / 2


def with_a_jump(value):
    return value**2 / 2 + 3 * (value >= 1)


def test_ends_are_where_the_likelihood_has_fallen_by_what_is_allowed():
    # v^2 = 2 (1 + v) 2 at v = 2 +- 2 sqrt 2; units of the parameter are 2
    low, high = Known(skewed, low=-0.9).ends(2.0, 2.0)
    assert (low.value, high.value) == pytest.approx((2 * (2 - 8**0.5), 2 * (2 + 8**0.5)), rel=3e-3)
    assert low.reason == high.reason == ""


@pytest.mark.parametrize("error", [0.02, 2.0, 2e9])
def test_an_end_is_found_from_errors_far_too_small_and_far_too_large(error):
    low, high = Known(parabola, low=-1e12, high=1e12).ends(error, 2.0)
    assert (low.value, high.value) == pytest.approx((-4, 4), rel=2e-3)


def test_few_climbs_are_needed():
    profile = Known(lambda value: parabola(value) * (1 + 0.05 * value))
    profile.ends(2.2, 2.0)
    assert len(profile.asked) <= 6


def test_an_end_beyond_a_bound_is_infinite_and_what_is_known_is_not_asked_again():
    profile = Known(skewed, low=-0.9, high=1.0)
    end = profile.ends(1.0, 2.0)[1]
    assert (end.value, end.reason) == (np.inf, "")
    profile.lost(0.5)
    asked = len(profile.asked)
    profile.lost(0.5)
    assert len(profile.asked) == asked


def test_where_the_likelihood_jumps_over_what_is_allowed_the_interval_ends_and_says_so():
    low, high = Known(with_a_jump).ends(2.0, 2.0)
    assert low.value == pytest.approx(-4, rel=2e-3)
    assert low.reason == ""
    assert high.value == pytest.approx(2, rel=2e-3)
    assert high.value >= 2
    assert "play jumps there: the log likelihood falls by 0.499 before and by 3.5 behind" in high.reason


def test_a_jump_within_the_interval_or_beyond_it_moves_no_end():
    for allowed in (0.3, 5.0):
        _, high = Known(with_a_jump).ends(2.0, allowed)
        assert high.value == pytest.approx(2 * (2 * (allowed - 3 * (allowed > 3))) ** 0.5, rel=2e-3)
        assert high.reason == ""


def test_at_the_edge_of_a_jump_a_fall_is_known_from_one_side_and_the_longer_interval_is_given():
    profile = Known(with_a_jump, edges=(0.9, 1.3))
    low, high = profile.ends(2.0, 2.0)
    assert low.value == pytest.approx(-4, rel=2e-3)
    assert 2 * 1.3 <= high.value <= 2 * 1.4
    assert "it lies between 1.99" in high.reason
    assert "the longer interval is given" in high.reason
    with pytest.raises(NotConvergedError, match=r"largest at a jump of play, at 1.1; its log falls by 3\.6"):
        profile.lost(1.1)


def test_where_all_that_is_met_lies_at_edges_the_end_is_open_and_says_so():
    for bound in (8.0, 1e9):
        profile = Known(with_a_jump, high=bound, edges=(0.9, 2e9))
        low, high = profile.ends(2.0, 2.0)
        assert low.value == pytest.approx(-4, rel=2e-3)
        assert high.value == np.inf
        assert "it may end anywhere" in high.reason


def test_what_is_small_enough_at_an_edge_lies_within():
    _, high = Known(parabola, edges=(0.5, 1.9)).ends(2.0, 2.0)
    assert high.value == pytest.approx(4, rel=2e-3)
    assert high.reason == ""


def test_a_lower_maximum_come_upon_from_afar_ends_no_interval():
    # The line along which climbs begin leads to the hill at 5 from .6 on; from nearby the hill at 0 is found.
    low, high = Known(parabola, tangent=np.array([1.0, 4.0])).ends(2.0, 2.0)
    assert (low.value, high.value) == pytest.approx((-4, 4), rel=2e-3)
    assert high.reason == ""
