import numpy as np
import pytest

import alignment_games as ag
from alignment_games.models.model import Input
from alignment_games.sweeps.flips._problem import FlipProblem, nearest_brackets, turning_points
from alignment_games.sweeps.selection import first
from tests.sweeps import builders

X, Y = Input("x"), Input("y")


def problem(build=builders.disc, x=0.5, y=0.0, scale=1.0, low=-50.0, high=50.0):
    start = {X: x, Y: y}
    return FlipProblem.of(build, start, dict.fromkeys(start, scale), dict.fromkeys(start, (low, high)))


def test_inputs_are_in_units_of_their_scales_and_within_bounds():
    found = problem(scale=2.0, low=0.0, high=3.0)
    np.testing.assert_allclose(found.inputs(np.array([[1.0, 0.5], [9.0, -9.0]])), [[2.5, 1.0], [3.0, 0.0]])
    np.testing.assert_allclose([found.low, found.high], [[-0.25, 0.0], [1.25, 1.5]])
    np.testing.assert_allclose(found.room(np.array([[1.0, 0.0], [0.6, -0.8], [0.6, 0.8]])), [1.25, 0.0, 1.875])


def test_slacks_are_those_of_the_games_at_the_points():
    found = problem()
    z = np.array([[0.0, 0.0], [0.5, 1.0]])
    np.testing.assert_allclose(found.slacks(z, (0, 0))[:, 0], 1 - (0.5 + z[:, 0]) ** 2 / 4 - z[:, 1] ** 2)
    assert found.selected(z, first).tolist() == [0, 1]
    assert found.owners() == [0]
    assert found.unravelled(found.position((1, 0))) == (1, 0)
    assert found.labels((1, 0)) == ("down", "wait")


@pytest.mark.parametrize("high", [50.0, 1.0])
def test_the_nearest_point_of_a_half_plane_is_the_foot_of_the_perpendicular_or_the_bound(high):
    # 3 x + 4 y >= 10 is nearest at (1.2, 1.6); with y at most 1 at (2, 1).
    start = {X: 0.0, Y: 0.0}
    limits = {X: (-50.0, 50.0), Y: (-50.0, high)}
    found = FlipProblem.of(builders.boxes, start, dict.fromkeys(start, 1.0), limits)
    nearest = found.nearest(np.array([4.0, min(4.0, high)]), lambda z: z @ np.array([[3.0], [4.0]]) - 10)
    assert nearest == pytest.approx([1.2, 1.6] if high > 1 else [2.0, 1.0], abs=1e-6)


def test_brackets_that_cannot_be_among_the_nearest_are_left_out():
    low, high = np.array([0.0, 1.0, 5.0, 0.5]), np.array([2.0, 3.0, 6.0, 0.6])
    assert nearest_brackets(low, high, 1).tolist() == [0, 3]
    assert nearest_brackets(low, high, 3).tolist() == [0, 1, 3]
    assert nearest_brackets(low[:0], high[:0], 3).tolist() == []


def test_turning_points_are_found_to_the_last_digits():
    targets = np.array([0.1, 2.0, 40.0])
    found = turning_points(np.zeros(3), np.array([1.0, 3.0, 50.0]), lambda t: t < targets)
    assert (found >= targets).all()
    assert (found - targets <= 1e-12 * np.maximum(1, targets)).all()


def test_a_large_game_is_asked_without_its_table():
    case = ag.load_case("europe-1938-large")
    start = {Input("burden"): 0.05}
    found = FlipProblem.of(case, start, dict.fromkeys(start, 1.0), dict.fromkeys(start, (0.0, 1.0)))
    assert found.family.by_sums
    payoffs = case.game(burden=0.25).payoffs
    line = payoffs[(2, 1, 1, slice(None), 1, 1, 1, 1)]
    np.testing.assert_allclose(
        found.slacks(np.array([[0.2]]), (1,) * 7, player=2)[0], line[1] - np.delete(line, 1), rtol=1e-12
    )
