import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.stack import stack_games
from tests.estimation.observed import random_games

STACK = stack_games(random_games(6))


@pytest.mark.parametrize(
    ("theory", "parameters"),
    [
        (QuantalResponse(("power", "proximity", "intent")), [2.5, 1.0, 0.7, 1.3]),
        (QuantalResponse(("intent",), ("balance", "bandwagon by proximity")), [2.0, 0.5, -0.3, 0.4]),
        (QuantalResponse(("offence",), rate=8.0, scale=None), [0.3, 0.8]),
    ],
)
def test_derivatives_agree_with_differences(theory, parameters):
    at = np.array(parameters)
    _, exact = theory.likelihood(STACK, at)
    for k in range(len(at)):
        shift = 1e-5 * np.eye(len(at))[k]
        ends = [theory.likelihood(STACK, at + sign * shift)[0] for sign in (1, -1)]
        assert exact[:, k] == pytest.approx((ends[0] - ends[1]) / 2e-5, abs=1e-6)


def test_only_the_product_of_scale_and_rate_matters():
    half = QuantalResponse(("power",), rate=5.0, scale=2.0).play(STACK, [1.0])
    assert half == pytest.approx(QuantalResponse(("power",), rate=10.0).play(STACK, [1.0]), abs=1e-9)
    with pytest.raises(InvalidModelError, match="not separately identified"):
        QuantalResponse(scale=None)


def test_costs_are_log_odds_where_the_game_does_not_matter():
    theory = QuantalResponse((), ("balance", "bandwagon"), rate=1e-9)
    play = theory.play(STACK, [np.log(2), np.log(4)])
    assert play == pytest.approx(np.tile([2 / 7, 4 / 7, 1 / 7], (len(STACK), 1)), abs=1e-6)
