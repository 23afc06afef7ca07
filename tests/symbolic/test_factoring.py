"""Factors of polynomials: what is too long to factor is left as it is, and is still a product of what is there."""

import numpy as np
from sympy import QQ, Add, Integer, lex, symbols
from sympy.polys.rings import PolyRing

from alignment_games.symbolic._factoring import factor
from alignment_games.symbolic._polynomials import Converter

x, y, z = symbols("x y z", positive=True)


def factors_of(expression):
    constant, factors = factor(Converter([x, y, z])(expression).numerator)
    return constant, {f.as_expr(): k for f, k in factors.items()}


def test_short_coefficients_are_factored():
    product = ((x**2 + 3 * y**2 + z**2) * (x**2 + y**2 + 7 * z**2)).expand()
    assert factors_of(product) == (1, {x**2 + 3 * y**2 + z**2: 1, x**2 + y**2 + 7 * z**2: 1})


def test_coefficients_of_thousands_of_digits_take_no_time_in_several_symbols():
    # SymPy would look for a prime of that size.
    large = Integer(10) ** 3000 + 1
    product = ((x**2 + large * y**2 + z**2) * (x**2 + y**2 + large * z**2)).expand()
    assert factors_of(product) == (1, {product: 1})
    assert factors_of(((x**2 - large) * (x**2 + large)).expand()) == (1, {x**2 - large: 1, x**2 + large: 1})


def test_factors_of_higher_degree_in_every_symbol_are_found_and_a_prime_polynomial_is_left():
    one, other = x**2 * y + y**2 + z**3, x**3 + y**2 * z**2 + 5
    assert factors_of((one * other).expand()) == (1, {one: 1, other: 1})
    assert factors_of((one * other + 1).expand()) == (1, {(one * other + 1).expand(): 1})
    # In x the second is of degree two with coefficients that share y + z: irreducible in x, but not as it stands.
    assert factors_of(((y**2 + z**2) * (x**2 + y**2 + z)).expand()) == (1, {y**2 + z**2: 1, x**2 + y**2 + z: 1})


def test_powers_of_factors_come_as_from_sympy_in_its_order():
    rng, ring, powers = np.random.default_rng(3), PolyRing([x, y, z], QQ, lex), 0
    for _ in range(10):
        rows = rng.integers(-3, 4, (2, 4))
        parts = [Add(*(int(c) * s for c, s in zip(row, (x * y, y**2, z, 1), strict=True))) for row in rows]
        product = (parts[0] * parts[1] ** int(rng.integers(1, 4))).expand()
        if product:
            constant, factors = factor(Converter([x, y, z])(product).numerator)
            unit, pieces = ring.from_expr(product).factor_list()
            assert constant == unit
            found, expected = ([(f, k) for f, k in each if not f.is_generator] for each in (factors.items(), pieces))
            assert [(f.as_expr(), k) for f, k in found] == [(f.as_expr(), k) for f, k in expected]
            powers += any(k > 1 for _, k in found)
    assert powers > 4
