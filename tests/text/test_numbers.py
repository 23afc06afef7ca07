"""Numbers as readers want them: few digits, and said where an exact one is rounded."""

from fractions import Fraction

import numpy as np
import pytest
import sympy

from alignment_games.text.numbers import decimals, exact_text, number, rounded, significant


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (Fraction(1, 3), "1/3"),
        (10**20, "1" + 20 * "0"),
        (10**30, "≈1e+30"),
        (10**60, "≈1e+60"),
        (-Fraction(10**400, 7), "≈-1.429e+399"),
        (Fraction(1, 3 * 10**400), "≈3.333e-401"),
        (Fraction(10**60 + 1, 10**60), "≈1"),
        (0.123456, "0.1235"),
    ],
)
def test_exact_numbers_too_long_to_read_are_rounded_and_say_so(given, shown):
    assert number(given) == shown


def test_numbers_of_any_length_become_text():
    with pytest.raises(ValueError, match="digits"):
        str(10**5000)
    assert exact_text(Fraction(10**5000, 3)) == "1" + 5000 * "0" + "/3"
    assert exact_text(-(10**5000)) == "-1" + 5000 * "0"
    assert exact_text("France") == "France"


def test_arrays_and_symbols_are_told_one_by_one():
    burden = sympy.Symbol("burden")
    assert rounded(np.array([1 / 3, 2])) == "0.333, 2"
    assert rounded(np.array([burden, sympy.Rational(1, 3)], dtype=object)) == "burden, 0.333"


@pytest.mark.parametrize("value", [10**400, -(10**400), Fraction(1, 10**400)])
def test_beyond_the_floats_significant_digits_are_those_of_the_exact_number(value):
    told = significant(value, 3)
    mantissa, power = told.split("e")
    assert Fraction(mantissa) * Fraction(10) ** int(power) == value


def test_decimals_are_more_where_a_number_would_read_as_nothing():
    assert decimals(-1e-9) == "-1e-09"
    assert decimals(0.0004) == "0.0004"
    assert decimals(Fraction(1, 3)) == "1/3"
