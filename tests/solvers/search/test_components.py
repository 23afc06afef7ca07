from __future__ import annotations

from fractions import Fraction

import numpy as np
import sympy

from alignment_games.solvers._search.algebraic import exact_root
from alignment_games.solvers._search.components import Arc, Piece, equilibrium_pieces
from alignment_games.solvers._search.polytope import Polytope


def test_cutting_a_triangle():
    triangle = Polytope.simplex(3, exact=True)
    part = triangle.cut(np.array([-1, 1, 0], dtype=object), equation=False, tol=0)  # x_1 <= x_0
    assert {tuple(v) for v in part.vertices} == {(1, 0, 0), (0, 0, 1), (Fraction(1, 2), Fraction(1, 2), 0)}
    line = part.cut(np.array([2, 0, -1], dtype=object), equation=True, tol=0)  # x_2 = 2 x_0
    expected = {(Fraction(1, 3), 0, Fraction(2, 3)), (Fraction(1, 4), Fraction(1, 4), Fraction(1, 2))}
    assert {tuple(v) for v in line.vertices} == expected
    assert (triangle.dimension, part.dimension, line.dimension) == (2, 2, 1)
    assert line.cut(np.array([1, 1, 1], dtype=object), equation=False, tol=0) is None


def test_cutting_a_tetrahedron_keeps_no_point_that_is_not_a_vertex():
    solid = Polytope.simplex(4, exact=False).cut(np.array([1.0, 1.0, -1.0, -1.0]), equation=True, tol=1e-12)
    assert len(solid) == 4
    square = solid.cut(np.array([1.0, -1.0, 0.0, 0.0]), equation=False, tol=1e-12)
    assert len(square) == 4
    assert square.dimension == 2


def test_a_condition_that_is_never_negative_holds_on_faces_only():
    # One equation that is always met; the condition x_1 y_1 <= 0 leaves no profile that uses every action.
    x1y1 = np.array([[0, 0], [0, 1]], dtype=object)
    zero = np.zeros((2, 2), dtype=object)
    assert equilibrium_pieces(np.stack([zero, zero, x1y1]), 2, 0) == []


def test_a_condition_cuts_a_square():
    zero = np.zeros((2, 2))
    condition = np.array([[-1.0, 1.0], [-1.0, 1.0]])  # second player's second action at most one half
    (piece,) = equilibrium_pieces(np.stack([zero, zero, condition]), 2, 1e-12)
    assert isinstance(piece, Piece)
    assert piece.dimension == 2
    assert sorted(p[1][1] for p in piece.members(1e-12)) == [0, 0, 0.5, 0.5]


def test_a_hyperbola_has_two_ends():
    # x y = 1/2 in the second actions' probabilities: from (1/2, 1) to (1, 1/2).
    equation = np.array([[-1, -1], [-1, 1]], dtype=object)
    (arc,) = equilibrium_pieces(np.stack([equation, 0 * equation]), 2, 0)
    assert isinstance(arc, Arc)
    ends = {tuple(p[1] for p in point) for point in arc.members(0)[:2]}
    assert ends == {(Fraction(1, 2), 1), (1, Fraction(1, 2))}
    middle = arc.members(0)[2]
    assert middle[0][1] * middle[1][1] == Fraction(1, 2)


def test_linear_systems_have_exact_roots():
    # 7 y = 3 and 11 x = 5 in the second actions' probabilities.
    x = np.array([[0, 0], [1, 1]], dtype=object)
    equations = np.stack([7 * x.T - 3, 11 * x - 5])
    root = exact_root(equations, [np.array([0.5, 0.5]), np.array([0.5, 0.5])])
    assert [p[1] for p in root] == [Fraction(5, 11), Fraction(3, 7)]


def test_the_ends_of_a_region_are_also_where_two_conditions_meet():
    # In the second actions' probabilities: x y >= 1/4, (1 - x)(1 - y) >= 1/16; where both tie, x + y = 19/16.
    zero = np.zeros((2, 2), dtype=object)
    first = np.array([[1, 1], [1, -3]], dtype=object)  # 1 - 4 x y
    second = np.array([[-15, 1], [1, 1]], dtype=object)  # 1 - 16 (1 - x)(1 - y)
    (piece,) = equilibrium_pieces(np.stack([zero, zero, first, second]), 2, 0) or [None]
    ends = [tuple(p[1] for p in point) for point in piece.members(0)]
    assert len(ends) == 2
    for x, y in ends:
        assert x + y == Fraction(19, 16)
        assert sympy.expand(x * y) == Fraction(1, 4)
