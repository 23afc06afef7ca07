"""The second form: every payoff by an independent formula, its limits, the 1930s, and the signs that it promises."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from alignment_games import GivenThreat, SecurityUtility, State, load_case, perceived_threat, response_game, solve
from alignment_games.models.response import response_model
from alignment_games.states import FirstForm, Guarantor, RationalProximity
from tests.oracles import second_form

ALL = ("balance", "arm", "soft_balance", "buck_pass", "neutral", "bandwagon", "align")
NAMES = ("Britain", "France", "USSR")


def drawn(seed, number=float):
    """A random model of three states with every term at work, and the oracle's view of it, in one kind of number."""
    rng = np.random.default_rng(seed)

    def draw(low, high, size=None):
        whole = rng.integers(int(100 * low), int(100 * high) + 1, size)
        return number(Fraction(int(whole), 100)) if size is None else [number(Fraction(int(w), 100)) for w in whole]

    power, distance, intent, balance = draw(0.02, 0.3, 3), draw(1, 20, 3), draw(0.05, 1, 3), draw(0.5, 1.5, 3)
    distance = [100 * d for d in distance]
    utility = SecurityUtility(
        burden=draw(0, 0.2),
        milieu=np.array(draw(0, 1, 3)),
        stake=np.array(draw(0.5, 2, 3)),
        spoils=np.array(draw(0, 0.5, 3)),
        autonomy=np.array(draw(0, 0.4, 3)),
        affinity=np.array(draw(0, 1, 3)),
        spillover=draw(0, 1),
        reliability=draw(0.3, 1),
        decisiveness=int(rng.integers(1, 4)),
    )
    if number is Fraction:
        utility = utility.exact()
    pair, threat_power, conversion = draw(0.1, 1), draw(0.05, 0.4), draw(0.8, 1.4)
    guarantors = [Guarantor("USA", draw(0.05, 0.2), ("France", "USSR")), Guarantor("Canada", draw(0, 0.1), ("France",))]
    states = [State(name, p) for name, p in zip(NAMES, power, strict=True)]
    germany = State("Germany", threat_power, conversion)
    threat = perceived_threat(states, germany, distance_km=distance, intent=intent, offence_balance=balance)
    model = response_model(
        states,
        germany,
        threat,
        utility,
        actions=ALL,
        guarantors=guarantors,
        reliability={("USSR", "France"): pair},
    )
    rho = utility.reliability
    one, other = (each.power for each in guarantors)
    situation = second_form.Situation(
        power=power,
        proximity=[1 / (1 + d / 1000) for d in distance],
        intent=intent,
        threat_power=threat_power,
        conversion=conversion,
        balance=balance,
        reliability=[[rho, rho, rho], [rho, rho, pair], [rho, pair, rho]],
        backing=[0, one + other, one],
        all_backing=one + other,
        parameters={k: list(v) if isinstance(v, np.ndarray) else v for k, v in utility.figures().items()},
    )
    return model, situation


@pytest.mark.parametrize("seed", range(3))
def test_every_payoff_by_an_independent_formula(seed):
    model, situation = drawn(seed)
    payoffs = model.game().payoffs
    for index in np.ndindex(7, 7, 7):
        profile = tuple(ALL[k] for k in index)
        for i in range(3):
            assert payoffs[(i, *index)] == pytest.approx(second_form.payoff(situation, profile, i), abs=1e-12)


def test_in_fractions_the_payoffs_are_equal():
    model, situation = drawn(7, Fraction)
    payoffs = model.game().payoffs
    for index in list(product(range(7), repeat=3))[::8]:
        profile = tuple(ALL[k] for k in index)
        assert [payoffs[(i, *index)] for i in range(3)] == [second_form.payoff(situation, profile, i) for i in range(3)]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (1936, ["PPP"]),
        (1938, ["BBP", "PPP"]),
        (1939, ["BBB"]),
    ],
)
def test_the_thirties_pass_pass_or_stand_and_stand(year, expected):
    # By trying every deviation in the published prototype's formula: 1936 pass, Munich pass or stand, 1939 stand.
    solution = solve(load_case(f"europe-{year}").game())
    initials = {"balance": "B", "buck_pass": "P", "bandwagon": "W"}
    found = sorted("".join(initials[a] for a in e.actions) for e in solution if e.pure)
    assert solution.complete
    assert found == expected


def test_at_twice_the_distance_scale_all_stand_or_all_pass_in_1938():
    solution = solve(load_case("europe-1938").game(proximity=RationalProximity(2000)))
    assert sorted(e.actions for e in solution if e.pure) == [("balance",) * 3, ("buck_pass",) * 3]


def test_the_first_form_is_a_special_case_of_the_formula():
    case = load_case("europe-1938")
    first = response_game(
        case.model.states, case.model.against, case.model.threat, FirstForm(), actions=case.model.actions[0]
    )
    utility = SecurityUtility(spillover=0.3, reliability=1, buffer=0, nearness=1, benefit=0)
    rows = FirstForm().responses()
    second = response_game(
        case.model.states, case.model.against, case.model.threat, utility, actions=case.model.actions[0], table=rows
    )
    assert (first.payoffs == second.payoffs).all()


def test_without_hostile_intent_passing_or_aligning_is_dominant():
    game = load_case("europe-1938").game(intent=0)
    balance, pass_, bandwagon = (np.moveaxis(game.payoffs[0], 0, 0)[k] for k in range(3))
    assert (balance < np.maximum(pass_, bandwagon)).all()
    assert (pass_ == 0).all()


# Signs, the others' play held fixed: at every profile of the others, over random parameters.


def gains(model, action, than="buck_pass", i=0):
    """What one action gains state i over another, at all play of the others."""
    own = np.moveaxis(model.game().payoffs[i], i, 0)
    return own[ALL.index(action)] - own[ALL.index(than)]


def varied(seed, **changes):
    model, _ = drawn(seed)
    plain = {"milieu": 0, "spoils": 0, "burden": 0.05, "appeasement": 0.3, "benefit": 0.3}
    return model.with_parameters(**{**plain, **changes})


@pytest.mark.parametrize("seed", range(12))
def test_intent_raises_balancing_wherever_joining_helps(seed):
    helps = gains(varied(seed, burden=0), "balance") > 0
    levels = [gains(varied(seed, intent={"Britain": x}), "balance") for x in (0.2, 0.5, 0.9)]
    at_low = gains(varied(seed, intent={"Britain": 0.2}, burden=0), "balance") > 0
    assert (np.diff(levels, axis=0)[:, at_low] > 0).all()
    assert helps.any()


@pytest.mark.parametrize("seed", range(12))
def test_intent_never_raises_bandwagoning_where_offence_has_no_advantage(seed):
    # (1 - I) P [alpha o I lost + beta] - autonomy falls in I wherever alpha o <= beta: derived at the appeal's formula.
    levels = [
        gains(varied(seed, intent={"Britain": x}, offence_balance=0.8, threat_offence=1), "bandwagon")
        for x in np.linspace(0.05, 1, 8)
    ]
    assert (np.diff(levels, axis=0) < 0).all()


@pytest.mark.parametrize("seed", range(12))
def test_reliability_and_guarantors_raise_the_balancing_of_a_state_that_nobody_shields(seed):
    by_reliability = [gains(varied(seed, reliability=x, buffer=0, spillover=0), "balance") for x in (0.2, 0.6, 1)]
    assert (np.diff(by_reliability, axis=0) >= 0).all()
    front = [gains(varied(seed, guarantors={"USA": x}, buffer=0, spillover=0), "balance", i=1) for x in (0, 0.1, 0.3)]
    assert (np.diff(front, axis=0) > 0).all()


@pytest.mark.parametrize("seed", range(12))
def test_a_capable_catcher_and_a_shield_raise_passing(seed):
    by_shield = [gains(varied(seed, buffer=x), "balance") for x in (0, 0.5, 1)]
    assert (np.diff(by_shield, axis=0) <= 0).all()


def test_a_given_threat_is_its_own_weight_and_takes_intent_for_the_appeal_of_alignment():
    states = [State(name, 0.1) for name in NAMES]
    germany = State("Germany", 0.2)
    hostile = response_game(states, germany, GivenThreat(NAMES, [0.5, 0.5, 0.5], intent=1))
    mild = response_game(states, germany, GivenThreat(NAMES, [0.5, 0.5, 0.5], intent=0.2))
    gain = mild.payoffs[0][2] - hostile.payoffs[0][2]
    lost = -hostile.payoffs[0][1] / 0.5  # passing: the threat's weight times the chance to fall
    np.testing.assert_allclose(gain, 0.5 * 0.3 * 0.8 * lost + 0.3 * 0.8 * (2 / 3), rtol=1e-12)
