"""Whole-number programs beside HiGHS, and where floats cannot tell."""

from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import linprog

from alignment_games.game.exact_program import maximise, multipliers, whole_numbers


def test_random_programs_have_the_value_that_highs_finds():
    rng = np.random.default_rng(0)
    for _ in range(100):
        m, n = rng.integers(1, 7), rng.integers(1, 6)
        rows = np.vstack([rng.integers(-3, 4, size=(m, n)), np.ones(n, dtype=int)])
        bounds, objective = np.r_[rng.integers(0, 3, size=m), 5], rng.integers(-3, 4, size=n)
        value, point = maximise(objective.tolist(), rows.tolist(), bounds.tolist())
        assert float(value) == pytest.approx(-linprog(-objective, rows, bounds).fun, abs=1e-8)
        assert sum(c * x for c, x in zip(objective.tolist(), point, strict=True)) == value
        for row, bound in zip(rows.tolist(), bounds.tolist(), strict=True):
            assert sum(a * x for a, x in zip(row, point, strict=True)) <= bound


def test_a_program_that_goes_in_circles_under_the_steepest_rule_ends():
    # Beale's (1955) example, times 100: the value is 1/20 at x = (1/25, 0, 1, 0).
    value, point = maximise(
        [75, -15000, 2, -600], [[25, -6000, -4, 900], [50, -9000, -2, 300], [0, 0, 1, 0]], [0, 0, 1]
    )
    assert (value, point) == (5, [Fraction(1, 25), 0, 1, 0])


def test_no_digit_is_lost():
    # y is at most 10^-20 of x: the largest y is 1 / (10^20 + 1), which floats take for zero.
    big = 10**20
    value, point = maximise([0, 1], [[1, 1], [-1, big]], [1, 0])
    assert (value, point) == (Fraction(1, big + 1), [Fraction(big, big + 1), Fraction(1, big + 1)])


def test_without_a_bound_there_is_no_value():
    with pytest.raises(OverflowError, match="no bound"):
        maximise([1, 0], [[-1, 1]], [1])


def test_directions_in_whole_numbers():
    assert whole_numbers([0.5, Fraction(1, 3), -2]) == [3, 2, -12]
    assert whole_numbers([0, 0]) == [0, 0]


def test_the_multipliers_of_random_programs_prove_their_values():
    rng = np.random.default_rng(1)
    for _ in range(60):
        m, n = rng.integers(1, 7), rng.integers(1, 6)
        rows = np.vstack([rng.integers(-3, 4, size=(m, n)), np.ones(n, dtype=int)]).tolist()
        bounds, objective = [*rng.integers(0, 3, size=m).tolist(), 5], rng.integers(-3, 4, size=n).tolist()
        prices = multipliers(objective, rows, bounds)
        assert min(prices) >= 0
        for k, gain in enumerate(objective):
            assert sum(y * row[k] for y, row in zip(prices, rows, strict=True)) >= gain
        value, _ = maximise(objective, rows, bounds)
        assert sum(y * b for y, b in zip(prices, bounds, strict=True)) == value
