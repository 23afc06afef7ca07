"""Roots that floats cannot place, against signs known from the way they were made."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.solvers._search.certified import certify
from alignment_games.solvers._search.supports import ROUNDING, ExactSystem, Systems
from alignment_games.solvers._search.verdict import judge_exactly, judge_root

X = np.array([[0, 0], [1, 1]], dtype=object)  # the first player's probability of the second action
Y = X.T


def judged(rows, slack=None):
    """The verdict on the root next to the middle, or wherever the equations put it, with one condition last."""
    rows = np.vectorize(Fraction, otypes=[object])(np.stack(rows))
    exact = ExactSystem(rows, slack, (1, 0))
    values = rows / abs(rows).max(axis=(1, 2)).reshape(-1, 1, 1)
    values = values.astype(float)[None]
    rounding = np.full((1, len(rows)), ROUNDING)
    systems = Systems((2, 2), values, rounding, (1, 0), (((0, 1), (0, 1)),), ((0, 1),))
    root = certify(values[0, :2], (np.array([0.5, 0.5]),) * 2, rounding[0, :2])
    if slack is None:
        return judge_exactly(exact, root, lambda: None)
    return judge_root(systems, 0, root, lambda: exact, lambda: None)


NO_SLACK = np.zeros((3, 2, 2))


def test_a_probability_of_1e_20_is_not_zero():
    verdict = judged([10**20 * X - 1, 2 * Y - 1, Y - 1], NO_SLACK)
    assert verdict.certain
    assert verdict.point[0][1] == pytest.approx(1e-20)


def test_a_root_that_is_known_to_nine_digits_is_left_to_floats_where_nothing_is_close():
    rows = [X + Y - 1, 1000 * X + 1001 * Y - Fraction(2001, 2), -1 - X]
    verdict = judged(rows, NO_SLACK)
    assert verdict.by_floats
    assert verdict.certain
    assert verdict.point[0] == pytest.approx([0.5, 0.5], abs=1e-11)
    close = judged([*rows[:2], X - Y - Fraction(1, 10**9)], NO_SLACK)
    assert close.certain
    assert not close.by_floats
    assert close.point is not None


@pytest.mark.parametrize("gain", [Fraction(1, 10**20), Fraction(-1, 10**20)])
def test_a_gain_of_1e_20_has_its_sign(gain):
    verdict = judged([3 * X - 1, 3 * Y - 1, X - Y + gain], NO_SLACK)
    assert verdict.certain
    assert (verdict.point is None) == (gain > 0)
    assert not verdict.tied


def test_a_gain_of_exactly_zero_is_a_tie():
    verdict = judged([3 * X - 1, 3 * Y - 1, X - Y], NO_SLACK)
    assert verdict.certain
    assert verdict.tied
    assert verdict.point is not None


def test_a_root_on_the_edge_belongs_to_a_smaller_support():
    verdict = judged([X, 3 * Y - 1, -1 - X], NO_SLACK)
    assert verdict.certain
    assert verdict.tied
    assert verdict.point is None


def test_a_gain_within_the_slack_is_not_certain():
    rows = [3 * X - 1, 3 * Y - 1, X - Y + Fraction(1, 10**15)]
    slack = NO_SLACK.copy()
    slack[2] = 1e-14
    verdict = judged(rows, slack)
    assert not verdict.certain
    assert verdict.point is not None  # rounding may have made the gain
    slack[2] = 1e-16
    assert judged(rows, slack).certain


def test_the_slack_of_the_equations_moves_the_root():
    # The first player's probability is 1e-15, and its equation is right to 1e-14.
    rows = [X - Fraction(1, 10**15), 2 * Y - 1, Y - 1]
    slack = NO_SLACK.copy()
    slack[0] = 1e-14
    assert not judged(rows, slack).certain
    assert judged(rows, slack / 100).certain


def test_exact_games_get_exact_numbers():
    verdict = judged([X - Y, 2 * X * Y - 1, X - Y])
    assert verdict.certain
    assert verdict.tied
    assert str(verdict.point[0][1]) == "sqrt(2)/2"


@pytest.mark.parametrize(("off", "equilibrium", "tied"), [(0, True, True), (1, False, False), (-1, True, False)])
def test_a_tie_at_a_cube_root_is_told_from_what_is_nearly_one(off, equilibrium, tied):
    """Four are indifferent where the product of the others' second probabilities is 1/2: each is the cube root of it.

    A fifth row is that product less 1/2, but for off in units of 10^-30.
    """
    rows = np.empty((5, 2, 2, 2, 2), dtype=object)
    for at in np.ndindex(2, 2, 2, 2):
        others = [int(all(x for j, x in enumerate(at) if j != i)) - Fraction(1, 2) for i in range(4)]
        rows[(slice(None), *at)] = [*others, others[0] + Fraction(off, 10**30)]
    point = tuple(np.array([1 - 0.5 ** (1 / 3), 0.5 ** (1 / 3)]) for _ in range(4))
    root = certify(rows[:4].astype(float), point, np.full(4, 1e-13))
    verdict = judge_exactly(ExactSystem(rows, None, (0, 1, 2, 3)), root, lambda: None)
    assert (verdict.point is not None, verdict.tied, verdict.certain) == (equilibrium, tied, True)
