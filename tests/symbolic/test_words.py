"""Numbers in words: exact where they can be read, else rounded, and this is said."""

import pytest
from sympy import Integer, Rational, Symbol, sqrt

from alignment_games.symbolic.words import expression_text, number_text, relation_text

b = Symbol("b", positive=True)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Rational(1, 3), "1/3"),
        (Rational(1234567, 7654321), "1234567/7654321 = 0.16129..."),
        (1 + sqrt(2), "1 + sqrt(2) = 2.41421..."),
        (Integer(10) ** 30, "1" + 30 * "0"),
        (Integer(10) ** 700 / 3, "3.333333333e+699 (rounded)"),
        (Integer(10) ** -700, "1.000000000e-700 (rounded)"),
        (-(Integer(10) ** 5000) - 1, "-1.000000000e+5000 (rounded)"),
    ],
)
def test_numbers_of_any_size_can_be_read(number, text):
    assert number_text(number) == text


def test_expressions_with_numbers_too_long_to_read_are_rounded():
    assert expression_text(b**2 - 2 * b / 3 >= 0) == str(b**2 - 2 * b / 3 >= 0)
    assert expression_text(b * Integer(10) ** 5000 - 1).endswith("(rounded)")
    assert "e+5000*b" in expression_text(b * Integer(10) ** 5000 - 1)


def test_a_bound_below_the_floats_is_not_told_as_zero():
    assert relation_text(1 - b * Integer(10) ** 700) == "b <= 1.0000000e-700 (rounded)"
