"""Polytopes with known volumes, corners and middles, and random ones beside sampling and Qhull."""

from fractions import Fraction

import numpy as np
import pytest
from scipy.spatial import ConvexHull

from alignment_games.errors import UnsupportedGameError
from alignment_games.inverse.linear import Affine
from alignment_games.inverse.polytope import BoxPolytope

F = Fraction


def _simplex(size, bound=1):
    """All coordinates from 0 to 1 with a sum of at most ``bound``."""
    row = Affine(F(bound), (F(-1),) * size)
    return BoxPolytope((row,), (F(0),) * size, (F(1),) * size)


@pytest.mark.parametrize(("size", "volume"), [(1, F(1)), (2, F(1, 2)), (3, F(1, 6)), (4, F(1, 24)), (5, F(1, 120))])
def test_the_corner_of_a_cube_has_its_volume(size, volume):
    assert _simplex(size).volume == volume


def test_the_middle_slice_of_a_cube():
    # Irwin and Hall: the sum of three uniform numbers is at most 3/2 with chance 1/2, at most 2 with chance 5/6.
    assert _simplex(3, F(3, 2)).volume == F(1, 2)
    assert _simplex(3, 2).volume == F(5, 6)


def test_the_most_central_point_of_a_triangle():
    # Around (x, x) a square of half-side r: x - r >= 0 and 2 (x + r) <= 1, so x = r = 1/4.
    assert _simplex(2).centre == ((F(1, 4), F(1, 4)), F(1, 4))


def test_corners_facets_and_ranges_of_a_triangle():
    low_sum = Affine(F(5), (F(-1), F(-1)))  # cuts nothing off
    same = Affine(F(1), (F(-1), F(-1)))
    triangle = BoxPolytope((low_sum, same, same), (F(0), F(0)), (F(1), F(1)))
    assert triangle.facets == (1,)
    assert set(triangle.corners) == {(F(0), F(0)), (F(1), F(0)), (F(0), F(1))}
    assert triangle.ranges == ((0, 1), (0, 1))
    assert triangle.contains((F(1, 2), F(1, 2)))
    assert not triangle.contains((F(1, 2), F(1, 2) + F(1, 10**20)))


def test_flat_and_empty_sets_have_no_volume():
    line = BoxPolytope((Affine(F(0), (F(1), F(-1))), Affine(F(0), (F(-1), F(1)))), (F(0), F(0)), (F(1), F(1)))
    assert not line.empty
    assert line.volume == 0
    assert line.centre[1] == 0
    never = BoxPolytope((Affine(F(-3), (F(1), F(1))),), (F(0), F(0)), (F(1), F(1)))
    assert never.empty
    assert never.volume == 0
    assert never.facets == never.corners == ()
    assert never.certificate.most == -1
    constant = BoxPolytope((Affine(F(-1), (F(0),)),), (F(0),), (F(1),))
    assert constant.empty


def test_a_box_without_inequalities_is_all_of_it():
    box = BoxPolytope((), (F(-1), F(2)), (F(1), F(5)))
    assert box.volume == 1
    assert box.centre == ((0, F(7, 2)), F(1, 2))


@pytest.mark.parametrize("seed", range(12))
def test_random_polytopes_have_qhulls_volume_and_their_corners_span_the_ranges(seed):
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 5))
    rows = tuple(
        Affine(F(int(rng.integers(0, 12)), 10), tuple(F(int(c), 4) for c in rng.integers(-5, 6, size)))
        for _ in range(int(rng.integers(1, 6)))
    )
    found = BoxPolytope(rows, (F(-1),) * size, (F(1),) * size)
    corners = np.array(found.corners, dtype=float)
    assert np.allclose(np.column_stack([corners.min(axis=0), corners.max(axis=0)]), np.array(found.ranges, dtype=float))
    volume = ConvexHull(corners).volume / 2**size if found.volume else 0.0
    assert float(found.volume) == pytest.approx(volume, abs=1e-12)
    point, room = found.centre
    for shift in np.array(np.meshgrid(*[[-1, 1]] * size)).reshape(size, -1).T:
        assert found.contains([x + 2 * room * int(s) for x, s in zip(point, shift, strict=True)])


def test_too_many_ways_to_meet_are_said():
    rng = np.random.default_rng(0)
    rows = tuple(Affine(F(1), tuple(F(int(c), 97) for c in rng.integers(-97, 98, 9))) for _ in range(12))
    with pytest.raises(UnsupportedGameError, match="leave fewer parameters open"):
        _ = BoxPolytope(rows, (F(-1),) * 9, (F(1),) * 9).corners
