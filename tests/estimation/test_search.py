"""The search among curves with known maxima."""

import math
from dataclasses import replace

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation import search as searching
from alignment_games.estimation.climbing import arrive
from alignment_games.estimation.search import highest
from tests.estimation.observed import Curve


def two_hills(x):
    """A low hill at -2, a high one at about 2."""
    return np.log(0.3 * np.exp(-((x + 2) ** 2)) + 0.7 * np.exp(-((x - 2) ** 2)))


def test_the_higher_of_two_hills_is_found_and_the_lower_is_told():
    lower, alone = highest(Curve(two_hills), [-3.0], climbs=1)
    assert lower.parameters == pytest.approx([-2.0], abs=1e-2)
    assert (alone.climbs, alone.highest, alone.lower) == (1, 1, 0)
    from_there, _ = highest(Curve(two_hills), [-3.0])  # the line through the lower one is looked over
    assert from_there.parameters == pytest.approx([2.0], abs=1e-2)
    assert from_there.likelihood == pytest.approx(math.log(0.7), abs=1e-4)


def test_the_search_goes_on_from_what_is_higher_beside_a_jump():
    # From -.03 the parabola leads to the edge at 0, of height -.5; a narrow hill of height 1 stands an error before it.
    curve = Curve(lambda x: -50 * (x - 0.1) ** 2 + 3 * np.exp(-(((x + 0.1) / 0.02) ** 2)), drop=10.0)
    found, search = highest(curve, [-0.03], climbs=1)
    assert not found.jump
    assert found.parameters == pytest.approx([-0.1], abs=0.01)
    assert found.likelihood == pytest.approx(1, abs=0.05)
    assert (search.highest, search.lower) == (1, 1)


def test_edges_that_lead_ever_higher_are_left_after_a_few(monkeypatch):
    # Each climb ends where it starts, at an edge, and a thousandth further the likelihood is higher: for 8,000 climbs.
    edge = arrive(Curve(lambda x: -((x - 1) ** 2), drop=10.0), np.array([-2.0]))
    slope, climbed = Curve(lambda x: x), []

    def stay(objective, point):
        climbed.append(float(point[0]))
        return replace(edge, parameters=point, likelihood=float(point[0]), hessian=np.array([[-1e6]]))

    monkeypatch.setattr(searching, "arrive", stay)
    found, search = highest(slope, [0.0], climbs=1)
    assert found.jump
    assert found.parameters == pytest.approx([0.005], abs=1e-6)  # five edges, each left by an error of 1 / 1000
    assert search.climbs == len(climbed) == 6


def test_climbs_are_counted():
    done = []
    _, search = highest(Curve(two_hills), climbs=4, progress=lambda *step: done.append(step))
    assert search.highest + search.lower + search.nowhere == search.climbs
    if search.lower:
        assert search.second == pytest.approx(math.log(0.3), abs=1e-4)
    assert done[-1] == (search.climbs + 1, search.climbs + 1)
    assert "climbs ended there" in str(search)
    _, one_hill = highest(Curve(lambda x: -((x - 0.3) ** 2)))
    assert (one_hill.climbs, one_hill.highest) == (4, 4)
    assert math.isnan(one_hill.second)


@pytest.mark.parametrize("start", [[1.0, 2.0], [math.nan]])
def test_a_start_needs_a_number_for_each_parameter(start):
    with pytest.raises(InvalidModelError, match="start needs a finite number for each of weight of x"):
        highest(Curve(two_hills), start)


def test_climbs_are_whole_numbers():
    with pytest.raises(InvalidModelError, match="climbs must be a whole number of at least 1, got 0"):
        highest(Curve(two_hills), climbs=0)
