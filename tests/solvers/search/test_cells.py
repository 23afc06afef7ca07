from __future__ import annotations

import numpy as np
import pytest

from alignment_games.solvers._search import cells as _cells
from alignment_games.solvers._search.cells import Cells
from alignment_games.solvers._search.supports import ROUNDING


def systems(seed: int, n: int, shape: tuple[int, ...]) -> np.ndarray:
    """Random stacked rows; the equations of each player ignore the player's own axis."""
    rng = np.random.default_rng(seed)
    rows = []
    for j, k in enumerate(shape):
        own = rng.uniform(-1, 1, size=(n, k - 1, *shape))
        rows.append(np.broadcast_to(np.take(own, [0], axis=2 + j), own.shape))
    return np.concatenate(rows, axis=1)


def whole(values: np.ndarray) -> Cells:
    return Cells.whole(np.arange(len(values)), values, np.full(values.shape[:2], ROUNDING))


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
    cells = whole(systems(4, 5, shape))
    smaller = cells.restricted([rng.dirichlet(np.ones(k), size=(5, k)) for k in shape])
    local = inside(rng, shape, 5)
    there = smaller.points(local)
    assert np.allclose(_cells.evaluate(smaller.values, local), _cells.evaluate(cells.values, there))


def test_ranges_rule_a_cell_out_beyond_rounding_alone():
    """An equation may be zero up to the bound itself, and a condition hold; the last cell's are off by nothing."""
    rounding = np.array([0.5, 0.25])
    cases = [(-1, 1, -1, True), (0.5, 1, -1, True), (0.75, 1, -1, False), (-1, -0.5, -1, True), (-1, -0.75, -1, False)]
    cases += [(-1, 1, 0.25, True), (-1, 1, 0.5, False)]
    values = np.array([[[low, high], [least, least + 1]] for low, high, least, _ in cases])
    found = _cells.possible(Cells.whole(np.arange(len(cases)), values, np.tile(rounding, (len(cases), 1))), 1)
    assert found.tolist() == [left for *_, left in cases]
    ends = np.array([[[-1.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [0.0, 1.0]]])
    assert _cells.possible(Cells.whole(np.arange(2), ends, np.zeros((2, 2))), 1).all()
