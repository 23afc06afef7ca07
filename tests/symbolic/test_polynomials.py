from collections import Counter

import numpy as np
import pytest
from sympy import QQ, Float, Mul, Piecewise, Rational, Symbol, exp, oo, sqrt, symbols

from alignment_games import UnsupportedGameError
from alignment_games.symbolic import _polynomials as poly

x, y, z, m = symbols("x y z m", positive=True)


def as_expression(fraction):
    return fraction.numerator.as_expr() / Mul(*(f.as_expr() ** k for f, k in fraction.denominator.items()))


@pytest.mark.parametrize(
    "expression",
    [
        x / (x + y) - y / (x + y),
        1 / (1 / x + 1 / y) ** 2,
        (x + y) ** 3 / (x * (x + y)) - 2,
        x**m / (x**m + (y * z) ** m) + x ** (2 * m + 1),
        sqrt(x) * exp(-y / z) + x ** Rational(3, 2),
        (x**2 - y**2) / (x - y),
        2 ** (-m) + 1,
    ],
)
def test_conversion_keeps_the_value(expression):
    convert = poly.Converter([expression])
    back = as_expression(convert(expression))
    for values in ({x: 2.5, y: 1.25, z: 3.0, m: 1.5}, {x: 0.5, y: 4.0, z: 1.75, m: 0.75}):
        assert float(back.subs(values)) == pytest.approx(float(expression.subs(values)), rel=1e-12)


def test_denominators_cancel():
    fraction = poly.Converter([x, y])((x**2 - y**2) / (x - y))
    assert not fraction.denominator
    assert fraction.numerator.as_expr() == x + y


def test_a_denominator_stays_exactly_where_division_leaves_a_rest():
    ring = poly.Converter([x, y, z]).ring
    rng = np.random.default_rng(3)

    def drawn(terms, powers):
        rows = rng.integers(0, powers, (terms, 3)).tolist()
        return ring.from_dict({tuple(row): QQ(int(rng.integers(1, 9)), 3) * (-1) ** k for k, row in enumerate(rows)})

    cancelled = 0
    for draw in range(20):
        divisor, top = drawn(3, 3), drawn(5, 4)
        top = top * divisor if draw % 2 else top
        reduced = poly.Fraction(top, Counter({divisor: 1})).reduced()
        (quotient,), rest = top.div([divisor])
        assert reduced.numerator == (top if rest else quotient)
        assert sum(reduced.denominator.values()) == bool(rest)
        cancelled += not rest
    assert 10 <= cancelled < 15


def test_factors_multiply_to_the_polynomial():
    rng = np.random.default_rng(0)
    convert = poly.Converter([x, y, z])
    for _ in range(20):
        parts = [sum(int(c) * s for c, s in zip(row, (x, y, z, 1), strict=True)) for row in rng.integers(-2, 3, (3, 4))]
        polynomial = convert(Mul(*parts)).numerator
        if polynomial:
            constant, factors = poly.factor(polynomial)
            product = polynomial.ring(constant)
            for f, k in factors.items():
                product = product * f**k
            assert product == polynomial
            assert (poly.grouped(polynomial) - polynomial.as_expr()).expand() == 0


def test_products_are_factored():
    convert = poly.Converter([x, y, z])
    _, factors = poly.factor(convert((x + y) ** 2 * (x - z) * z).numerator)
    assert sorted((str(f.as_expr()), k) for f, k in factors.items()) == [("x + y", 2), ("x - z", 1), ("z", 1)]


def test_floats_are_read_as_decimals():
    assert poly.as_expression(0.1) == Rational(1, 10)
    assert poly.as_expression(Float(0.3) * x) == Rational(3, 10) * x


@pytest.mark.parametrize("bad", [oo, Symbol("i", imaginary=True), Piecewise((1, x > y), (0, True))])
def test_what_is_not_a_finite_smooth_number_is_refused(bad):
    with pytest.raises(UnsupportedGameError):
        poly.Converter([bad])


def test_division_by_zero_is_named():
    with pytest.raises(ZeroDivisionError, match="divides by zero"):
        poly.Converter([x])(x - x).inverse()
