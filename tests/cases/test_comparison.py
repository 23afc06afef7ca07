import numpy as np
import pytest

from alignment_games.cases import (
    BalanceOfPower,
    BalanceOfThreat,
    compare,
    comparison,
    judge,
    load_case,
    prediction,
    situations,
)
from alignment_games.cases.comparison import Comparison
from alignment_games.cases.prediction import RATE, predicted_probabilities
from alignment_games.errors import InvalidModelError
from alignment_games.solvers import PureEnumeration, solve
from alignment_games.solvers.logit.response import logit_response


def test_munich_is_told_as_buck_passing_or_a_stand():
    comparison = compare(load_case("europe-1938"))
    verdict = comparison.verdicts[0]
    assert verdict.theory == "balance of threat"
    assert verdict.recorded_is_equilibrium
    assert verdict.pure_equilibria == 2  # and an Anglo-French stand
    assert verdict.regret == 0
    text = str(comparison)
    assert "pass the" in text
    assert "balance of power" in comparison.header
    assert max(map(len, text.splitlines())) <= 100
    page = comparison._repr_html_()
    assert page.count("<tr>") == 1 + len(comparison.rows)
    assert "Munich: Britain, France and the USSR face Germany" in page
    assert "0." not in text.splitlines()[2]  # probabilities print as .53


def test_regrets_are_those_of_the_game():
    case = load_case("europe-1936")
    verdict = judge(case, BalanceOfThreat())
    regrets = case.game().regrets(case.recorded)
    assert [p.regret for p in verdict.predictions] == pytest.approx(np.maximum(regrets, 0))
    assert not verdict.recorded_is_equilibrium


@pytest.mark.parametrize("exact", [False, True])
def test_what_is_told_without_a_table_is_what_the_table_tells(exact):
    case = load_case("europe-1938", menu="full", exact=exact)
    theory = BalanceOfPower()
    verdict, game = judge(case, theory), theory.model(case.model).game()
    pure = {equilibrium.actions for equilibrium in solve(game, PureEnumeration())}
    assert verdict.pure_equilibria == len(pure)
    assert verdict.recorded_is_equilibrium == (tuple(case.recorded[name] for name in game.players) in pure)
    for own, regret, found in zip(
        logit_response(game, RATE), game.regrets(case.recorded), verdict.predictions, strict=True
    ):
        assert list(found.probabilities.values()) == pytest.approx(own.tolist(), abs=1e-12)
        assert found.regret == pytest.approx(float(regret), abs=1e-15)


def test_many_states_are_compared_by_sums_as_few_are_by_tables(monkeypatch):
    case = load_case("europe-1938")
    by_table = judge(case, BalanceOfThreat())
    monkeypatch.setattr(prediction, "MOST_FOLDED", 0)
    monkeypatch.setattr(comparison, "FEW_PLAYERS", 0)
    monkeypatch.setattr(comparison, "_MOST_WORK", 1)
    by_sums = judge(case, BalanceOfThreat())
    for one, other in zip(by_table.predictions, by_sums.predictions, strict=True):
        assert one.regret == other.regret
        assert list(one.probabilities.values()) == pytest.approx(list(other.probabilities.values()), abs=1e-3)
    assert (by_table.all_pure, by_sums.all_pure) == (True, False)
    assert by_sums.recorded_is_equilibrium  # whatever the search found
    assert f"{by_sums.pure_equilibria} or more" in str(Comparison(case, (by_sums,)))


def test_the_nato_anomaly_is_a_miss_for_threat_even_with_the_guarantee():
    case = load_case("nato-1999")
    members = [state for state, action in case.recorded.items() if action == "balance"]
    assert len(members) == 4
    alone = predicted_probabilities(case.game(guarantors={"USA": 0}))
    backed = predicted_probabilities(case.game())
    assert all(max(alone[state], key=alone[state].get) != "balance" for state in members)
    assert sum(max(backed[state], key=backed[state].get) != "balance" for state in members) >= 3
    assert all(backed[state]["balance"] > alone[state]["balance"] for state in members)


def test_probabilities_are_probabilities():
    for player, chances in predicted_probabilities(load_case("july-1914").game()).items():
        assert sum(chances.values()) == pytest.approx(1), player
        assert min(chances.values()) > 0


def test_situations_tell_borders_and_weight():
    britain, france, _ = situations(load_case("europe-1938"))
    assert not britain.contiguous
    assert france.contiguous
    assert britain.weight == pytest.approx(0.077787034 / 0.15422215)


def test_no_theories_are_refused():
    with pytest.raises(InvalidModelError, match="at least one"):
        compare(load_case("europe-1938"), [])


def test_theories_differ_somewhere():
    case = load_case("unipolarity-1999")
    threat, power = compare(case, [BalanceOfThreat(), BalanceOfPower()]).verdicts
    assert threat.predictions != power.predictions


def test_a_second_scenario_is_named_by_what_it_changes():
    found = compare("europe-1938", {"burden": 0.1, ("intent", "France"): 0.9})
    assert found.names == ("europe-1938", "europe-1938 with burden 0.1, intent of France 0.9")
    assert set(found.inputs) == {"burden of Britain", "burden of France", "burden of USSR", "intent of France"}
    assert compare(load_case("europe-1938").model, {"burden": 0.1}).names[0] == "first"


def test_options_of_scenarios_are_refused_beside_theories():
    with pytest.raises(InvalidModelError, match="second scenario alone"):
        compare("europe-1938", rate=5)
    with pytest.raises(InvalidModelError, match="recorded outcome"):
        compare("dilemma")
