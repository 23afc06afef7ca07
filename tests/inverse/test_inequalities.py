"""The slacks of a record as formulas, beside the regrets of the game with numbers put in."""

from fractions import Fraction

import numpy as np
import pytest
from sympy import Symbol

import alignment_games as ag
from alignment_games.inverse.inequalities import affine, inequalities, linear_in, symbols_of
from alignment_games.inverse.parameter import as_parameter
from alignment_games.models.model import Input

PAYOFF_PARAMETERS = [
    "burden", "punishment", "appeasement", "autonomy", "benefit", "arming", "hiding", "neutrality", "spoils",
]  # fmt: skip
NOT_AFFINE = ["reliability", "threat_offence", "spillover", "own_defence", "decisiveness", "intent.Britain"]


@pytest.mark.parametrize("name", ["europe-1938", "bulgaria-1913", "china-1972"])
def test_slacks_are_what_the_game_says_a_deviation_costs(name):
    case = ag.load_case(name)
    open_ = list(map(as_parameter, ["burden", "reliability", "threat_offence", ("intent", case.model.names[0])]))
    values = dict(zip(open_, [0.11, 0.6, 1.3, 0.45], strict=True))
    rows = inequalities(case.model, case.recorded, open_, name)
    at = dict(zip(symbols_of(open_).values(), values.values(), strict=True))
    game = case.game(burden=0.11, reliability=0.6, threat_offence=1.3, intent={case.model.names[0]: 0.45})
    payoffs = game.deviation_payoffs(case.recorded)
    for row in rows:
        i = case.model.names.index(row.state)
        own = dict(zip(game.actions[i], payoffs[i], strict=True))
        expected = float(own[row.action] - own[row.deviation])
        assert float(row.slack.subs(at)) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("name", ["europe-1938", "china-1972", "nato-1999", "iraq-2003"])
def test_payoffs_are_affine_together_in_all_that_is_paid_or_gained(name):
    case = ag.load_case(name)
    open_ = list(map(as_parameter, PAYOFF_PARAMETERS))
    symbols = list(symbols_of(open_).values())
    for row in inequalities(case.model, case.recorded, open_):
        function = affine(row.slack, symbols)
        for a in symbols:
            assert all(row.slack.diff(a, b).expand() == 0 for b in symbols)
        point = [Fraction(k + 1, 20) for k in range(len(symbols))]
        assert function.at(point) == row.slack.subs(dict(zip(symbols, point, strict=True)))


@pytest.mark.parametrize("parameter", NOT_AFFINE)
def test_payoffs_bend_in_what_decides_the_contest(parameter):
    case = ag.load_case("europe-1939")
    (symbol,) = symbols_of([as_parameter(parameter)]).values()
    rows = inequalities(case.model, case.recorded, [as_parameter(parameter)])
    assert any(affine(row.slack, [symbol]) is None for row in rows)
    bent = next(row.slack for row in rows if affine(row.slack, [symbol]) is None)
    a, b, c = (float(bent.subs(symbol, x)) for x in (0.5, 0.7, 0.9))
    assert a - 2 * b + c != pytest.approx(0, abs=1e-9)


def test_products_of_two_open_parameters_are_not_affine_and_irrational_numbers_not_either():
    x, y = Symbol("x"), Symbol("y")
    assert affine(x * y, [x, y]) is None
    assert affine(x**2, [x]) is None
    assert affine(x * 2 ** (Fraction(1, 2)) + 1, [x]) is None
    assert linear_in(x * y + 3 * y, y) == (0, x + 3)
    assert linear_in(1 / x, x) is None


def test_a_record_that_does_not_fit_is_refused():
    case = ag.load_case("europe-1938")
    with pytest.raises(ag.InvalidModelError, match="does not say what USSR did"):
        inequalities(case.model, {"Britain": "balance", "France": "balance"}, [])
    with pytest.raises(ag.InvalidModelError, match="unknown state 'Grance'"):
        inequalities(case.model, {**case.recorded, "Grance": "balance"}, [])
    with pytest.raises(ag.InvalidModelError, match="France: unknown action 'align'"):
        inequalities(case.model, {**case.recorded, "France": "align"}, [])


def test_a_parameter_of_another_case_leaves_the_slacks_alone():
    case = ag.load_case("europe-1938")
    rows = inequalities(case.model, case.recorded, [Input("intent", "Italy")])
    assert all(row.slack.is_Rational for row in rows)


def test_a_state_with_one_action_has_no_inequality():
    states = [ag.State("A", 0.1), ag.State("B", 0.2)]
    model = ag.response_model(states, ag.State("T", 0.3), [0.5, 0.4], actions={"A": ["balance"], "B": ["buck_pass"]})
    assert inequalities(model, {"A": "balance", "B": "buck_pass"}, [Input("burden")]) == []


def test_the_cases_own_floats_are_read_as_the_decimals_that_they_print_as():
    case = ag.load_case("europe-1938")
    rows = inequalities(case.model, case.recorded, [])
    exact = ag.load_case("europe-1938", exact=True).game()
    payoffs = exact.deviation_payoffs(case.recorded)
    own = dict(zip(exact.actions[0], payoffs[0], strict=True))
    assert rows[0].slack == own["buck_pass"] - own["balance"]
    assert np.all([row.slack.is_Rational for row in rows])
