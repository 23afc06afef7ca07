"""Numbers in words: exact where they can be read, else rounded, and this is said."""

import numpy as np
import pytest
from sympy import QQ, Add, Integer, Mul, Rational, Symbol, lex, sqrt, sstr
from sympy.polys.rings import PolyRing

from alignment_games.symbolic.words import (
    _rounded_sums,
    expression_text,
    number_text,
    relation_latex,
    relation_text,
)

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


def test_long_coefficients_are_rounded_over_the_largest_number():
    s, k = Symbol("s", positive=True), Symbol("k", real=True)
    big, third = Integer(10) ** 9, Rational(1, 3)
    assert relation_text((b - s) * (b + s) * big - third) == "b**2 >= s**2 + 3.33333e-10 (rounded)"
    assert relation_text(big * (b + s) * b - s) == "b**2 + b*s >= 1.0e-9*s (rounded)"
    assert relation_text(b * Rational(big, 3) ** k - s / big) == "3.33333e+8**k*b >= 1.0e-9*s (rounded)"
    assert relation_text(b / s - big * s**2) == "1.0e-9*b/s >= s**2 (rounded)"


def test_rounded_sums_are_written_as_sympy_writes_them():
    rng, names = np.random.default_rng(4), ["b", "a_10", "a_2", "Z", "intent_New Zealand"]
    symbols = [Symbol(name, positive=True) for name in names]
    for _ in range(20):
        terms = []
        for _ in range(int(rng.integers(2, 9))):
            number = Rational(int(rng.integers(-(10**6), 10**6)) or 1, int(rng.integers(1, 10**6)))
            powers = [s ** int(k) for s, k in zip(symbols, rng.integers(0, 4, 5) * (rng.random(5) < 0.4), strict=True)]
            terms.append(number * Integer(10) ** int(rng.integers(-12, 15)) * np.prod(powers))
        expression = Add(*terms)
        left, _, right, rounded = relation_latex(expression, write=sstr)
        assert relation_text(expression) == f"{left} >= {right}{' (rounded)' if rounded else ''}"


def test_products_of_powers_of_numbers_are_rounded_as_one():
    # Rounded apart, two powers make another product than their product rounded, which looks the same.
    d, one, other = Symbol("d", positive=True), Rational(49699, 250000), Rational(85047, 125000)
    ring = PolyRing([one**d, other**d, (one * other) ** d], QQ, lex)
    first, second, both = ring.gens
    left, _ = _rounded_sums(QQ(10**10) * first * second + QQ(3) * both)
    assert len({part for term in left.args for part in Mul.make_args(term) if part.has(d)}) == 1
