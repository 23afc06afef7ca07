"""What has to hold of the vertices that Qhull lists before they count as all."""

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest

from alignment_games.solvers._vertices.extreme_pairs import extreme_pairs
from alignment_games.solvers._vertices.simple_polytopes import _is_closed, simple_equilibria

#: A triangle and a tetrahedron: each vertex by the sides that it is on.
TRIANGLE = [[0, 1], [1, 2], [0, 2]]
TETRAHEDRON = [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]]


@pytest.mark.parametrize("vertices", [TRIANGLE, TETRAHEDRON])
def test_every_edge_leads_to_one_other_vertex(vertices):
    labels = len(vertices)
    assert _is_closed(np.array(vertices), labels)
    assert not _is_closed(np.array(vertices[1:]), labels)
    assert not _is_closed(np.array(vertices * 2), labels)
    assert not _is_closed(np.array([*vertices, vertices[0]]), labels)


@pytest.mark.parametrize("ahead", [0, 62, 70])
def test_each_of_two_polygons_has_to_be_closed(ahead):
    """Labels of up to 64 are bits of one word, others of the next."""
    own = np.array(TRIANGLE) + ahead
    other, labels = own + 3, ahead + 6
    assert _is_closed(np.concatenate([own, other]), labels)
    for others in (other[:2], other[1:], [*other, *other], [*other, other[2]], [*other, other[0] + [0, 1]]):
        assert not _is_closed(np.concatenate([own, others]), labels)


def exact(row, column):
    """All extreme equilibria in fractions, None with ties."""
    found = extreme_pairs(*(np.vectorize(Fraction, otypes=[object])(own) for own in (row, column)), lambda: None)
    pairs = [(*found.strategies[0][x].tolist(), *found.strategies[1][y].tolist()) for x, y in found.pairs]
    return None if found.degenerate else sorted([float(p) for p in pair] for pair in pairs)


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (2, 4), (4, 2)])
def test_ties_and_what_is_nearly_one_are_left_to_exact_arithmetic_or_decided_right(shape):
    told = Counter()
    for seed in range(24):
        rng, off = np.random.default_rng(seed), (0.0, 1e-15, 1e-13, 1e-8, 1e-3, 0.1)[seed % 6]
        row, column = 1 + rng.integers(0, 5, (2, *shape)) / 8 + off * rng.random((2, *shape))
        found, expected = simple_equilibria(row, column), exact(row, column)
        told[off, found is not None] += 1
        if found is not None:
            rows = sorted([*one.weights[0].tolist(), *one.weights[1].tolist()] for one in found)
            assert len(rows) == len(expected)
            assert np.allclose(rows, expected, rtol=0, atol=max(one.error for one in found))
            assert off < 0.1 or max(one.error for one in found) < 1e-9
    assert told[0.1, True]
    assert told[0.0, False]
