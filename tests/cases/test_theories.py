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
from alignment_games.models.response import response_game
from alignment_games.states.security import FirstForm
from alignment_games.states.state import State
from alignment_games.states.system import System

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
