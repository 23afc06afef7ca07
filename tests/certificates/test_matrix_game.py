"""Optimal weights beside a general linear program."""

import numpy as np
from scipy.optimize import linprog

from alignment_games.certificates.matrix_game import best_weights


def test_values_are_those_of_a_linear_program():
    random = np.random.default_rng(3)
    for k, columns in ((1, 1), (1, 7), (3, 2), (5, 27), (9, 81)):
        rows = random.uniform(-1, 1, (k, columns))
        value, weights = best_weights(rows)
        objective = np.r_[np.zeros(k), -1]
        above = np.hstack([-rows.T, np.ones((columns, 1))])
        bounds = [(0, None)] * k + [(None, None)]
        right = linprog(objective, above, np.zeros(columns), [[1.0] * k + [0.0]], [1.0], bounds)
        assert abs(value + right.fun) < 1e-9
        assert abs(weights.sum() - 1) < 1e-12
        assert weights.min() >= 0


def test_ties_and_repeated_rows_do_not_hold_it_up():
    rows = np.array([[1.0, 0.0, 0.0, -1.0]] * 4 + [[-1.0, 0.0, 0.0, 1.0]] * 4)
    assert abs(best_weights(rows)[0]) < 1e-12
    assert best_weights(np.zeros((3, 5)))[0] == 0
