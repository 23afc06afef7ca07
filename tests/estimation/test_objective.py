"""What a search climbs: the penalty, the gradient and the curvature, by differences."""

import numpy as np
import pytest

from alignment_games.estimation.objective import Objective
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.stack import stack_games
from tests.estimation.observed import random_games

STACK, THEORY = stack_games(random_games(6)), QuantalResponse(("power", "intent"), ("balance",))
POINT = np.array([2.0, 0.4, -0.3, 0.2])


def test_gradient_and_curvature_agree_with_differences():
    objective = Objective(STACK, THEORY, penalty=0.5)
    point = POINT / objective.units
    value, gradient, logits = objective.at(point)
    assert objective.values(point[None])[0] == pytest.approx(value)
    table = objective.hessian(point, logits)
    for k in range(len(point)):
        shift = 1e-5 * np.eye(len(point))[k]
        ends = [objective.at(point + sign * shift) for sign in (1, -1)]
        assert gradient[k] == pytest.approx((ends[0][0] - ends[1][0]) / 2e-5, abs=1e-5)
        assert table[k] == pytest.approx((ends[0][1] - ends[1][1]) / 2e-5, abs=1e-4)


def test_the_penalty_is_half_the_squared_distance_from_the_start_in_its_own_units():
    plain, held_back = Objective(STACK, THEORY), Objective(STACK, THEORY, penalty=2.0)
    point = POINT / plain.units
    gap = point - plain.middle
    assert held_back.at(point)[0] == pytest.approx(plain.at(point)[0] - gap @ gap)


def test_weights_count_rows_and_held_parameters_do_not_move():
    twice = Objective(STACK, THEORY, weights=np.full(len(STACK), 2.0), held={1: 0.25})
    once = Objective(STACK, THEORY)
    point = POINT / once.units
    assert twice.at(point)[0] == pytest.approx(2 * once.at(point)[0])
    assert (twice.low[1], twice.high[1]) == (0.25, 0.25)
    assert twice.free(np.array([0, 0.25, 0, 0]), np.ones(4)).tolist() == [True, False, True, True]
    assert not twice.hessian(point, twice.at(point)[2])[1].any()


def test_where_every_parameter_is_held_nothing_is_curved():
    held = Objective(STACK, THEORY, held=dict(enumerate(POINT / Objective(STACK, THEORY).units)))
    point = POINT / held.units
    assert not held.hessian(point, held.at(point)[2]).any()
