"""Second derivatives of the likelihood beside differences of its exact first ones, on the same sheet of play."""

import numpy as np
import pytest

from alignment_games.errors import NotConvergedError
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.stack import stack_games
from tests.estimation.observed import random_games

THEORIES = {
    "weights and a cost": (QuantalResponse(("power", "intent"), ("balance",)), [2.0, 0.5, -0.3, 0.4]),
    "a cost that moves": (QuantalResponse(("intent",), ("balance", "bandwagon by proximity")), [2.0, 0.5, -0.3, 0.4]),
    "a scale": (QuantalResponse(("offence",), rate=8.0, scale=None), [0.3, 0.8]),
    "weights alone": (QuantalResponse(("power", "proximity"), rate=5.0), [0.7, 1.2]),
    "costs alone": (QuantalResponse((), ("balance", "buck_pass"), rate=3.0), [0.4, -0.2]),
}


@pytest.mark.parametrize("individually", [0, 1, 4])
@pytest.mark.parametrize("named", THEORIES)
def test_second_derivatives_agree_with_differences(named, individually):
    theory, parameters = THEORIES[named]
    stack = stack_games(random_games(4), individually)
    at, step = np.array(parameters), 1e-5
    weights = np.random.default_rng(individually).uniform(0, 2, len(stack))
    near = theory.logits(stack, at)
    exact = theory.curvature(stack, at, near, weights)
    for k, shift in enumerate(step * np.eye(len(at))):
        ends = [weights @ theory.likelihood(stack, at + sign * shift, near)[1] for sign in (1, -1)]
        assert exact[k] == pytest.approx((ends[0] - ends[1]) / (2 * step), abs=1e-6 * abs(exact).max())
    assert exact == pytest.approx(exact.T, rel=1e-12)


def test_where_play_has_no_derivatives_it_is_said():
    theory = THEORIES["a scale"][0]
    stack = stack_games(random_games(2))
    with pytest.raises(NotConvergedError, match="play folds here at rate 8"):
        theory.curvature(stack, [0.3, 0.8], np.full((len(stack), 3), np.nan), np.ones(len(stack)))
