"""Parameters at the door: numbers in range, one for each state, exact where exactness was asked for."""

import math
from fractions import Fraction

import numpy as np
import pytest
import sympy

from alignment_games.errors import InvalidModelError
from alignment_games.states.arguments import checked, is_exact, of_state, per_state, stacked, to_exact

NAMES = ["Britain", "France"]


@pytest.mark.parametrize(
    ("value", "bounds", "said"),
    [
        (float("nan"), {}, "burden must be a finite number, got nan"),
        (-1, {"low": 0}, "burden must be a finite number of at least 0, got -1"),
        (0, {"low": 0, "strictly": True}, "burden must be a finite number above 0, got 0"),
        ([0.5, 1.5], {"low": 0, "high": 1}, "burden must be between 0 and 1, got 1.5"),
        (Fraction(3, 2), {"low": 0, "high": 1}, "burden must be between 0 and 1, got 1.5"),
        (
            sympy.Symbol("b", negative=True),
            {"low": 0},
            "burden must be a finite number of at least 0, got the negative b",
        ),
        ("much", {}, "burden must be a number, got 'much'"),
    ],
)
def test_what_is_out_of_range_is_named(value, bounds, said):
    with pytest.raises(InvalidModelError) as raised:
        checked(value, "burden", **bounds)
    assert str(raised.value) == said


def test_what_is_in_range_comes_back_as_it_is():
    for value in (0.5, Fraction(1, 2), sympy.Symbol("b"), 10**400):
        assert checked(value, "burden", low=0) is value


def test_figures_by_state_stand_in_the_order_of_the_states():
    assert per_state({"France": 2, "Britain": 1}, NAMES, "intent").tolist() == [1, 2]
    assert per_state(3, NAMES, "intent").tolist() == [3]
    assert per_state(np.zeros((5, 2)), NAMES, "intent").shape == (5, 2)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"France": 2}, "intent is missing for Britain; give every state"),
        ({"France": 2, "Britain": 1, "Italy": 3}, "unknown state 'Italy'"),
        ([1, 2, 3], r"intent needs one value for each of 2 states \(Britain, France\), got shape \(3,\)"),
        (["a", "b"], "intent must be a number"),
        ([1, None], "intent is missing; give one number for each of Britain, France"),
    ],
)
def test_figures_that_do_not_go_with_the_states_are_refused(value, said):
    with pytest.raises(InvalidModelError, match=said):
        per_state(value, NAMES, "intent")


def test_grids_of_some_states_are_laid_beside_the_figures_of_others():
    grid = stacked([np.array([1, 2, 3]), 7])
    assert grid.tolist() == [[1, 7], [2, 7], [3, 7]]
    assert of_state(grid, 0).tolist() == [1, 2, 3]
    assert of_state(np.array([[5], [6]]), 1).tolist() == [5, 6]  # shared by all
    assert of_state(0.5, 1) == 0.5


def test_decimals_are_read_as_they_print():
    assert to_exact(0.1) == Fraction(1, 10)
    assert to_exact(np.array([[0.1, 2]])).tolist() == [[Fraction(1, 10), Fraction(2)]]
    symbol = sympy.Symbol("b")
    assert to_exact(symbol) is symbol
    assert math.isnan(to_exact(math.nan))  # what looks at figures afterwards says so
    assert is_exact(0.1, [Fraction(1, 3), 0.2])
    assert is_exact(symbol)
    assert not is_exact(0.1, [1, 2])
