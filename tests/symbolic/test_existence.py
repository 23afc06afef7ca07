"""Poles: where a payoff does not exist, no verb claims anything."""

import numpy as np
import pytest
from sympy import Rational, Symbol, log, sqrt

from alignment_games import InvalidModelError, NormalFormGame
from alignment_games.symbolic import boundary_curves, conditions, mixed_conditions, proposition, regimes, region

x, y = Symbol("x", real=True), Symbol("y", real=True)
n = Symbol("n", integer=True, positive=True)


def one_payoff(expression):
    return NormalFormGame([[[expression, 0], [0, 0]], [[1, 0], [0, 0]]], ["A", "B"], ["s", "t"])


@pytest.mark.parametrize(
    "payoff", [1 / (x - 2) ** 2, (x - 2) ** -2 * (x - 2), 1 / (1 + 1 / (x - 2)) ** 2, 3 + (x - 2) ** -4]
)
def test_no_condition_holds_at_a_pole_of_even_order_or_one_that_cancels(payoff):
    found = conditions(one_payoff(payoff), "s, s")
    assert found.holds(x=2) is False
    assert found.holds(x=5) is True
    assert found.predicate()(x=np.array([2.0, 5.0])).tolist() == [False, True]
    assert "x != 2" in str(found)
    assert r"x \neq 2" in proposition(found)


def test_payoffs_that_are_not_compared_make_no_difference():
    found = conditions(one_payoff(1 / (x - 2)), "t, t")
    assert found.always
    assert found.existence.text == ""
    assert found.holds()


def test_a_point_that_a_result_names_has_every_payoff():
    whole = Symbol("e", even=True, nonnegative=True)
    found = conditions(one_payoff((y - 1) / whole), "s, s")
    assert found.example[whole] > 0
    assert found.holds(found.example)
    assert all(regime.point.get(whole, 2) > 0 for regime in regimes(one_payoff((y - 1) / whole)))


def test_logarithms_and_roots_exist_where_they_are_real_numbers():
    found = conditions(one_payoff(log(x) + sqrt(y)), "s, s")
    assert [found.holds(x=a, y=b) for a, b in ((2, 1), (-2, 1), (2, -1), (0, 1), (1, 0))] == [
        True,
        False,
        False,
        False,
        True,
    ]
    at = found.predicate()(x=np.array([2.0, -2.0, 0.0]), y=1.0)
    assert at.tolist() == [True, False, False]


@pytest.mark.parametrize("value", ["two", float("nan"), y, None, 1j])
def test_a_value_that_is_no_number_is_refused(value):
    with pytest.raises(InvalidModelError, match="x: expected a finite real number"):
        conditions(one_payoff(x - 1), "s, s").holds(x=value)


def test_mixed_equilibria_make_no_claim_where_a_payoff_or_a_probability_has_a_pole():
    a = Symbol("a", positive=True)
    game = NormalFormGame([[[1 + 1 / (x - 3) ** 2, 0], [0, a]], [[1, 0], [0, 1]]])
    found = mixed_conditions(game)
    assert found.holds(x=3, a=1) is False
    assert found.holds(x=4, a=1) is True


def test_ties_make_the_boundary_and_poles_are_curves_of_their_own():
    game = NormalFormGame([[y - 1 / x, 0]], ["A"], [["s", "t"]])
    tie, pole = boundary_curves(conditions(game, "s"), x, y)
    assert (tie.pole, pole.pole) == (False, True)
    assert tie.at(2) == (Rational(1, 2),)
    assert tie.at(0) == ()
    assert pole.polynomial.as_expr() == x


def test_whole_number_parameters_have_whole_boundaries():
    game = NormalFormGame([[x + 4 - n**2, 0]], ["A"], [["s", "t"]])
    (curve,) = boundary_curves(conditions(game, "s"), x, n)
    assert [curve.at(k) for k in (-3, 0, 1, 5)] == [(1,), (2,), (), (3,)]


def test_a_region_does_not_contain_its_poles():
    found = region(conditions(one_payoff((1 - y) / (x - 2) ** 2), "s, s"), [x, y])
    assert found.contains({"x": 1, "y": 0})
    assert not found.contains({"x": 2, "y": 0})
