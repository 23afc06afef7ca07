from fractions import Fraction

import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.cutting import edge_to_cut, farthest, halve, lost_by_shrinking, shrink, size_of
from alignment_games.solvers._kernel.desk import desk_of
from alignment_games.solvers._kernel.systems import layout_of
from alignment_games.solvers._search.cells import evaluate

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")

SHAPE = (3, 2)
LAYOUT = layout_of(np.array(SHAPE)) if not COMPILES else None


def whole():
    values = np.random.default_rng(7).uniform(-1, 1, (2, 6))
    vertices = np.zeros((5, 3))
    vertices[:3], vertices[3:, :2] = np.eye(3), np.eye(2)
    return values, vertices


def assert_values_belong_to_vertices(values, vertices, rows):
    for a in range(3):
        for b in range(2):
            at = [vertices[a][None], vertices[3 + b, :2][None]]
            np.testing.assert_allclose(values[:, 2 * a + b], evaluate(rows.reshape(1, 2, *SHAPE), at)[0], atol=1e-14)


def test_values_stay_those_at_the_vertices():
    rows, vertices = whole()
    values = rows.copy()
    assert shrink(values, vertices, LAYOUT, np.array([0.1, 0.0, 0.3, 0.0, 0.5])) == 1
    assert_values_belong_to_vertices(values, vertices, rows)
    halve(values, vertices, LAYOUT, 0, 2, 1)
    assert_values_belong_to_vertices(values, vertices, rows)
    halve(values, vertices, LAYOUT, 1, 0, 1)
    assert_values_belong_to_vertices(values, vertices, rows)


def in_fractions(table):
    return np.array([Fraction(x) for x in table.ravel().tolist()], dtype=object).reshape(table.shape)


def test_rounding_takes_no_more_than_is_told():
    rng = np.random.default_rng(8)
    for _ in range(20):
        values, vertices = rng.uniform(-1, 1, (1, 6)), whole()[1]
        low = rng.uniform(0, 0.3, 5)
        rows, shares = in_fractions(values).reshape(SHAPE), [in_fractions(own) for own in (low[:3], low[3:])]
        moved = [(1 - sum(own)) * np.eye(len(own), dtype=int) + own for own in shares]
        shrink(values, vertices, LAYOUT, low)
        halve(values, vertices, LAYOUT, 0, 2, 1)
        moved[0][2] = (moved[0][2] + moved[0][1]) / 2
        exact = moved[0] @ rows @ moved[1].T
        assert abs(in_fractions(values).reshape(SHAPE) - exact).max() <= 2 * Fraction(lost_by_shrinking(LAYOUT))


def test_an_enlarged_cell_tells_how_errors_grow():
    rows, vertices = whole()
    values = rows.copy()
    growth = shrink(values, vertices, LAYOUT, np.array([-0.5, 0.0, 0.0, 0.0, 0.0]))
    assert growth == pytest.approx(2.0)
    assert_values_belong_to_vertices(values, vertices, rows)


def test_the_edge_is_cut_at_whose_ends_the_weights_differ_and_the_rows_with_them_else_where_rows_change_most():
    _, vertices = whole()
    # The first player's two equations vary with the second's play, the second's with the first's, most from 0 to 2.
    rows = np.array([[0, 0.1, 0, 0.1, 0, 0.1], [-0.05, 0.05] * 3, [-1, -1, -0.9, -0.9, 1, 1]])
    desk = desk_of(LAYOUT, 3)
    assert edge_to_cut(rows, np.full(6, 1 / 6), vertices, LAYOUT, desk) == (1, 0, 1)
    # All weight at two corners that differ in both players' play: what the first does tells what the second does.
    weights = np.array([0.5, 0, 0, 0, 0, 0.5])
    assert edge_to_cut(rows, weights, vertices, LAYOUT, desk)[0] == 1
    other_units = rows * [[1e-3], [1e-3], [1]]  # which do not matter
    found = [edge_to_cut(each, weights, vertices, LAYOUT, desk) for each in (rows, other_units)]
    assert found[0] == found[1]


def test_sizes_and_distances():
    values, vertices = whole()
    assert size_of(vertices, LAYOUT) == 1
    assert farthest(vertices, LAYOUT, np.array([0.2, 0.2, 0.6, 0.5, 0.5])) == pytest.approx(0.8)
    halve(values, vertices, LAYOUT, 1, 0, 1)
    assert farthest(vertices, LAYOUT, np.array([1 / 3, 1 / 3, 1 / 3, 0.25, 0.75])) == pytest.approx(2 / 3)
