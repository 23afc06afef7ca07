from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
import sympy

from alignment_games.algebra.quadratic import Quadratic, in_one_field, in_plain_numbers, plain, square_root

#: Numbers of one field, with the fractions among them; 7 - 5 sqrt(2) is -0.071.
PARTS = [(1, 0), (0, 1), (7, -5), (-7, 5), (Fraction(-3, 7), Fraction(2, 3)), (Fraction(1, 3), Fraction(1, 10**30))]
NUMBERS = [Quadratic(Fraction(p), Fraction(q), 2) for p, q in PARTS]


def as_sympy(number):
    return sympy.sympify(plain(number))


@pytest.mark.parametrize(("one", "other"), list(itertools.product(NUMBERS, [*NUMBERS, Fraction(-2, 5), 3])))
def test_sums_products_quotients_and_order_are_those_of_sympy(one, other):
    x, y = as_sympy(one), as_sympy(other)
    assert as_sympy(one + other) == as_sympy(other + one) == x + y
    assert as_sympy(one - other) == (x - y).expand()
    assert as_sympy(other - one) == (y - x).expand()
    assert as_sympy(one * other) == as_sympy(other * one) == (x * y).expand()
    assert as_sympy(one / other) == sympy.radsimp(x / y).expand()
    assert as_sympy(other / one) == sympy.radsimp(y / x).expand()
    assert (one < other, one <= other, one > other, one >= other) == tuple(
        bool(relation) for relation in (x < y, x <= y, x > y, x >= y)
    )
    assert (one == other, other == one) == ((x - y).expand() == 0,) * 2


def test_numbers_of_two_fields_do_not_mix():
    two, three = square_root(Fraction(2)), square_root(Fraction(3))
    assert two != three
    with pytest.raises(TypeError):
        _ = two + three


@pytest.mark.parametrize("square", [Fraction(2), Fraction(50, 3), Fraction(1, 7), Fraction(12, 25)])
def test_a_root_squared_is_what_it_is_the_root_of(square):
    root = square_root(square)
    assert root * root == square
    assert root > 0
    assert plain(root) == sympy.sqrt(sympy.Rational(square.numerator, square.denominator))


def test_sympy_numbers_are_read_where_all_are_of_one_field():
    half, root = Fraction(1, 2), sympy.sqrt(5)
    point = [np.array([half - root / 6, half + root / 6], dtype=object), np.array([0, Fraction(1)], dtype=object)]
    read = in_one_field(point)
    assert read[0][0] * read[0][1] == Fraction(1, 9)
    assert in_plain_numbers(read[0]).tolist() == point[0].tolist()
    assert in_plain_numbers(read[1]).tolist() == point[1].tolist()


@pytest.mark.parametrize("other", [sympy.sqrt(3), sympy.cbrt(2), 1 + sympy.sqrt(2) + sympy.sqrt(3)])
def test_sympy_numbers_of_several_fields_stay_as_they_are(other):
    point = [np.array([sympy.sqrt(2), other], dtype=object)]
    assert in_one_field(point)[0].tolist() == point[0].tolist()
