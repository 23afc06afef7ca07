from dataclasses import replace
from fractions import Fraction

import pytest

from alignment_games import State, UnsupportedGameError, load_case
from alignment_games.models.response import response_model
from alignment_games.models.response.marginal import FIGURES, marginal_gains
from alignment_games.models.response.own_payoffs import payoffs_against
from alignment_games.states.security import SecurityUtility
from alignment_games.states.threat import perceived_threat

PLAY = ("buck_pass", "balance", "bandwagon")
PAIRS = [("balance", "buck_pass"), ("balance", "bandwagon"), ("arm", "buck_pass")]
UTILITY = {"milieu": Fraction(1, 4), "spoils": Fraction(1, 10), "spillover": Fraction(1, 5), "decisiveness": 3}


def model_of(
    distance=900, intent=Fraction(3, 5), threat_power=Fraction(3, 20), offence=1, power=Fraction(1, 10), rho=1
):
    """Return three states facing a threat; any figure of the first may be given."""
    states = [State("A", power), State("B", Fraction(1, 20)), State("C", Fraction(3, 20))]
    against = State("T", threat_power, offence=offence)
    threat = perceived_threat(
        states, against, distance_km=[distance, 700, 1600], intent=[intent, Fraction(4, 5), Fraction(1, 2)]
    )
    utility = SecurityUtility(**UTILITY, reliability=rho * Fraction(3, 5), nearness=Fraction(1, 2))
    return response_model(states, against, threat, utility).exact()


#: How each figure is given, and its value.
WITH = {
    "intent": ("intent", Fraction(3, 5)),
    "threat_power": ("threat_power", Fraction(3, 20)),
    "threat_offence": ("offence", 1),
    "power": ("power", Fraction(1, 10)),
    "reliability": ("rho", 1),
    "nearness": ("distance", 900),
}


def gain(model, action, alternative):
    menus = [[each] for each in PLAY]
    menus[0] = [action, alternative]
    payoffs = payoffs_against(model.with_actions(menus), 0, [0, 0, 0])
    return payoffs[..., 0] - payoffs[..., 1]


@pytest.mark.parametrize("figure", FIGURES)
def test_the_parts_add_up_to_the_difference_quotient_in_fractions(figure):
    name, value = WITH[figure]
    step = Fraction(1, 10**6)
    for action, alternative in PAIRS:
        ends = [value * (1 + sign * step) for sign in (1, -1)]
        up, down = (Fraction(gain(model_of(**{name: end}), action, alternative)) for end in ends)
        quotient = (up - down) / (2 * step)  # the derivative by the logarithm, as far as step ** 2
        if figure == "nearness":  # N = 1 / (1 + d/1000): d ln N = -d ln d * (d/1000) N
            quotient *= -(1 + Fraction(value, 1000)) / Fraction(value, 1000)
        parts = marginal_gains(model_of(), 0, PLAY, action, alternative, figure)
        assert sum(parts.values()) == pytest.approx(float(quotient), rel=1e-9, abs=1e-11)
        assert abs(quotient) > 1e-6


def test_each_part_is_what_is_left_when_the_others_are_switched_off():
    case = load_case("europe-1938")
    bare = replace(case.model, utility=replace(case.model.utility, benefit=0, appeasement=0, buffer=0))
    parts = marginal_gains(bare, 0, list(case.recorded.values()), "balance", "bandwagon", "intent")
    assert {name for name, part in parts.items() if part} == {"stake"}  # no shield, no first target, nobody appeased


def test_what_cannot_be_looked_at_is_said():
    model, play = load_case("europe-1938").model, ["balance"] * 3
    with pytest.raises(UnsupportedGameError, match="figures: intent, threat_power"):
        marginal_gains(model, 0, play, "balance", "buck_pass", "charm")
    additive = replace(model, threat=replace(model.threat, form=lambda p, n, o, i: p + n + o + i))
    with pytest.raises(UnsupportedGameError, match="product of their four sources"):
        marginal_gains(additive, 0, play, "balance", "buck_pass", "intent")
