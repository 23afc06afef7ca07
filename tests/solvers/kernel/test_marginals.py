import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.marginals import sum_by_vertex, sum_by_vertices
from alignment_games.solvers._kernel.systems import layout_of

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")

SHAPE = (2, 3, 4, 2)


def test_sums_over_all_corners_with_given_vertices():
    table, layout = np.random.default_rng(3).uniform(size=SHAPE), layout_of(np.array(SHAPE))
    for j, size in enumerate(SHAPE):
        sums = np.empty(size)
        sum_by_vertex(table.ravel().copy(), layout, j, sums)
        np.testing.assert_allclose(sums, table.sum(axis=tuple(k for k in range(4) if k != j)))
        for i in range(j + 1, 4):
            pairs = np.empty((SHAPE[i], size))
            sum_by_vertices(table.ravel().copy(), layout, j, i, pairs)
            np.testing.assert_allclose(pairs.T, table.sum(axis=tuple(k for k in range(4) if k not in (i, j))))
