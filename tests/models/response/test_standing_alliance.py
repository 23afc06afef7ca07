import numpy as np
import pytest

from alignment_games.cases import load_case, predicted_probabilities
from alignment_games.errors import InvalidModelError
from alignment_games.models import standing_alliance
from alignment_games.models.response import response_model
from alignment_games.models.response.own_payoffs import payoffs_against
from alignment_games.states import State
from alignment_games.states.threat import perceived_threat

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


def test_beside_an_ally_that_surely_holds_a_treaty_keeps_the_great_at_less_than_the_small():
    states = [State("Ally", power=1e6), State("Great", power=0.3), State("Small", power=1e-4)]
    threat = State("Threat", power=0.1)
    seen = perceived_threat(states, threat, distance_km=1e9, intent=[1e-9, 0.1, 0.1])
    model = response_model(states, threat, seen, actions=["balance", "buck_pass"])
    # By hand: behind the ally only the first target can fall, and so far off that a member or a great power never does.
    first = 0.5  # of the two that have anything to fear, alike in distance and intent
    falls = 1 / (1 + (0.75e-4 / (0.1 * 1e-6)) ** 2)
    needed = [0.05 * 0.1 / 0.4, 0.05 * 0.1 / 0.1001 - 0.1 / 0.1001 * 0.1 * falls * first]
    assert 2 * needed[0] < needed[1]
    for i, least in enumerate(needed, start=1):
        for exit_cost, stays in ((least - 1e-4, False), (least + 1e-4, True)):
            bound = standing_alliance(model, ["Great", "Small"], benefit=0, exit_cost=exit_cost)
            gain = np.subtract(*payoffs_against(bound, i, (0, 0, 0)))
            assert (gain > 0) == stays, (i, exit_cost)


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
