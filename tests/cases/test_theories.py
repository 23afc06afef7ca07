from dataclasses import replace

import numpy as np
import pytest

from alignment_games.cases import (
    BalanceOfPower,
    BalanceOfThreat,
    CollectiveGoods,
    FirstFormOfThreat,
    MilieuGoals,
    load_case,
)
from alignment_games.errors import InvalidModelError
from alignment_games.models.response import response_game, response_model
from alignment_games.solvers import PureEnumeration, solve
from alignment_games.states.security import FirstForm
from alignment_games.states.state import State
from alignment_games.states.system import System
from alignment_games.states.threat import perceived_threat
from tests.oracles import second_form

MODEL = load_case("napoleon-1813").model
SYSTEM = System(
    [State("Germany", 0.15, offence=1.2), State("France", 0.05), State("USSR", 0.15)],
    distance_km={("Germany", "USSR"): 1000},
    contiguous=[("France", "Germany")],
    intent={("Germany", "France"): 0.8, ("Germany", "USSR"): 0.4},
)


def test_a_theory_turns_a_system_into_threats():
    perceived = SYSTEM.perceived_threat(of="Germany")
    by_threat = BalanceOfThreat().threat(perceived)
    assert by_threat["France"] == pytest.approx(0.75 * 1 * 1.2 * 0.8)
    assert by_threat["USSR"] == pytest.approx(0.5 * 0.5 * 1.2 * 0.4)
    by_power = BalanceOfPower().threat(perceived)
    assert by_power.values == pytest.approx([0.75, 0.5])
    mean = BalanceOfThreat(additive=True, power=3, intent=0).threat(perceived)
    assert mean["USSR"] == pytest.approx((3 * 0.5 + 0.5 + 1.2) / 5)


def test_securitization_is_set_aside_kept_or_set():
    plain = BalanceOfThreat().model(MODEL).threat.sources["intent"]
    kept = BalanceOfThreat(securitization=None).model(MODEL).threat.sources["intent"]
    names = list(MODEL.names)
    austria, britain = names.index("Austria"), names.index("Britain")
    assert plain[austria] == 0.5
    assert kept[austria] == pytest.approx(0.75)  # odds 1 tripled
    assert kept[britain] == plain[britain]
    everyone = BalanceOfThreat(securitization=3).model(MODEL).threat.sources["intent"]
    assert everyone[austria] == pytest.approx(0.75)
    assert everyone[britain] > kept[britain]


def test_collective_goods_change_the_stakes_not_the_threat():
    goods = CollectiveGoods(spillover=0.9).model(MODEL)
    assert goods.utility.spillover == 0.9
    assert np.array_equal(goods.threat.values, BalanceOfThreat().model(MODEL).threat.values)


def test_the_common_outcome_weighs_the_whole_alone():
    whole = MilieuGoals().model(MODEL)
    assert whole.utility.milieu == 1
    # Who is attacked first no longer counts: passing and neutrality pay the same but for what they cost.
    payoffs = replace(whole, actions=(("buck_pass", "neutral"),) * len(MODEL.states)).game().payoffs
    assert np.allclose(payoffs[0, 0] - payoffs[0, 1], whole.utility.neutrality)


@pytest.mark.parametrize(
    ("milieu", "expected"),
    [(1, {1936: "PBB", 1938: "BBB", 1939: "BBB"}), (0.15, {1936: "PPP", 1938: "BBP PPP", 1939: "BBB"})],
)
def test_by_power_the_thirties_would_have_stood_unless_milieu_goals_weigh_little(milieu, expected):
    # By trying every deviation in the formula of the oracle; each state has its own share of the stake in the whole.
    for year, profiles in expected.items():
        model = load_case(f"europe-{year}").model
        threat = model.against.power
        shares = [milieu * state.power / (state.power + threat) for state in model.states]
        told = MilieuGoals(milieu, by_power=True).model(model)
        assert told.utility.milieu == pytest.approx(shares)
        pure = second_form.pure_equilibria(by_hand(model, milieu=shares), ("balance", "buck_pass", "bandwagon"))
        initials = {"balance": "B", "buck_pass": "P", "bandwagon": "W"}
        assert sorted("".join(initials[a] for a in profile) for profile in pure) == profiles.split()
        assert {e.actions for e in solve(told.game(), PureEnumeration())} == set(pure)


def by_hand(model, **changed):
    """The oracle's view of a three-state case: no guarantors, one reliability for all."""
    seen = model.threat
    return second_form.Situation(
        power=[state.power for state in model.states],
        proximity=seen.closeness.tolist(),
        intent=seen.hostility.tolist(),
        threat_power=model.against.power,
        conversion=model.against.offence,
        balance=np.broadcast_to(seen.balance, 3).tolist(),
        reliability=[[model.utility.reliability] * 3] * 3,
        backing=[0, 0, 0],
        all_backing=0,
        parameters={**model.utility.figures(), **changed},
    )


def invented_world(n):
    """Many states whose powers follow Zipf's law, near and far, with one intent, face a middle power."""
    states = [State(f"S{k}", 0.25 / (k + 1)) for k in range(n)]
    threat = State("Threat", 0.04)
    distance = [1000 + 7919 * k % 9000 for k in range(n)]
    return response_model(states, threat, perceived_threat(states, threat, distance_km=distance, intent=0.5))


def settled_from_nobody_standing(game):
    """Best replies one by one, the strongest state first, until nobody moves."""
    play, before = ["buck_pass"] * game.n_players, None
    while play != before:
        before = list(play)
        for i, own in enumerate(game.actions):
            values = game.deviation_payoffs(play)[i]
            if values.max() > values[own.index(play[i])] + 1e-12:
                play[i] = own[int(values.argmax())]
    return play


def test_the_weak_form_the_coalition_unless_the_great_care_for_the_whole_or_strength_spills_over():
    model = invented_world(40)
    powers = np.array([state.power for state in model.states])

    def medians(play):
        return [np.median(powers[np.array(play) == action]) for action in ("balance", "buck_pass")]

    weak = settled_from_nobody_standing(model.sums())
    assert medians(weak)[0] < medians(weak)[1]
    by_power = MilieuGoals(0.15, by_power=True).model(model).sums()
    leading = settled_from_nobody_standing(by_power)
    assert leading == ["balance", *["buck_pass"] * 39]  # the greatest alone, if nobody stands yet
    assert by_power.regrets(weak).max() == 0  # yet a coalition of the weak that stands already keeps it out
    public = settled_from_nobody_standing(CollectiveGoods().model(model).sums())
    assert medians(public)[0] > medians(public)[1]


def test_the_first_form_knows_no_guarantors_and_takes_every_word():
    first = FirstFormOfThreat().model(load_case("russia-2022").model)
    assert (first.guarantors, dict(first.reliability)) == ((), {})
    assert isinstance(first.utility, FirstForm)
    assert first.utility.reliability == 1


def test_power_alone_does_not_see_distance_or_intent():
    far = BalanceOfPower().model(MODEL.with_parameters(distance_km=9000, intent=0.01))
    assert np.array_equal(far.threat.values, BalanceOfPower().model(MODEL).threat.values)


def test_a_threat_without_sources_is_refused():
    given = response_game([State("A", 1), State("B", 1)], State("C", 1), [0.5, 0.5]).model
    with pytest.raises(InvalidModelError, match="given outright"):
        BalanceOfPower().model(given)
