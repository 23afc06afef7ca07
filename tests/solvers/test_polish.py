"""From a point near an equilibrium to the equilibrium, and to none where there is none near."""

from fractions import Fraction

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.solvers.polish import nearest_fractions, polish

# Ann's mixture makes Bob indifferent at 2/3: 4 x = 3 x + 2 (1 - x); the same for Bob.
HUNT = [[[4, 0], [3, 2]], [[4, 3], [0, 2]]]
NEAR = (np.array([0.66, 0.34]), np.array([0.67, 0.33]))


def test_a_mixed_equilibrium_is_reached_to_the_last_digits():
    found = polish(ag.NormalFormGame(HUNT), NEAR)
    assert found[0] == pytest.approx([2 / 3, 1 / 3], abs=1e-14)
    assert found[1] == pytest.approx([2 / 3, 1 / 3], abs=1e-14)


def test_exact_games_get_their_fractions():
    exact = ag.NormalFormGame(np.array([[[Fraction(x) for x in row] for row in own] for own in HUNT], dtype=object))
    assert polish(exact, NEAR)[0].tolist() == [Fraction(2, 3), Fraction(1, 3)]


def test_smaller_supports_are_tried_first():
    found = polish(ag.NormalFormGame(HUNT), (np.array([0.99, 0.01]), np.array([0.98, 0.02])))
    assert [x.tolist() for x in found] == [[1, 0], [1, 0]]


def test_far_from_every_equilibrium_there_is_none():
    assert polish(ag.NormalFormGame(HUNT), (np.array([0.5, 0.5]), np.array([0.85, 0.15]))) is None


def test_fractions_sum_to_one():
    found = nearest_fractions(np.array([0.1, 0.2, 0.7]))
    assert sum(found) == 1
    assert found.tolist() == [Fraction(1, 10), Fraction(1, 5), Fraction(7, 10)]
