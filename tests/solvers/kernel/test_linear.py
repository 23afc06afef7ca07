import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.linear import invert, precondition, solve_positive

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")


@pytest.mark.parametrize("size", [1, 2, 3, 6])
def test_inverses_and_signs_of_determinants(size):
    rng = np.random.default_rng(size)
    for _ in range(5):
        matrix, inverse = rng.normal(size=(size, size)), np.empty((size, size))
        sign = invert(matrix.copy(), inverse)
        np.testing.assert_allclose(inverse @ matrix, np.eye(size), atol=1e-10)
        assert sign == np.sign(np.linalg.det(matrix))


def test_there_is_no_inverse_of_a_matrix_with_a_column_of_zeros():
    assert invert(np.array([[1.0, 0.0], [2.0, 0.0]]), np.empty((2, 2))) == 0


def test_a_preconditioner_is_the_inverse_where_there_is_one_whatever_the_units():
    matrix = np.random.default_rng(1).normal(size=(4, 4)) * [1, 1e-6, 1e6, 1]
    found = np.empty((4, 4))
    precondition(matrix, np.empty((3, 4, 4)), np.empty((2, 4)), found)
    np.testing.assert_allclose(matrix @ found, np.eye(4), atol=1e-6)


def test_a_preconditioner_of_a_singular_matrix_inverts_its_large_directions():
    matrix, found = np.outer([1.0, 2.0, 2.0], [2.0, 1.0, 2.0]), np.empty((3, 3))
    precondition(matrix, np.empty((3, 3, 3)), np.empty((2, 3)), found)
    assert np.isfinite(found).all()
    np.testing.assert_allclose(matrix @ found @ matrix, matrix, rtol=1e-6)


def test_positive_definite_systems():
    root = np.random.default_rng(2).normal(size=(5, 5))
    matrix, right = root @ root.T + np.eye(5), np.arange(5.0)
    expected = np.linalg.solve(matrix, right)
    assert solve_positive(matrix, right, np.empty(5))
    np.testing.assert_allclose(right, expected, rtol=1e-9)
    assert not solve_positive(-np.eye(2), np.ones(2), np.empty(2))
