from __future__ import annotations

import numpy as np
import pytest

from alignment_games.solvers._search import cells as _cells
from alignment_games.solvers._search import contraction
from alignment_games.solvers._search.cells import Cells
from tests.solvers.search.test_cells import inside, systems, whole


@pytest.mark.parametrize("shape", [(2, 2), (2, 2, 2), (3, 2, 3)])
def test_no_test_ever_throws_away_a_root(shape):
    """A root is planted at a random point; excluding, shrinking and cutting must keep it."""
    rng = np.random.default_rng(5)
    n, d = 30, sum(shape) - len(shape)
    own = [j for j, k in enumerate(shape) for _ in range(k - 1)]
    values = systems(6, n, shape)
    root = inside(rng, shape, n)
    values = values - _cells.evaluate(values, root).reshape(n, d, *[1] * len(shape))
    cells = whole(values)
    for _ in range(6):
        cells = cells.take(_cells.possible(cells, d))
        cells, found = contraction.newton(cells, own)
        cells = _cells.join(_cells.halved(cells, found.low, found.changes))
        for owner in range(n):
            assert any(_holds(cells, k, [p[owner] for p in root]) for k in np.flatnonzero(cells.owner == owner))


def _holds(cells: Cells, k: int, point) -> bool:
    for vertices, p in zip(cells.vertices, point, strict=True):
        edges = (vertices[k][1:] - vertices[k][0]).T
        share = np.linalg.lstsq(edges, p - vertices[k][0], rcond=None)[0]
        local = np.r_[1 - share.sum(), share]
        if (local * np.abs(edges).max()).min() < -1e-9:
            return False
    return True


def test_uniqueness_is_not_claimed_where_there_are_two_roots():
    # x y = 3/16 and x + y = 1 as functions of two players' probabilities: roots at 1/4 and 3/4.
    x = np.array([[0.0, 0.0], [1.0, 1.0]])
    y = x.T
    values = np.stack([x * y - 3 / 16, x + y - 1])[None]
    cells = whole(values)
    assert not contraction.one_to_one(cells, 2)[0]
    half = np.array([[[1.0, 0.0], [0.6, 0.4]]])
    assert contraction.one_to_one(cells.restricted([half, half[:, ::-1, ::-1]]), 2)[0]


def test_uniqueness_is_not_claimed_beyond_what_the_values_are_known_for():
    x = np.array([[0.0, 0.0], [1.0, 1.0]])
    values = np.stack([x - 0.5, x.T - 0.5])[None]
    for rounding, unique in ((1e-13, True), (0.3, False)):
        cells = Cells.whole(np.array([0]), values, np.full((1, 2), rounding))
        assert contraction.one_to_one(cells, 2)[0] == unique


@pytest.mark.parametrize(
    ("change", "margin", "closer"),
    [(0.99, 0.0, True), (0.99, 0.005, False), (0.9995, 0.0, False), (1.0005, 0.0, False)],
)
def test_a_map_that_may_keep_distances_is_not_taken_to_bring_points_closer(change, margin, closer):
    changes, margins = np.array([[[change], [change]]]), np.array([[margin, margin]])
    assert contraction._contracts(changes, margins, (2,))[0] == closer
