"""Climbs on curves whose maxima, bounds and jumps are known by hand."""

import numpy as np
import pytest

from alignment_games.estimation.climbing import arrive
from tests.estimation.observed import Curve


def test_the_top_of_a_parabola():
    peak = arrive(Curve(lambda x: -3 * (x - 1.25) ** 2), np.array([-2.0]))
    assert peak.parameters == pytest.approx([1.25], abs=1e-7)
    assert peak.free.all()
    assert not peak.jump
    assert peak.curvature() == pytest.approx(np.array([[6.0]]), rel=1e-4)
    assert peak.decrement <= 1e-14


def test_a_slope_ends_at_the_bound_without_curvature():
    peak = arrive(Curve(lambda x: x), np.array([0.0]))
    assert peak.parameters == pytest.approx([8.0])
    assert not peak.free.any()


def test_what_is_held_stays():
    peak = arrive(Curve(lambda x: -(x**2), held=0.5), np.array([3.0]))
    assert peak.parameters == pytest.approx([0.5])
    assert peak.likelihood == pytest.approx(-0.25)


def test_a_saddle_is_left():
    peak = arrive(Curve(lambda x: x**2 - x**4), np.array([0.0]))
    assert abs(peak.parameters) == pytest.approx([np.sqrt(0.5)], abs=1e-7)


def test_a_maximum_beyond_a_jump_of_play_is_none():
    # Along the sheet of the left the curve rises to 1; play jumps down at 0, where the likelihood is largest.
    peak = arrive(Curve(lambda x: -((x - 1) ** 2), drop=10.0), np.array([-2.0]))
    assert peak.jump
    assert peak.parameters == pytest.approx([0.0], abs=1e-2)
    higher = arrive(Curve(lambda x: -((x + 1) ** 2), drop=10.0), np.array([-2.0]))
    assert not higher.jump
    assert higher.parameters == pytest.approx([-1.0], abs=1e-7)
