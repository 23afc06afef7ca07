from __future__ import annotations

import numpy as np
import pytest

from alignment_games.solvers._search import cells as _cells
from alignment_games.solvers._search.cells import Cells
from alignment_games.solvers._search.roots import certify


def systems(seed: int, n: int, shape: tuple[int, ...]) -> np.ndarray:
    """Random stacked rows; the equations of each player ignore the player's own axis."""
    rng = np.random.default_rng(seed)
    rows = []
    for j, k in enumerate(shape):
        own = rng.uniform(-1, 1, size=(n, k - 1, *shape))
        rows.append(np.broadcast_to(np.take(own, [0], axis=2 + j), own.shape))
    return np.concatenate(rows, axis=1)


def inside(rng, shape, n):
    return [rng.dirichlet(np.ones(k), size=n) for k in shape]


@pytest.mark.parametrize("shape", [(2, 2), (2, 2, 2), (3, 2, 3)])
def test_values_and_slopes_agree_with_plain_sums(shape):
    rng = np.random.default_rng(1)
    values = systems(2, 4, shape)
    point = inside(rng, shape, 4)
    letters = "abc"[: len(shape)]
    expected = np.einsum(f"nr{letters}," + ",".join(f"n{c}" for c in letters) + "->nr", values, *point)
    assert np.allclose(_cells.evaluate(values, point), expected)
    slopes = _cells.jacobian(values, point)
    step = 1e-6
    column = 0
    for j, k in enumerate(shape):
        for v in range(1, k):
            moved = [p.copy() for p in point]
            moved[j][:, v] += step
            moved[j][:, 0] -= step
            change = (_cells.evaluate(values, moved) - expected) / step
            assert np.allclose(slopes[:, :, column], change, atol=1e-8)
            column += 1


@pytest.mark.parametrize("shape", [(2, 2, 2), (3, 2, 3)])
def test_smaller_cells_hold_the_same_function(shape):
    rng = np.random.default_rng(3)
    cells = Cells.whole(np.arange(5), systems(4, 5, shape))
    smaller = cells.restricted([rng.dirichlet(np.ones(k), size=(5, k)) for k in shape])
    local = inside(rng, shape, 5)
    there = smaller.points(local)
    assert np.allclose(_cells.evaluate(smaller.values, local), _cells.evaluate(cells.values, there))


@pytest.mark.parametrize("shape", [(2, 2), (2, 2, 2), (3, 2, 3)])
def test_no_test_ever_throws_away_a_root(shape):
    """A root is planted at a random point; excluding, shrinking and cutting must keep it."""
    rng = np.random.default_rng(5)
    n, d = 30, sum(shape) - len(shape)
    own = [j for j, k in enumerate(shape) for _ in range(k - 1)]
    values = systems(6, n, shape)
    root = inside(rng, shape, n)
    values = values - _cells.evaluate(values, root).reshape(n, d, *[1] * len(shape))
    cells = Cells.whole(np.arange(n), values)
    for _ in range(6):
        cells = cells.take(_cells.possible(cells, d))
        cells, found = _cells.newton(cells, own)
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
    cells = Cells.whole(np.array([0]), values)
    assert not _cells.one_to_one(cells, 2)[0]
    half = np.array([[[1.0, 0.0], [0.6, 0.4]]])
    assert _cells.one_to_one(cells.restricted([half, half[:, ::-1, ::-1]]), 2)[0]


def test_certificate_needs_a_root_and_a_regular_one():
    x = np.array([[0.0, 0.0], [1.0, 1.0]])
    y = x.T
    regular = np.stack([x * y - 3 / 16, x + y - 1])
    root = certify(regular, (np.array([0.75, 0.25]), np.array([0.25, 0.75])))
    assert root is not None
    assert root.radius < 1e-10
    double = np.stack([x * y - 1 / 4, x + y - 1])
    assert certify(double, (np.array([0.5, 0.5]), np.array([0.5, 0.5]))) is None
