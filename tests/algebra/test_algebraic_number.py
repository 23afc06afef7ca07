from fractions import Fraction
from math import isqrt

import pytest
from sympy import Poly, Symbol

from alignment_games.algebra.algebraic_number import horner, root_near

t = Symbol("t")
ROOT = root_near(Poly(t**2 - 2, t), Fraction(1414, 1000))


def test_a_root_between_fractions():
    low, high = ROOT.enclosure(1000)
    # The integer square root says between which multiples of 2**-1000 it lies.
    exact = isqrt(2 << 2000)
    assert low <= Fraction(exact, 2**1000) <= high + Fraction(1, 2**1000)
    assert high - low <= Fraction(2, 2**1000)
    assert low**2 < 2 < high**2


def test_signs_at_it():
    near = Fraction(isqrt(2 << 800), 2**400)  # below the root by less than 2**-400
    assert ROOT.sign(Poly(near.denominator * t - near.numerator, t)) == 1
    assert ROOT.sign(Poly(near.denominator * t - near.numerator - 1, t)) == -1
    assert ROOT.sign(Poly(t**4 - 4, t)) == 0
    assert ROOT.sign(Poly(t**3 - 2 * t + 1, t)) == 1


def test_quotients_at_it():
    # 1 / (root - 1) is root + 1.
    low, high = ROOT.ratio(Poly(1, t), Poly(t - 1, t), 200)
    assert (low - 1) ** 2 < 2 < (high - 1) ** 2
    assert high - low <= Fraction(1, 2**200)


@pytest.mark.parametrize("bits", [5, 20, 200])
def test_quotients_by_what_nearly_vanishes_are_as_close_as_asked(bits):
    # 8119 / 5741 is a convergent: 1 / (5741 root - 8119) is 5741 root + 8119, as 2 * 5741**2 - 8119**2 = 1.
    low, high = ROOT.ratio(Poly(1, t), Poly(5741 * t - 8119, t), bits)
    assert (low - 8119) ** 2 < 2 * 5741**2 < (high - 8119) ** 2
    assert high - low <= Fraction(1, 2**bits)


def test_close_roots_are_isolated_and_none_is_made_up():
    # (t - 1/2)**2 = 2 / 10**12: the roots are 2.8e-6 apart.
    close = Poly(2 * 10**12 * t**2 - 2 * 10**12 * t + 5 * 10**11 - 4, t).primitive()[1]
    for sign in (1, -1):
        near = Fraction(1, 2) + sign * Fraction(isqrt(2 << 200), 2**100 * 10**6)
        root = root_near(close, near)
        assert close.count_roots(root.low, root.high) == 1
        assert root.sign(Poly(2 * t - 1, t)) == sign
    assert root_near(Poly(t**2 + 1, t), Fraction(0)) is None


def test_a_root_at_an_end_of_all_intervals_is_in_none():
    """Around 2/10 the first interval ends at 3/10, and the shorter ones do not reach it."""
    assert root_near(Poly(10 * t - 3, t), Fraction(2, 10)) is None
    found = root_near(Poly(10 * t - 3, t), Fraction(31, 100))
    assert found.enclosure(200)[0] <= Fraction(3, 10) <= found.enclosure(200)[1]


@pytest.mark.parametrize("at", [(-3, 5), (2, 2), (-7, -1)])
def test_bounds_hold_on_intervals(at):
    coefficients, bits = [3, -1, 4, -2], 3
    low, high = horner(coefficients, at, bits)
    for k in range(at[0], at[1] + 1):
        x = Fraction(k, 8)
        value = sum(c * x ** (3 - j) for j, c in enumerate(coefficients))
        assert Fraction(low, 8) <= value <= Fraction(high, 8)
