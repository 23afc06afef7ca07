"""Whole-number parameters: the values come from trying whole numbers one by one."""

import pytest
from sympy import Symbol, binomial, factorial

from alignment_games import NormalFormGame
from alignment_games.symbolic import conditions, regimes, threshold

n = Symbol("n", integer=True, positive=True)


def one_payoff(expression):
    return NormalFormGame([[[expression, 0], [0, 0]], [[1, 0], [0, 0]]], ["A", "B"], ["s", "t"])


@pytest.mark.parametrize(
    "payoff", [(3 * n - 1) * (3 * n - 2), (3 * n - 4) * (3 * n - 5), 2 * n - 1, 3 * n**2 - 12 * n + 11 + n]
)
def test_one_regime_where_no_whole_number_lies_between_the_roots(payoff):
    assert all(payoff.subs(n, k) > 0 for k in range(1, 50))
    found = regimes(one_payoff(payoff))
    assert found.complete
    assert [set(r.profiles) for r in found] == [{("s", "s"), ("t", "t")}]
    assert all(value.is_integer and value > 0 for r in found for value in r.point.values())
    assert conditions(one_payoff(payoff), "s, s").always


def test_ties_at_whole_numbers_leave_the_preference_as_it_is():
    payoff = (n - 1) * (n - 2)
    assert conditions(one_payoff(payoff), "s, s").always
    assert not conditions(one_payoff(payoff), "s, s", strict=True).always


def test_the_users_inequalities_bound_whole_numbers():
    payoff = (n - 3) * (2 * n - 13)
    low, high = regimes(one_payoff(payoff), given=[n >= 4, n <= 6]), regimes(one_payoff(payoff), given=[n >= 7])
    assert [set(r.profiles) for r in low] == [{("t", "s"), ("t", "t")}]
    assert [set(r.profiles) for r in high] == [{("s", "s"), ("t", "t")}]
    narrow = conditions(one_payoff(n - 150), "s, s", given=[n > 100, n < 103])
    assert narrow.never


def test_two_parameters_one_of_them_whole():
    b = Symbol("b", positive=True)
    found = regimes(one_payoff(b * (3 * n - 1) - 1))
    assert found.complete
    assert len(found) == 2
    for regime in found:
        assert regime.point[n].is_integer
        assert (("s", "s") in regime.profiles) == (regime.point[b] * (3 * regime.point[n] - 1) > 1)


def test_thresholds_in_whole_numbers():
    found = threshold(one_payoff(2 * n - 5), "A", ("s", "t"), by="n", others="s")
    assert str(found).endswith("exactly when n >= 3")
    assert found.value == 3
    even = Symbol("n", even=True)
    assert str(threshold(one_payoff((even - 3) * (7 - even)), "A", ("s", "t"), "n", others="s")).endswith(
        "exactly when 4 <= n <= 6"
    )


def test_binomials_and_factorials_are_conditions():
    chosen = conditions(one_payoff(binomial(n, 2) - 1), "s, s")
    assert [chosen.holds(n=k) for k in range(1, 5)] == [False, True, True, True]
    ordered = conditions(one_payoff(factorial(n) - 3 * n), "s, s")
    assert [ordered.holds(n=k) for k in range(1, 6)] == [False, False, False, True, True]
    both = conditions(one_payoff(binomial(n, Symbol("k", integer=True, nonnegative=True)) - 3), "s, s")
    assert [both.holds(n=a, k=b) for a, b in ((3, 1), (4, 3), (2, 1), (2, 5))] == [True, True, False, False]
