"""What a theory names: parameters in order, once each, and only what the games have."""

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.stack import stack_games
from alignment_games.estimation.theory import ThreatTheory
from tests.estimation.observed import random_games

STACK = stack_games(random_games(6))


def test_parameters_stand_in_one_order_with_their_starts():
    theory = ThreatTheory(("power", "intent"), ("balance",), scale=None, rate=5.0)
    assert theory.names == ("log scale", "weight of power", "weight of intent", "cost of balance")
    assert theory.start().tolist() == [0, 0, 0, 0]
    assert ThreatTheory().start().tolist() == [np.log(10), 0, 0]


@pytest.mark.parametrize(
    ("theory", "message"),
    [
        (QuantalResponse(("powr",)), "unknown source 'powr'; did you mean 'power'"),
        (QuantalResponse(costs=("flee",)), "unknown action 'flee'"),
        (QuantalResponse(costs=("balance by luck",)), "unknown source 'luck'"),
        (QuantalResponse(costs=("balance", "buck_pass", "bandwagon")), "only differences are identified"),
    ],
)
def test_unknown_names_and_idle_parameters_are_refused(theory, message):
    with pytest.raises(InvalidModelError, match=message):
        theory.check(STACK)


def test_nothing_is_asked_for_twice():
    with pytest.raises(InvalidModelError, match="weight of power is asked for twice"):
        QuantalResponse(("power", "power"))


@pytest.mark.parametrize("options", [{"rate": 0.0}, {"rate": float("inf")}, {"scale": -1.0}])
def test_rates_and_scales_are_positive(options):
    with pytest.raises(InvalidModelError, match="above 0"):
        QuantalResponse(**options)
