import numpy as np
import pytest
from sympy import Rational, sqrt, symbols

from alignment_games import InvalidModelError, NormalFormGame, UnsupportedGameError
from alignment_games.symbolic import boundary_curves, conditions

x, y, z = symbols("x y z", positive=True)


def disc():
    game = NormalFormGame(
        [[5 - (x - 2) ** 2 - (y - 2) ** 2, 0, x - y + 4 - (x - 2) ** 2 - (y - 2) ** 2]], ["A"], [["in", "out", "up"]]
    )
    return conditions(game, "in")


def test_points_lie_exactly_on_the_curve_and_only_where_the_other_conditions_hold():
    for curve in boundary_curves(disc(), x, y):
        for value in (Rational(1, 2), Rational(3, 2), 3):
            for root in curve.at(value):
                assert curve.polynomial.as_expr().subs({x: value, y: root}).expand() == 0
                assert all(e.subs({x: value, y: root}) >= 0 for e in curve.others)


def test_a_circle_with_its_turning_points():
    game = NormalFormGame([[2 - (x - 2) ** 2 - (y - 2) ** 2, 0]], ["A"], [["in", "out"]])
    (circle,) = boundary_curves(conditions(game, "in"), x, y)
    assert circle.critical() == (2 - sqrt(2), 2 + sqrt(2))
    assert circle.at(2) == (2 - sqrt(2), 2 + sqrt(2))
    assert circle.at(1) == (1, 3)
    assert circle.at(4) == ()
    points = circle.points(np.linspace(1, 3, 9))
    assert points.shape == (18, 2)
    np.testing.assert_allclose((points[:, 0] - 2) ** 2 + (points[:, 1] - 2) ** 2, 2, atol=1e-12)


def test_bad_input_is_refused():
    with pytest.raises(InvalidModelError, match="unknown symbol 'w'"):
        boundary_curves(disc(), x, "w")
    other = NormalFormGame([[x - y * z, 0]], ["A"], [["in", "out"]])
    with pytest.raises(UnsupportedGameError, match="put numbers in for z"):
        boundary_curves(conditions(other, "in"), x, y)
