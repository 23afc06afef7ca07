"""Enclosures of real roots, beside the number of roots that Sturm's sequence counts in them, and closed forms."""

from fractions import Fraction

import numpy as np
import pytest
import sympy

from alignment_games.algebra.real_roots import as_fraction, enclosures, polynomials
from tests.tries import tries

RING = polynomials()
Z = RING.gens[0]
WIDTH = Fraction(1, 10**40)


@pytest.mark.parametrize("seed", range(tries(4, of=200)))
def test_each_enclosure_holds_one_root_and_all_roots_are_enclosed(seed):
    rng = np.random.default_rng(seed)
    unit = RING.domain(10) ** int(rng.integers(-9, 10))
    drawn = sum((RING(c) * (unit * Z) ** k for k, c in enumerate(rng.integers(-9, 10, size=6).tolist())), RING(0))
    for factor, _ in drawn.factor_list()[1]:
        plain = sympy.Poly(factor.as_expr(), sympy.Symbol("z"))
        found = [tuple(map(as_fraction, ends)) for ends in enclosures(factor, WIDTH)]
        assert len(found) == plain.count_roots()
        assert found == sorted(found)
        for low, high in found:
            assert high - low <= WIDTH
            assert plain.count_roots(sympy.Rational(low), sympy.Rational(high)) == 1
        inside = [tuple(map(as_fraction, ends)) for ends in enclosures(factor, WIDTH, low=0, high=1)]
        assert len(inside) == sum(0 <= (low + high) / 2 <= 1 for low, high in found)


def test_roots_that_hardly_differ_are_apart():
    """Mignotte's polynomial z^5 - 2 (1000 z - 1)^2 has two roots about 1/1000, which 10^-10.2 parts."""
    lower, upper = enclosures(Z**5 - 2 * (1000 * Z - 1) ** 2, WIDTH, low=0, high=1)
    assert as_fraction(lower[1]) < Fraction(1, 1000) < as_fraction(upper[0])
    assert float(as_fraction(upper[0] - lower[0])) == pytest.approx(2 * 1000**-2.5 / 1000 / 2**0.5, rel=1e-6)


def test_a_root_on_an_end_counts_and_one_beyond_does_not():
    assert enclosures(Z - 1, WIDTH, low=0, high=1) == [(1, 1)]
    assert enclosures(Z + 1, WIDTH, low=0, high=1) == []
    assert len(enclosures(Z**2 - 2, WIDTH, low=0)) == 1
