import numpy as np
import pytest

from alignment_games.cases import load_case, predicted_probabilities
from alignment_games.errors import InvalidModelError
from alignment_games.models import standing_alliance
from alignment_games.models.response import response_model
from alignment_games.states import State

MEMBERS = ("Poland", "Hungary")


def small(actions=("balance", "buck_pass", "bandwagon")):
    states = [State("Ann", power=0.1), State("Bob", power=0.2)]
    return response_model(states, State("Threat", power=0.3), [0.4, 0.2], actions=actions)


def test_staying_gains_benefit_and_exit_cost_on_every_other_response():
    model = small()
    plain, bound = model.game().payoffs, standing_alliance(model, ["Ann"], benefit=0.07, exit_cost=0.02).game().payoffs
    assert np.allclose(bound[0, 0], plain[0, 0] + 0.07)
    assert np.allclose(bound[0, 1:], plain[0, 1:] - 0.02)
    assert np.allclose(bound[1], plain[1])  # the others feel what a member does, not why


def test_without_benefit_and_cost_nothing_changes():
    model = small()
    assert np.array_equal(
        standing_alliance(model, model.names, benefit=0, exit_cost=0).game().payoffs, model.game().payoffs
    )


def test_exit_costs_raise_the_cohesion_of_every_member():
    case = load_case("nato-1999")
    chances = [
        predicted_probabilities(standing_alliance(case.model, MEMBERS, benefit=0.02, exit_cost=cost).game())
        for cost in (0, 0.05, 0.1)
    ]
    for member in MEMBERS:
        rising = [each[member]["stay"] for each in chances]
        assert rising == sorted(rising)
        assert rising[-1] > rising[0] + 0.1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"members": ["Zoe"]}, "unknown state 'Zoe'"),
        ({"benefit": -1}, "benefit"),
        ({"exit_cost": -0.1}, "exit_cost"),
    ],
)
def test_what_makes_no_alliance_is_refused(change, message):
    with pytest.raises(InvalidModelError, match=message):
        standing_alliance(small(), **{"members": ["Ann"], **change})


def test_a_member_must_be_able_to_balance():
    with pytest.raises(InvalidModelError, match="Ann: a member stays by balancing, but has only buck_pass, bandwagon"):
        standing_alliance(small(("buck_pass", "bandwagon")), ["Ann"])
