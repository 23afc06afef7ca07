from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from alignment_games.solvers._vertices.exact_vertices import exact_vertices
from alignment_games.solvers._vertices.faces import completing


@pytest.mark.parametrize("seed", range(6))
def test_they_are_the_vertices_of_the_polytope_that_lie_on_the_face(seed):
    drawn = np.random.default_rng(seed).integers(1, 4, size=(3, 4))
    matrix = np.array([[Fraction(int(entry)) for entry in line] for line in drawn], dtype=object)
    points = [np.array(vertex.point, dtype=object) for vertex in exact_vertices(matrix)]
    compared = 0
    for tight in ([0], [1], [0, 2], [0, 1, 2]):
        for size in (1, 2, 3, 4):
            for columns in map(list, combinations(range(4), size)):
                on = [p for p in points if all(matrix[tight] @ p == 1) and not np.delete(p, columns).any()]
                assert sorted(map(tuple, completing(matrix, tight, columns))) == sorted(map(tuple, on))
                compared += len(on)
    assert compared > 10
