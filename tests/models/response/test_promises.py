from fractions import Fraction

import numpy as np
import pytest

from alignment_games.cases import load_case
from alignment_games.errors import InvalidModelError
from alignment_games.models import promised_by_pacts
from alignment_games.models.response import response_model
from alignment_games.states import SecurityUtility, State
from alignment_games.states.threat import perceived_threat
from tests.oracles import second_form

NAMES = ("Ann", "Bob", "Cid", "Dan")


def drawn(rng, number=float, known=None):
    """Four states with figures in hundredths, and the same in plain lists for the formula of the oracle."""

    def some(low, high):
        return [number(Fraction(int(k), 100)) for k in rng.integers(low, high, 4)]

    power, intent, nearness, kept = some(1, 30), some(5, 100), some(10, 100), some(30, 100)
    threat_power = number(Fraction(int(rng.integers(5, 30)), 100))
    utility = SecurityUtility(reliability=np.array(kept))
    states = [State(name, own) for name, own in zip(NAMES, power, strict=True)]
    against = State("Threat", threat_power)
    seen = perceived_threat(states, against, distance_km=[1000 / n - 1000 for n in nearness], intent=intent)
    model = response_model(states, against, seen, utility, reliability=known or {})
    parameters = {name: value for name, value in utility.exact().figures().items() if name != "reliability"}
    plain = {name: number(value) if name != "decisiveness" else value for name, value in parameters.items()}
    return model, second_form.Situation(
        power, nearness, intent, threat_power, 1, [1] * 4, [], [0] * 4, 0, {**plain, "reliability": kept}
    )


@pytest.mark.parametrize("number", [float, Fraction])
def test_help_arrives_along_pacts_alone_by_the_formula_of_the_oracle(number):
    rng = np.random.default_rng(5)
    for _ in range(4 if number is float else 1):
        model, situation = drawn(rng, number)
        owes = rng.random((4, 4)) < 0.4
        pacts = [(NAMES[k], NAMES[i]) for k in range(4) for i in range(4) if i != k and owes[k, i]]
        kept = situation.parameters["reliability"]
        situation.reliability = [[kept[k] if owes[k, i] else number(0) for k in range(4)] for i in range(4)]
        payoffs = promised_by_pacts(model, pacts).game().payoffs
        for index in np.ndindex(3, 3, 3, 3):
            play = tuple(model.actions[0][k] for k in index)
            expected = [second_form.payoff(situation, play, i) for i in range(4)]
            if number is Fraction:
                assert [payoffs[(i, *index)] for i in range(4)] == expected
            else:
                assert [payoffs[(i, *index)] for i in range(4)] == pytest.approx(expected, abs=1e-12)


def test_where_all_owe_one_another_nothing_changes_and_where_nobody_does_all_stand_alone():
    model = load_case("europe-1939").model
    everybody = [(one, other) for one in model.names for other in model.names if one != other]
    assert np.array_equal(promised_by_pacts(model, everybody).game().payoffs, model.game().payoffs)
    alone = model.with_parameters(reliability=0).game().payoffs
    assert np.array_equal(promised_by_pacts(model, []).game().payoffs, alone)


def test_what_is_known_of_a_pair_stays():
    model, _ = drawn(np.random.default_rng(1), known={("Ann", "Bob"): 0.3})
    bound = promised_by_pacts(model, [("Bob", "Ann"), ("Cid", "Ann")])
    shares = {(to, by): bound.arrives(to, by) for to in range(4) for by in range(4) if to != by}
    assert (shares[0, 1], shares[1, 0]) == (0.3, 0.3)
    assert shares[0, 2] == model.arrives(0, 2) > 0  # Cid owes Ann, and Ann owes Cid nothing
    assert shares[2, 0] == 0


def test_by_sums_it_is_the_same_game():
    model, _ = drawn(np.random.default_rng(2))
    bound = promised_by_pacts(model, [("Ann", "Bob"), ("Bob", "Ann"), ("Cid", "Bob")])
    game, sums = bound.game(), bound.sums()
    for play in (["balance"] * 4, ["balance", "balance", "bandwagon", "buck_pass"]):
        for own, other in zip(game.deviation_payoffs(play), sums.deviation_payoffs(play), strict=True):
            assert own == pytest.approx(other, abs=1e-12)


@pytest.mark.parametrize(
    ("pact", "message"),
    [
        (("Ann", "Zoe"), "unknown state 'Zoe'"),
        (("Ann", "Ann"), "between two different states"),
        ("AB", "between two different states"),
    ],
)
def test_what_is_no_pact_is_refused(pact, message):
    model, _ = drawn(np.random.default_rng(3))
    with pytest.raises(InvalidModelError, match=message):
        promised_by_pacts(model, [pact])


def test_a_game_is_no_model():
    with pytest.raises(InvalidModelError, match="a response model"):
        promised_by_pacts(load_case("europe-1938").game(), [])
