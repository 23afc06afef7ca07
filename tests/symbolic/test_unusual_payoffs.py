"""Constants, special functions, names that clash, inequalities that are true already: a result or one clear line."""

import numpy as np
import pytest
from sympy import (
    Abs,
    E,
    Function,
    GoldenRatio,
    Heaviside,
    Max,
    Piecewise,
    Sum,
    Symbol,
    exp,
    floor,
    log,
    pi,
    sign,
    sqrt,
    symbols,
)

from alignment_games import AlignmentGamesError, InvalidModelError, NormalFormGame, UnsupportedGameError, solve
from alignment_games.symbolic import (
    algebraic_equilibria,
    cells,
    conditions,
    mixed_conditions,
    regimes,
    symmetric_mixed,
    threshold,
)

x, y = Symbol("x", real=True), Symbol("y", real=True)
b, c = symbols("b c", positive=True)


def one_payoff(expression):
    return NormalFormGame([[[expression, 0], [0, 0]], [[1, 0], [0, 0]]], ["A", "B"], ["s", "t"])


def coordination(value):
    return NormalFormGame([[[value, 0], [0, 1]]] * 2, ["A", "B"], ["s", "t"])


@pytest.mark.parametrize("value", [sqrt(2), pi, E, GoldenRatio, log(2)])
def test_mixed_equilibria_keep_irrational_constants(value):
    found = mixed_conditions(coordination(value))
    assert found.always
    assert (found.probabilities["A"]["s"] - 1 / (1 + value)).equals(0)
    assert conditions(coordination(value), "s, s").always
    assert len(solve(coordination(value))) == 3


def test_irrational_constants_compare_exactly():
    tie = sqrt(5 + 2 * sqrt(6)) - sqrt(2) - sqrt(3)
    assert conditions(one_payoff(tie + x), "s, s").holds(x=0)
    assert conditions(one_payoff(sqrt(2) - 2), "s, s").never
    assert str(threshold(one_payoff(sqrt(2) * x - 2), "A", ("s", "t"), "x", others="s")).count("sqrt(2)")


def test_symmetric_and_algebraic_equilibria_of_irrational_payoffs():
    (chance,) = symmetric_mixed(coordination(sqrt(2))).probabilities
    assert (chance - 1 / (1 + sqrt(2))).equals(0)
    with pytest.raises(UnsupportedGameError, match=r"irrational number sqrt\(2\)"):
        algebraic_equilibria(coordination(sqrt(2)))


VERBS = {
    "conditions": lambda game: conditions(game, "s, s"),
    "threshold": lambda game: threshold(game, "A", ("s", "t"), "b", others="s"),
    "regimes": regimes,
    "mixed": mixed_conditions,
    "cells": cells,
    "symmetric": symmetric_mixed,
    "substitute": lambda game: game.substitute({"b": 1}),
}


@pytest.mark.parametrize("verb", VERBS)
def test_two_symbols_of_one_name_are_refused(verb):
    with pytest.raises(InvalidModelError, match="two different symbols are named b"):
        VERBS[verb](coordination(Symbol("b") - b))


def test_given_may_not_bring_another_symbol_of_the_same_name():
    with pytest.raises(InvalidModelError, match="two different symbols are named b"):
        conditions(one_payoff(b - c), "s, s", given=[Symbol("b") > 1])


def test_symmetric_equilibria_keep_p_for_the_probability():
    with pytest.raises(InvalidModelError, match="p names the probability"):
        symmetric_mixed(coordination(Symbol("p", positive=True)))


def test_inequalities_that_are_true_already_change_nothing():
    plain = str(conditions(one_payoff(b - c), "s, s"))
    assert str(conditions(one_payoff(b - c), "s, s", given=[b > 0, True, np.True_])) == plain
    assert regimes(one_payoff(b - c), given=[b > 0]).complete
    both = conditions(one_payoff(b - c), "s, s", given=(b > 2) & (c < 1))
    assert both.always


@pytest.mark.parametrize(
    ("given", "message"),
    [([b < 0], "false whatever"), ([False], "false whatever"), ([x > x + 1], "false whatever"), ("b > c", "the text")],
)
def test_inequalities_that_cannot_hold_are_refused(given, message):
    with pytest.raises(InvalidModelError, match=message):
        conditions(one_payoff(b - c), "s, s", given=given)


def test_equalities_are_to_be_put_in():
    from sympy import Eq, Ne, Or

    with pytest.raises(InvalidModelError, match=r"equality; put the value in instead: game.substitute"):
        conditions(one_payoff(b - c), "s, s", given=[Eq(b, c)])
    for other in (Ne(b, c), Or(b > 1, c > 1), b, 3, None):
        with pytest.raises(InvalidModelError, match="expected inequalities"):
            conditions(one_payoff(b - c), "s, s", given=[other])


@pytest.mark.parametrize(
    ("payoff", "truths"),
    [
        (Abs(x) - 1, {0: False, -1: True}),
        (floor(x) - 1, {1: True, 0: False}),
        (Max(x, 1) - 2, {2: True, 1: False}),
        (Heaviside(x) - x, {-1: True, 2: False}),
        (sign(x), {0: True, -1: False}),
        (exp(x) - 1, {0: True, -1: False}),
        (log(x), {1: True, -1: False}),
        (x ** sqrt(2) - 1, {1: True, -1: False}),
    ],
)
def test_functions_become_conditions(payoff, truths):
    found = conditions(one_payoff(payoff), "s, s")
    assert {value: found.holds(x=value) for value in truths} == truths


@pytest.mark.parametrize(
    "payoff",
    [
        Piecewise((x, x > 0), (0, True)),
        Function("f")(x),
        Sum(1 / Symbol("k"), (Symbol("k"), 1, Symbol("n", integer=True))),
        (x + y + 1) ** 200,
        x**100000,
        (x + 1) ** 5000 - 1,
    ],
)
def test_what_cannot_be_worked_with_is_refused_in_one_line(payoff):
    for verb in (lambda g: conditions(g, "s, s"), regimes, lambda g: threshold(g, "A", ("s", "t"), "x", others="s")):
        with pytest.raises(AlignmentGamesError) as caught:
            verb(one_payoff(payoff))
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 300
