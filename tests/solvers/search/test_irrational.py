"""Ties at irrational play: games of the least effort, whose equilibria have closed forms.

Each of n players chooses an effort a in 0..m-1 and gets the least of all less c a. Between two levels k > l that are
used by all, with q the chance of k, the others' efforts are all k with chance q^(n-1), and indifference is
(k - l) q^(n-1) = c (k - l): q = c^(1/(n-1)), whichever the levels, and every level between them is as good.
"""

from fractions import Fraction
from importlib import util
from itertools import product

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.algebra import relations
from tests.oracles.containment_kernel import irrational_signs


def least_effort(n, levels, cost):
    payoffs = np.empty((n, *[levels] * n), dtype=object)
    for at in product(range(levels), repeat=n):
        payoffs[(slice(None), *at)] = [min(at) - cost * own for own in at]
    return ag.NormalFormGame(payoffs)


def expected(n, levels, cost):
    """All equilibria in which the players do the same: pure ones, and two levels mixed."""
    q = float(cost) ** (1 / (n - 1))
    pure = [np.eye(levels)[k] for k in range(levels)]
    mixed = [(1 - q) * pure[low] + q * pure[high] for low in range(levels) for high in range(low + 1, levels)]
    return sorted(tuple(own.round(9).tolist()) for own in pure + mixed)


@pytest.mark.parametrize("arithmetic", ["exact", "float"])
def test_the_level_between_is_no_third_equilibrium(arithmetic):
    game = least_effort(3, 3, Fraction(1, 2))
    solution = ag.solve(game if arithmetic == "exact" else game.to_float())
    assert solution.complete
    found = [np.array([own.astype(float) for own in e.profile]) for e in solution]
    assert all((profile == profile[0]).all() or np.ptp(profile, axis=0).max() < 1e-12 for profile in found)
    assert sorted(tuple(profile[0].round(9).tolist()) for profile in found) == expected(3, 3, Fraction(1, 2))


def test_without_flint_the_proof_is_the_same(monkeypatch):
    monkeypatch.setattr(relations, "find_spec", lambda name: None if name == "flint" else util.find_spec(name))
    assert ag.solve(least_effort(3, 3, Fraction(1, 2))).complete


@pytest.mark.parametrize("shift", [Fraction(1, 10**9), Fraction(-1, 10**9)])
def test_what_is_nearly_tied_is_not_taken_for_a_tie(shift):
    """With d gained at the middle level, all three mix where q_2^2 = c + d < (q_1 + q_2)^2 = c - d."""
    payoffs = least_effort(3, 3, Fraction(1, 2)).payoffs.copy()
    for i in range(3):
        np.moveaxis(payoffs[i], i, 0)[1] += shift
    solution = ag.solve(ag.NormalFormGame(payoffs))
    assert solution.complete
    assert any(all(len(own) == 3 for own in e.supports) for e in solution) == (shift < 0)


def test_signs_at_random_irrational_roots_are_those_of_sixty_digits():
    assert irrational_signs(np.random.default_rng(1), 2) == (2, 0)
