"""Critical values as they are told and asked: poles, touching points, a slope of zero."""

import pytest
from sympy import Rational, Symbol

from alignment_games import InvalidModelError, NormalFormGame
from alignment_games.symbolic import threshold

X, A = Symbol("x", real=True), Symbol("a", positive=True)
U = Symbol("u", nonnegative=True)


def of(expression, by="x", **keywords):
    game = NormalFormGame([[expression, 0]], ["France"], [["balance", "pass"]])
    return threshold(game, "France", ("balance", "pass"), by, **keywords)


@pytest.mark.parametrize(
    ("payoff", "said", "holds", "fails"),
    [
        (1 / (X - 1) - 1, "exactly when 1 < x <= 2", [Rational(3, 2), 2], [1, 0, 3]),
        (1 / (X - 1) ** 2 - 1, "exactly when 0 <= x < 1 or 1 < x <= 2", [0, 2, Rational(1, 2)], [1, -1, 3]),
        (X / (X - 1), "exactly when x <= 0 or x > 1", [0, 2], [1, Rational(1, 2)]),
        ((X**2 - 1) / (X - 1), "exactly when -1 <= x < 1 or x > 1", [-1, 0, 2], [1, -2]),
        (1 / (X - 2) ** 2, "at every x, where x != 2", [1, 3], [2]),
        (-1 / (X - 2) ** 2, "at no x, where x != 2", [], [1, 2, 3]),
        (-((X - 1) ** 2), "exactly when x = 1", [1], [0, 2]),
        ((X - 1) ** 2 * (X - 3), "exactly when x = 1 or x >= 3", [1, 3, 4], [0, 2]),
        (X**5 - 1, "exactly when x >= 1", [1, 2], [0, -2]),
    ],
)
def test_poles_are_left_out_and_touching_points_are_ties(payoff, said, holds, fails):
    found = of(payoff)
    assert str(found).endswith(said)
    assert all(found.holds(x=value) for value in holds)
    assert not any(found.holds({X: value}) for value in fails)
    ((_, rule),) = found.cases
    assert all(bool(rule.subs(X, value)) for value in holds)
    assert not any(bool(rule.subs(X, value)) for value in fails if value != 1)


def test_poles_and_touching_points_in_terms_of_other_parameters():
    touching = of(-((X - A) ** 2))
    assert str(touching).endswith("exactly when x = a")
    assert touching.value == A
    pole = of(1 / (X - A))
    assert pole.excluded
    assert str(pole).splitlines()[0].endswith("exactly when x > a")
    assert [pole.holds(x=v, a=2) for v in (1, 2, 3)] == [False, False, True]
    between = of(A / (X - A) - 1)
    assert [between.holds(x=v, a=2) for v in (2, 3, 4, 5)] == [False, True, True, False]
    assert "a != x" in str(between)
    assert [of(-X * U, given=[X > 1]).holds(x=2, u=v) for v in (0, 1)] == [True, False]
    assert str(of((X - U) ** 2, by="u")).endswith("at every u")


def test_a_slope_of_zero_is_a_case_of_its_own():
    k = Symbol("k", real=True)
    found = of(k * X - A)
    assert len(found.cases) == 3
    assert [found.holds(x=1, k=v, a=1) for v in (-1, 0, 1, 2)] == [False, False, True, True]
    assert "never if k = 0" in str(found)
    with pytest.raises(InvalidModelError, match="needs a value for x"):
        found.holds(k=1, a=1)


def test_rows_have_the_critical_value_exactly_and_in_decimals():
    c = Symbol("c", positive=True)
    game = NormalFormGame([[[1 - 3 * c, 1], [0, 0]], [[0, 0], [0, 0]]], ["Ann", "Bob"], ["act", "rest"])
    (row,) = threshold(game, "Ann", ("act", "rest"), "c", others="act").to_records()
    assert (row["state"], row["by"], row["value"], row["figure"]) == ("Ann", "c", "1/3", 1 / 3)
    assert row["when"] == "exactly when c <= 1/3"
