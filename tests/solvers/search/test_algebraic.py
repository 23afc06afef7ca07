from __future__ import annotations

from fractions import Fraction

import numpy as np

from alignment_games.solvers._search.algebraic import exact_root


def test_linear_systems_have_exact_roots():
    # 7 y = 3 and 11 x = 5 in the second actions' probabilities.
    x = np.array([[0, 0], [1, 1]], dtype=object)
    equations = np.stack([7 * x.T - 3, 11 * x - 5])
    root = exact_root(equations, [np.array([0.5, 0.5]), np.array([0.5, 0.5])], 0.5)
    assert [p.tolist() for p in root] == [[Fraction(6, 11), Fraction(5, 11)], [Fraction(4, 7), Fraction(3, 7)]]


def test_of_two_roots_the_one_within_reach_is_taken():
    # x + y = 1 and x y = 3/16 in the second actions' probabilities: (1/4, 3/4) and (3/4, 1/4).
    x = np.array([[0, 0], [1, 1]], dtype=object)
    equations = np.stack([x + x.T - 1, x * x.T - Fraction(3, 16)])
    for share in (Fraction(1, 4), Fraction(3, 4)):
        first = float(share) + 0.01
        near = [np.array([1 - first, first]), np.array([share, 1 - share], dtype=float)]
        assert [p[1] for p in exact_root(equations, near, 0.02)] == [share, 1 - share]
        assert exact_root(equations, near, 0.001) is None
