"""Sets in the unit square of two players' second actions, whose ends are read off a picture drawn by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.algebra.polytope import Polytope
from alignment_games.solvers._search.factors import Curve, Flat, Piece, hypersurface_points

SIMPLEX = {size: Polytope.simplex(size) for size in (2, 3)}
SEGMENTS = (SIMPLEX[2], SIMPLEX[2])
HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


def at_corners(function):
    """Values of a function, linear in each one, of the probabilities of both second actions."""
    return np.array([[function(Fraction(x), Fraction(y)) for y in (0, 1)] for x in (0, 1)], dtype=object)


def seconds(points):
    return sorted(tuple(own[1] for own in point) for point in points)


def flat(*functions):
    return Flat((0, 1), SEGMENTS, tuple(map(at_corners, functions)))


def test_the_ends_of_a_rectangle_are_where_its_conditions_meet_the_edges_and_each_other():
    rectangle = flat(lambda x, _: x - HALF, lambda _, y: y - THIRD)
    assert seconds(rectangle.members()) == [(0, 0), (0, THIRD), (HALF, 0), (HALF, THIRD)]
    assert rectangle.dimension == 2
    assert not flat(lambda x, _: x - HALF, lambda x, _: HALF + Fraction(1, 9) - x).members()


def test_of_an_edge_that_two_conditions_cut_the_part_between_has_both_ends():
    strip = flat(lambda x, _: x - HALF, lambda x, _: THIRD - x)
    assert seconds(strip.members()) == [(THIRD, 0), (THIRD, 1), (HALF, 0), (HALF, 1)]


@pytest.mark.parametrize(
    ("functions", "dimension"),
    [
        ([], 2),
        ([lambda x, y: x + y - 1], 2),
        ([lambda x, y: x * y], None),  # below zero nowhere
        ([lambda x, y: x + y - 1, lambda x, y: 1 - x - y], None),  # below zero at opposite corners
        ([lambda x, y: x + y - 1, lambda x, _: x - 1], 2),
    ],
)
def test_a_flat_has_its_whole_dimension_where_all_conditions_are_strict_at_one_corner(functions, dimension):
    region = flat(*functions)
    assert region.dimension == dimension
    assert region.bounded == bool(functions)
    assert region.on_a_segment == (len(functions) == 1)
    assert region.connected == (len(functions) <= 1)


def test_three_mixtures_each_are_on_no_segment():
    zero = np.zeros((3, 3), dtype=object)
    assert not Flat((0, 1), (SIMPLEX[3], SIMPLEX[3]), (zero,)).on_a_segment
    assert Flat((0, 1), (SIMPLEX[3], SIMPLEX[2]), (zero[:, :2],)).on_a_segment


def test_a_hypersurface_meets_corners_and_edges_where_the_conditions_hold():
    equation = at_corners(lambda x, y: x + y - 1)
    assert seconds(hypersurface_points(SEGMENTS, equation, [])) == [(0, 1), (1, 0)]
    assert seconds(hypersurface_points(SEGMENTS, equation, [at_corners(lambda x, _: x - HALF)])) == [(0, 1)]
    assert seconds(hypersurface_points(SEGMENTS, equation, [at_corners(lambda x, _: x - 1)])) == [(0, 1), (1, 0)]
    slanted = at_corners(lambda x, y: 2 * x + y - Fraction(3, 2))
    assert seconds(hypersurface_points(SEGMENTS, slanted, [])) == [(Fraction(1, 4), 1), (Fraction(3, 4), 0)]
    below = [at_corners(lambda _, y: y - HALF)]
    assert seconds(hypersurface_points(SEGMENTS, slanted, below)) == [(Fraction(3, 4), 0)]
    just = [at_corners(lambda x, _: x - Fraction(3, 4))]
    assert len(hypersurface_points(SEGMENTS, slanted, just)) == 2


def test_a_product_puts_the_players_of_its_factors_in_order():
    ends = tuple((np.array([1 - x, x]), np.array([x, 1 - x])) for x in (Fraction(0), THIRD))
    piece = Piece((Curve((2, 0), ends), Flat((1,), (SIMPLEX[2],))))
    assert piece.dimension == 2
    assert seconds(piece.members()) == [(1 - x, y, x) for x in (THIRD, 0) for y in (0, 1)]
    assert Piece((flat(lambda x, y: x * y), Flat((2,), (SIMPLEX[2],)))).dimension is None


def test_of_a_product_without_conditions_some_players_keep_their_own_parts():
    square, curve = Flat((0, 2), (SIMPLEX[2], SIMPLEX[3])), Curve((1,), ())
    (kept, same) = Piece((square, curve)).on([2])
    assert (kept.axes, kept.parts, same) == ((2,), (square.parts[1],), curve)
    bounded = flat(lambda x, y: x + y - 1)
    assert Piece((bounded,)).on([0]) == (bounded,)
