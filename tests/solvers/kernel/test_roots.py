"""Roots that the kernel certifies, beside the certificate that arrays give them."""

import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.desk import desk_of
from alignment_games.solvers._kernel.roots import (
    ALONE,
    COLUMNS,
    DONE,
    DOUBTFUL,
    HOLDS,
    RADIUS,
    SIGN,
    _within,
    certify,
    keep,
)
from alignment_games.solvers._kernel.systems import layout_of
from alignment_games.solvers._search import certified

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")


@pytest.mark.parametrize("scale", [1.0, 4.0])
@pytest.mark.parametrize("n", [2, 3, 4])
def test_both_certify_as_long_as_rounding_is_small_beside_the_derivatives(n, scale):
    """Of 2 x - 1 of the next player, or a multiple, x may be off by half of what rounding is: up to a 400th over n."""
    rows = np.array([np.indices((2,) * n)[(i + 1) % n] * 2.0 - 1 for i in range(n)])
    rows *= scale ** np.arange(n).reshape(-1, *[1] * n)  # the first one's root moves most
    layout, root = layout_of(np.full(n, 2)), np.empty(2 * n + COLUMNS)
    point = [np.full(2, 0.5)] * n
    for share in (1e-9, 0.9, 0.999, 1.001, 1.1):
        # Alone within 1 / (8 n^2), which is wider than 2.1 times what rounding moves for all of these.
        rounding = np.full(n, share * 1e-2 / (2 * n))
        beside = certified.certify(rows, point, rounding)
        told = certify(rows.reshape(n, -1), rounding, layout, desk_of(layout, n), np.concatenate(point), root)
        assert told == (beside is not None)
        assert (beside is not None) == (share < 1)
        if beside:
            expected = [beside.radius, beside.alone, beside.sign]
            assert root[[2 * n + RADIUS, 2 * n + ALONE, 2 * n + SIGN]] == pytest.approx(expected)


def root(*point, radius=1e-12, alone=0.1, holds=1.0):
    found = np.zeros(len(point) + COLUMNS)
    found[: len(point)] = point
    found[len(point) + RADIUS], found[len(point) + ALONE], found[len(point) + HOLDS] = radius, alone, holds
    return found


@pytest.mark.parametrize(
    ("given", "known", "count"),
    [
        (root(0.3, 0.7), DONE, 2),
        (root(0.5 + 0.09, 0.5 - 0.09), DONE, 1),  # where there is no other root than the first
        (root(0.5 - 0.05, 0.5 + 0.11), DONE, 2),  # one coordinate is enough
        (root(0.5 + 0.1 - 1e-13, 0.5 - 0.1 + 1e-13), DONE, 2),  # less than the radius from the end of that
        (root(-1e-9, 1 + 1e-9), DONE, 1),  # outside
        (root(-1e-13, 1.0), DOUBTFUL, 1),
        (root(1e-13, 1.0), DOUBTFUL, 1),
        (root(0.0, 1.0), DOUBTFUL, 1),
        (root(0.3, 0.7, radius=0.01), DOUBTFUL, 1),
        (root(0.3, 0.7, radius=np.nan), DOUBTFUL, 1),
        (root(0.3, 0.7, holds=np.nan), DOUBTFUL, 1),
        (root(0.3, 0.7, holds=0.0), DONE, 2),
    ],
)
def test_a_root_is_kept_once_if_it_is_surely_inside(given, known, count):
    roots = np.zeros((3, 2 + COLUMNS))
    roots[0] = root(0.5, 0.5)
    assert keep(given, roots, 1, 2) == (known, count)
    assert (roots[0] == root(0.5, 0.5)).all()
    assert count == 1 or np.array_equal(roots[1], given)
    assert keep(root(0.3, 0.7), roots[:1], 1, 2) == (DOUBTFUL, 1)  # no room


def test_a_root_is_inside_where_its_weights_of_the_vertices_are_positive():
    """Of two players, one with three actions between three mixtures of its own, the other with two."""
    layout = layout_of(np.array([3, 2]))
    own, other = np.array([[0.5, 0.5, 0.0], [0.0, 0.6, 0.4], [0.2, 0.2, 0.6]]), np.array([[0.9, 0.1], [0.3, 0.7]])
    vertices = np.zeros((5, 3))
    vertices[:3], vertices[3:, :2] = own, other

    def inside(first, second, radius=1e-12, within=vertices):
        return _within(root(*(np.array(first) @ own), *(np.array(second) @ other), radius=radius), within, layout)

    assert inside([0.2, 0.3, 0.5], [0.4, 0.6])
    assert inside([0.98, 0.01, 0.01], [0.01, 0.99])
    for weights in ([-0.01, 0.5, 0.51], [0.5, -0.01, 0.51], [0.5, 0.51, -0.01], [0.5, 0.5, 0.0]):
        assert not inside(weights, [0.4, 0.6])
    assert not inside([0.2, 0.3, 0.5], [1.01, -0.01])
    assert not inside([0.2, 0.3, 0.5], [-0.01, 1.01])
    moves = [abs(np.linalg.inv(each)).sum(axis=0) for each in (own, other)]  # of the weights, in radii
    limit = min((np.array(each) / move).min() for each, move in zip(([0.2, 0.3, 0.5], [0.4, 0.6]), moves, strict=True))
    assert inside([0.2, 0.3, 0.5], [0.4, 0.6], radius=0.95 * limit)
    assert not inside([0.2, 0.3, 0.5], [0.4, 0.6], radius=1.05 * limit)
    flat = vertices.copy()
    flat[2] = (flat[0] + flat[1]) / 2
    assert not inside([0.2, 0.3, 0.5], [0.4, 0.6], within=flat)
