from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.algebra.polytope import Polytope


def test_cutting_a_triangle():
    triangle = Polytope.simplex(3)
    part = triangle.cut(np.array([-1, 1, 0], dtype=object), equation=False)  # x_1 <= x_0
    assert {tuple(v) for v in part.vertices} == {(1, 0, 0), (0, 0, 1), (Fraction(1, 2), Fraction(1, 2), 0)}
    line = part.cut(np.array([2, 0, -1], dtype=object), equation=True)  # x_2 = 2 x_0
    expected = {(Fraction(1, 3), 0, Fraction(2, 3)), (Fraction(1, 4), Fraction(1, 4), Fraction(1, 2))}
    assert {tuple(v) for v in line.vertices} == expected
    assert (triangle.dimension, part.dimension, line.dimension) == (2, 2, 1)
    assert line.cut(np.array([1, 1, 1], dtype=object), equation=False) is None
    assert triangle.cut(np.array([1, 0, 0], dtype=object), equation=True).dimension == 1


def test_cutting_a_tetrahedron_keeps_no_point_that_is_not_a_vertex():
    solid = Polytope.simplex(4).cut(np.array([1, 1, -1, -1], dtype=object), equation=True)
    assert len(solid) == 4
    square = solid.cut(np.array([1, -1, 0, 0], dtype=object), equation=False)
    assert len(square) == 4
    assert square.dimension == 2


def test_a_tiny_polytope_has_its_dimension_all_the_same():
    tiny = Fraction(1, 10**30)
    triangle = Polytope.simplex(3).cut(np.array([1 - tiny, -tiny, -tiny], dtype=object), equation=False)
    corner = triangle.cut(np.array([-tiny, 1 - tiny, -tiny], dtype=object), equation=False)
    assert corner.dimension == 2
    assert max(v[0] for v in corner.vertices) == tiny


@pytest.mark.parametrize("exact", [True, False])
def test_a_row_at_the_vertices_is_the_mean_of_its_values_by_their_weights(exact):
    rng = np.random.default_rng(2)
    whole = Polytope.simplex(4)
    for part in (
        whole,
        whole.without(1),
        Polytope.point(whole.vertices[2]),
        whole.cut(whole.vertices[0] * 2 - 1, equation=False),
    ):
        for axis in range(3):
            row = np.moveaxis(rng.integers(-9, 10, (4, 2, 3)), 0, axis).astype(object if exact else float)
            found = np.moveaxis(part.at_vertices(row, axis), axis, 0)
            lines = np.moveaxis(row, axis, 0)
            expected = [
                sum(weight * line for weight, line in zip(vertex, lines, strict=True)) for vertex in part.vertices
            ]
            assert np.array_equal(found.astype(float), np.array(expected).astype(float))
