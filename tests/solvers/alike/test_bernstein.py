from fractions import Fraction
from math import comb

import pytest

from alignment_games.solvers._alike.bernstein import (
    halves,
    have_common_root,
    on_interval,
    roots,
    sign_changes,
    sign_on,
    whole,
)


def value(coefficients, p):
    d = len(coefficients) - 1
    return sum(comb(d, j) * c * p**j * (1 - p) ** (d - j) for j, c in enumerate(coefficients))


def from_roots(*points):
    """Return Bernstein's coefficients of the product of (p - root), by the product of polynomials in that form."""
    found = [Fraction(1)]
    for point in points:
        d = len(found)
        left, right = -point, 1 - point
        found = [
            (Fraction(d - k, d) * left * found[k] if k < d else 0) + (Fraction(k, d) * right * found[k - 1] if k else 0)
            for k in range(d + 1)
        ]
    return whole(found)


def test_roots_put_in_come_out_each_once():
    points = [Fraction(1, 7), Fraction(1, 2), Fraction(501, 1000), Fraction(9, 10)]
    found = roots(from_roots(*points))
    assert [low <= point <= high for (low, high), point in zip(found, points, strict=True)] == [True] * 4
    assert all(high - low < 1e-15 for low, high in found)


def test_roots_on_the_ends_and_outside_are_none():
    assert roots(from_roots(Fraction(0), Fraction(1), Fraction(3, 2), Fraction(-1))) == []


def test_a_double_root_is_not_parted():
    assert roots(from_roots(Fraction(1, 3), Fraction(1, 3))) is None


def test_near_double_roots_are_told_apart():
    gap = Fraction(1, 10**14)
    assert len(roots(from_roots(Fraction(1, 3), Fraction(1, 3) + gap))) == 2


def test_halves_and_intervals_keep_the_values():
    coefficients = [3, -1, 4, -1, 5]
    left, right = halves(coefficients)
    assert value(left, Fraction(1, 3)) == 2**4 * value(coefficients, Fraction(1, 6))
    assert value(right, Fraction(1, 3)) == 2**4 * value(coefficients, Fraction(2, 3))
    part, scale = on_interval(coefficients, Fraction(1, 5), Fraction(2, 5))
    assert value(part, Fraction(1, 2)) == scale * value(coefficients, Fraction(3, 10))


@pytest.mark.parametrize(("coefficients", "changes"), [([1, 2], 0), ([1, 0, -1], 1), ([1, -1, 0, 2], 2), ([0, 0], 0)])
def test_zeros_are_no_changes_of_sign(coefficients, changes):
    assert sign_changes(coefficients) == changes


def test_the_sign_on_an_interval_is_told_only_where_it_is_one():
    line = [-1, 1]
    assert sign_on(line, (Fraction(3, 5), Fraction(4, 5))) == 1
    assert sign_on(line, (Fraction(1, 5), Fraction(2, 5))) == -1
    assert sign_on(line, (Fraction(2, 5), Fraction(3, 5))) is None


def test_common_roots():
    third, half = Fraction(1, 3), Fraction(1, 2)
    assert have_common_root(from_roots(third, half), from_roots(third, Fraction(3, 4)))
    for shared in (Fraction(1, 100), Fraction(3, 4), Fraction(99, 100)):
        assert have_common_root(from_roots(shared, half), from_roots(shared, third))
        assert not have_common_root(from_roots(1 / shared, half), from_roots(1 / shared, third))
    assert not have_common_root(from_roots(third), from_roots(half))
    assert not have_common_root(from_roots(Fraction(2), half), from_roots(Fraction(2), third))
