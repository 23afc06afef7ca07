"""Exact linear algebra: systems without a solution, or with more than one."""

import numpy as np
import pytest

from alignment_games.solvers._vertices.exact_algebra import solve_exactly


@pytest.mark.parametrize(
    ("matrix", "right", "solution"),
    [
        ([[1], [1]], [2, 2], [2]),
        ([[1], [1]], [1, 2], None),
        ([[1, 1], [2, 2]], [1, 2], None),
        ([[1, 1], [2, 2]], [1, 3], None),
    ],
)
def test_one_solution_or_none(matrix, right, solution):
    assert solve_exactly(np.array(matrix, dtype=object), right) == solution
