from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product

import numpy as np
import sympy

from alignment_games.solvers._search.components import equilibrium_pieces
from alignment_games.solvers._search.factors import Curve, Flat, Surface, uses_all
from alignment_games.solvers._search.supports import ExactSystem


def pieces(rows, own, slack=None):
    return equilibrium_pieces(ExactSystem(np.stack(rows), slack, own))


def fractions(values) -> np.ndarray:
    return np.vectorize(Fraction, otypes=[object])(np.array(values, dtype=object))


def test_a_condition_that_is_never_negative_holds_on_faces_only():
    # One equation that is always met; the condition x_1 y_1 <= 0 leaves no profile that uses every action.
    x1y1 = np.array([[0, 0], [0, 1]], dtype=object)
    zero = np.zeros((2, 2), dtype=object)
    assert pieces([zero, zero, x1y1], (0, 1)) == []


def test_a_condition_cuts_a_square():
    zero = fractions(np.zeros((2, 2)))
    condition = fractions([[-1, 1], [-1, 1]])  # second player's second action at most one half
    (piece,) = pieces([zero, zero, condition], (0, 1))
    assert piece.dimension == 2
    assert sorted(p[1][1] for p in piece.members()) == [0, 0, Fraction(1, 2), Fraction(1, 2)]


def test_a_hyperbola_has_two_ends():
    # x y = 1/2 in the second actions' probabilities: from (1/2, 1) to (1, 1/2).
    equation = np.array([[-1, -1], [-1, 1]], dtype=object)
    (piece,) = pieces([equation, 0 * equation], (0, 1))
    curve = piece.factors[0]
    assert isinstance(curve, Curve)
    ends = {tuple(p[1] for p in point) for point in curve.members()[:2]}
    assert ends == {(Fraction(1, 2), 1), (1, Fraction(1, 2))}
    middle = curve.members()[2]
    assert middle[0][1] * middle[1][1] == Fraction(1, 2)


def test_a_player_whom_no_row_concerns_multiplies_a_curve():
    # x y = 1/2 again; the third player mixes as he likes: a surface with the curve's ends at both his actions.
    equation = np.broadcast_to(np.array([[-1, -1], [-1, 1]], dtype=object)[..., None], (2, 2, 2))
    (piece,) = pieces([0 * equation, 0 * equation, equation], (0, 1, 2))
    assert piece.dimension == 2
    assert len(piece.members()) == 3 * 2
    assert {tuple(x.tolist()) for _, _, x in piece.members()} == {(1, 0), (0, 1)}
    assert all(x[1] * y[1] == Fraction(1, 2) for x, y, _ in piece.members())


def test_players_whom_different_rows_concern_have_independent_sets():
    # x y = 1/2 for the first two, 2 z = 1 and w = 1/3 for the others: a curve times a point.
    curve = np.broadcast_to(np.array([[-1, -1], [-1, 1]], dtype=object)[:, :, None, None], (2, 2, 2, 2))
    third = np.broadcast_to(np.array([-1, 2], dtype=object), (2, 2, 2, 2))
    fourth = np.broadcast_to(np.array([-1, 1], dtype=object)[:, None], (2, 2, 2, 2))
    (piece,) = pieces([curve, 0 * curve, third, fourth], (2, 0, 2, 3))
    assert piece.dimension == 1
    assert {(z[1], w[1]) for *_, z, w in piece.members()} == {(Fraction(1, 2), Fraction(1, 3))}


def test_one_equation_of_three_players_is_a_surface():
    # x + y + z = 3/2 in the second actions' probabilities: a hexagon, which meets the cube's edges at six points.
    corners = [sum(c) - Fraction(3, 2) for c in product((0, 1), repeat=3)]
    equation = np.array(corners, dtype=object).reshape(2, 2, 2)
    (piece,) = pieces([equation, 0 * equation, 0 * equation], (0, 1, 2))
    assert isinstance(piece.factors[0], Surface)
    assert piece.dimension == 2
    seconds = {tuple(x[1] for x in point) for point in piece.members()}
    assert seconds == set(permutations((0, Fraction(1, 2), 1)))


def test_a_value_within_the_slack_is_left_open():
    row = fractions([[-1, -1], [1, 1]])
    condition = fractions([[Fraction(2, 10**16) - 1, -1], [1, -1]])  # 1e-16 in the middle
    none = np.zeros((3, 2, 2))
    assert pieces([row, 0 * row, condition], (0, 1), none) is not None
    assert pieces([row, 0 * row, condition], (0, 1), none + 1e-15) is None


def test_the_ends_of_a_region_are_also_where_two_conditions_meet():
    # In the second actions' probabilities: x y >= 1/4, (1 - x)(1 - y) >= 1/16; where both tie, x + y = 19/16.
    zero = np.zeros((2, 2), dtype=object)
    first = np.array([[1, 1], [1, -3]], dtype=object)  # 1 - 4 x y
    second = np.array([[-15, 1], [1, 1]], dtype=object)  # 1 - 16 (1 - x)(1 - y)
    (piece,) = pieces([zero, zero, first, second], (0, 1))
    assert isinstance(piece.factors[0], Flat)
    ends = [tuple(p[1] for p in point) for point in piece.members()]
    assert len(ends) == 2
    for x, y in ends:
        assert x + y == Fraction(19, 16)
        assert sympy.expand(x * y) == Fraction(1, 4)


def test_a_point_on_a_face_does_not_use_all():
    assert uses_all([np.array([0.5, 0.5]), np.array([1.0])])
    assert not uses_all([np.array([0.5, 0.5]), np.array([1.0, 0.0])])
