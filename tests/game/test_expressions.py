"""Payoffs of SymPy: what is a number, what is none, and values put in for symbols."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy

from alignment_games.errors import InvalidModelError
from alignment_games.game.expressions import (
    as_numbers,
    brief,
    is_expression,
    refuse_namesakes,
    refuse_undefined,
    substituted,
)

X, Y = sympy.symbols("x y")


def test_rationals_stay_exact_whatever_they_are_written_as():
    golden = (1 + sympy.sqrt(5)) / 2
    assert as_numbers([sympy.Rational(1, 3), golden**2 - golden]) == [sympy.Rational(1, 3), 1]
    assert as_numbers([sympy.sqrt(2)]) == [2**0.5]
    nothing = sympy.sqrt(2) + sympy.sqrt(3) - sympy.sqrt(5 + 2 * sympy.sqrt(6))
    assert as_numbers([nothing]) == [0]


@pytest.mark.parametrize("entry", [X, sympy.I, sympy.oo, sympy.nan, sympy.sqrt(-2)])
def test_symbols_and_what_is_not_real_are_no_numbers(entry):
    assert as_numbers([1, entry]) is None


NOTHING, IMAGINARY = sympy.Symbol("o", zero=True), sympy.Symbol("i", imaginary=True)
INFINITE = sympy.Symbol("f", infinite=True)
FINE = [X / Y, 0.5 * X, IMAGINARY**2 * X, sympy.sqrt(X), sympy.log(-X), 1 / (X + Y), NOTHING * X, sympy.Max(X, Y)]
NEVER = [IMAGINARY, sympy.I * sympy.Symbol("p", positive=True), 2 * INFINITE, 1 / NOTHING, sympy.zoo]


@pytest.mark.parametrize(("entry", "fine"), [*((e, True) for e in FINE), *((e, False) for e in NEVER)])
def test_payoffs_that_are_real_at_some_values_stay_and_those_at_none_are_refused(entry, fine):
    table = np.array([[1, entry]], dtype=object)
    if fine:
        refuse_undefined(table, ("A",), (("a", "b"),))
        return
    with pytest.raises(InvalidModelError, match=r"the payoff of A at \(b\) is .*; payoffs must be finite real numbers"):
        refuse_undefined(table, ("A",), (("a", "b"),))


def test_plain_numbers_are_no_expressions():
    assert not is_expression(Fraction(1, 2))
    assert is_expression(sympy.Integer(1))
    assert len(brief(sum(sympy.symbols("a0:90")))) == 60


def test_values_are_put_in_at_once_so_that_symbols_can_be_exchanged():
    assert substituted([X - Y, 3], {"x": Y, Y: X}) == [Y - X, 3]
    assert substituted([X], {"x": Fraction(1, 3)}) == [sympy.Rational(1, 3)]
    assert substituted([X], {"x": Decimal("0.1")}) == [sympy.Rational(1, 10)]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"z": 1}, "unknown symbol 'z'"),
        ({"x": "much"}, "x: expected a number or a SymPy expression to put in, got 'much'"),
        ({"x": 1, X: 2}, "two values for x: 1 and 2; give one"),
    ],
)
def test_what_cannot_be_put_in_is_refused(values, said):
    with pytest.raises(InvalidModelError, match=said):
        substituted([X + Y], values)


def test_two_symbols_of_one_name_are_refused():
    refuse_namesakes([X, X + Y])
    with pytest.raises(InvalidModelError, match="two different symbols are named x"):
        refuse_namesakes([X, sympy.Symbol("x", positive=True)])
