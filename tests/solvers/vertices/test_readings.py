from fractions import Fraction

import numpy as np
import pytest

from alignment_games.solvers._vertices.readings import as_given, as_meant


@pytest.mark.parametrize("unit", [1.0, 1e-9, 1e9])
def test_simple_fractions_are_meant_in_any_unit(unit):
    tenths = np.arange(1, 10).reshape(3, 3) / 10 * unit
    meant = as_meant(tenths)
    assert (meant / meant[0, 0]).tolist() == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]


def test_nothing_moves_by_more_than_rounding():
    own = np.random.default_rng(0).normal(size=(6, 6)) * 10.0 ** np.random.default_rng(1).integers(-9, 10, (6, 6))
    moved = abs(as_meant(own) - as_given(own))
    assert (moved <= Fraction(1, 2**50) * abs(as_given(own))).all()


def test_a_small_payoff_beside_a_penalty_stays():
    own = np.array([[1e-5, 0.0], [-1e12, 2.0]])
    assert as_meant(own)[0, 0] == Fraction(1, 10**5)
    assert as_given(own)[0, 0] == Fraction(1e-5)
    assert as_meant(np.array([[1 / 7 + 1e-9, -1e12]]))[0, 0] == Fraction(1 / 7 + 1e-9)


def test_payoffs_within_rounding_become_one():
    number = 0.123456789123
    meant = as_meant(np.array([[number, np.nextafter(number, 1)], [0.0, 1.0]]))
    assert meant[0, 0] == meant[0, 1]


def test_parts_of_the_range_are_meant_where_payoffs_are_as_far_below_zero_as_above():
    least, third, most = as_meant(np.array([[-np.pi, np.pi / 3, np.pi]]))[0]
    assert 3 * third == most == -least
