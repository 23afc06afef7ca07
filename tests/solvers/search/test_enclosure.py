from __future__ import annotations

from fractions import Fraction

import numpy as np

from alignment_games.solvers._search.enclosure import enclose

X = np.array([[0, 0], [1, 1]], dtype=object)  # the first player's probability of the second action
Y = X.T


def test_an_irrational_root_is_enclosed_to_sixty_digits():
    # x = y and 2 x y = 1: both are sqrt(1/2).
    found = enclose(np.stack([X - Y, 2 * X * Y - 1]), [np.array([0.293, 0.707])] * 2)
    for x in found.point:
        low, high = x[1] - found.radius, x[1] + found.radius
        assert low**2 < Fraction(1, 2) < high**2
    assert found.radius < Fraction(1, 10**60)


def test_a_root_beside_a_large_penalty_is_enclosed_too():
    # 1e12 x = 1 + x and y = x / 2, from a start that is right to 1e-15 only.
    equations = np.stack([10**12 * X - 1 - X, 2 * Y - X])
    found = enclose(equations, [np.array([1.0, 1e-15]), np.array([1.0, 0.0])])
    assert abs(found.point[0][1] - Fraction(1, 10**12 - 1)) <= found.radius
    assert found.radius < Fraction(1, 10**60)


def test_a_singular_root_is_not_enclosed():
    assert enclose(np.stack([X * Y - Fraction(1, 4), X + Y - 1]), [np.array([0.5, 0.5])] * 2) is None
    assert enclose(np.stack([0 * X, Y]), [np.array([0.5, 0.5])] * 2) is None


def test_nothing_is_enclosed_where_there_is_no_root():
    # x + y = 1 - e with x y = 1/4 has no real solution: the product is at most (1 - e)^2 / 4.
    for power in range(2, 40, 3):
        equations = np.stack([4 * X * Y - 1, X + Y - 1 + Fraction(1, 10**power)])
        assert enclose(equations, [np.array([0.5, 0.5])] * 2) is None
        assert enclose(equations, [np.array([0.4, 0.6]), np.array([0.6, 0.4])]) is None
