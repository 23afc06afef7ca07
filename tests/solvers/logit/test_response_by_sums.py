"""Logit responses by sums beside those of the whole table."""

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError, NotConvergedError, UnsupportedGameError
from alignment_games.models.response import response_model
from alignment_games.models.threshold import threshold_model
from alignment_games.solvers.logit.response import logit_response
from alignment_games.states.state import State
from alignment_games.states.threat import perceived_threat


def facing(n, seed, actions=("balance", "buck_pass", "bandwagon")):
    random = np.random.default_rng(seed)
    states = [State(f"state {k}", power) for k, power in enumerate(random.uniform(0.01, 0.1, n).tolist())]
    against = State("threat", 0.15)
    distances, intents = random.uniform(100, 4000, n).tolist(), random.uniform(0.2, 0.9, n).tolist()
    threat = perceived_threat(states, against, distance_km=distances, intent=intents)
    return response_model(states, against, threat, actions=actions)


@pytest.mark.parametrize(("n", "seed"), [(2, 0), (4, 1), (6, 2), (7, 3)])
def test_play_is_that_of_the_table_up_to_interpolation(n, seed):
    model = facing(n, seed)
    pairs = zip(logit_response(model.game(), 20.0), logit_response(model.sums(), 20.0), strict=True)
    assert max(float(np.abs(by_table - by_sums).max()) for by_table, by_sums in pairs) < 5e-3


def test_play_is_that_of_the_table_where_few_sums_can_occur():
    model = threshold_model({f"state {k}": 1 for k in range(8)}, against=3)
    pairs = zip(logit_response(model.game(), 4.0), logit_response(model.sums(), 4.0), strict=True)
    assert max(float(np.abs(by_table - by_sums).max()) for by_table, by_sums in pairs) < 1e-8


def test_states_may_have_different_responses():
    actions = {"state 0": ["balance"], "state 1": ["balance", "buck_pass"], "state 2": ["arm", "balance", "bandwagon"]}
    play = logit_response(facing(3, 4, actions).sums(), 20.0)
    assert [len(own) for own in play] == [1, 2, 3]
    assert [float(own.sum()) for own in play] == pytest.approx([1, 1, 1])


def test_a_hundred_states_are_no_trouble():
    play = logit_response(facing(100, 5).sums(), 20.0)
    assert len(play) == 100
    assert all((own > 0).all() for own in play)


@pytest.mark.parametrize("rate", [-1, float("inf"), float("nan")])
def test_rates_are_finite_and_not_negative(rate):
    with pytest.raises(InvalidModelError, match="the rate must be a finite number of at least 0"):
        logit_response(facing(3, 0).sums(), rate)


def test_what_does_not_settle_and_what_is_too_large_say_so():
    with pytest.raises(NotConvergedError, match="did not settle"):
        logit_response(threshold_model({f"state {k}": 1 for k in range(10)}, against=1).sums(), 1e6)
    with pytest.raises(UnsupportedGameError, match="give at most 200"):
        logit_response(facing(201, 1).sums(), 1.0)
