import numpy as np
import pytest

from alignment_games.estimation.profiles import Profile


class Cubic(Profile):
    """A log likelihood that falls by v squared over 2 (1 + v): skewed to the right."""

    def __init__(self, high=np.inf):
        super().__init__(np.array([0.0, 1.0]), np.array([2.0, 1.0]), 0, -0.9, high)
        self.asked = []

    def climb(self, point):
        self.asked.append(float(point[0]))
        return point, float(point[0] ** 2 / (2 * (1 + point[0])))

    def where(self, point):
        return f"at {point[0]:g}"


def test_ends_are_where_the_likelihood_has_fallen_by_what_is_allowed():
    # v^2 = 2 (1 + v) 2 at v = 2 +- 2 sqrt 2; units of the parameter are 2
    low, high = Cubic().ends(1.0, 2.0)
    assert (low, high) == pytest.approx((2 * (2 - 8**0.5), 2 * (2 + 8**0.5)), abs=1e-4)


def test_an_end_beyond_a_bound_is_infinite_and_what_is_known_is_not_asked_again():
    profile = Cubic(high=1.0)
    assert profile.ends(1.0, 2.0)[1] == np.inf
    profile.lost(0.5)
    asked = len(profile.asked)
    profile.lost(0.5)
    assert len(profile.asked) == asked
