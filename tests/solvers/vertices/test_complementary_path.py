import numpy as np
import pytest

from alignment_games.solvers._vertices.complementary_path import path_end
from alignment_games.solvers.two_players import _nashpy_door


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (3, 5), (4, 6)], ids=str)
def test_paths_end_where_those_of_nashpy_end(shape):
    rng = np.random.default_rng(sum(shape))
    for _ in range(5):
        row, column = 1 + rng.random((2, *shape))
        for label in range(sum(shape)):
            expected = _nashpy_door.lemke_howson(row, column, label, 1000, lambda: None)
            found = path_end(row, column, label, 1000)
            np.testing.assert_allclose(np.concatenate(found), np.concatenate(expected), atol=1e-12)


def test_ties_send_no_path_in_circles():
    rng = np.random.default_rng(3)
    for _ in range(30):
        row, column = 1 + rng.integers(0, 2, (2, 5, 5)).astype(float)
        for label in range(10):
            x, y = path_end(row, column, label, 1000)
            assert (row @ y).max() - x @ row @ y < 1e-12
            assert (x @ column).max() - x @ column @ y < 1e-12


def test_a_path_is_given_up_and_each_pivot_told():
    row, column = 1 + np.random.default_rng(4).random((2, 30, 30))
    pivots = []
    assert path_end(row, column, 0, 2, lambda: pivots.append(1)) is None
    assert len(pivots) == 2
