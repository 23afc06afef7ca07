"""Points and curves by elimination, against the equations themselves and against pictures drawn by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import sympy

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import Status, SupportEnumeration, solve
from alignment_games.solvers._search.elimination import parametrised
from tests.tries import tries


def row(function, players=2):
    """A row from a function, linear in each one, of the players' probabilities of their second actions."""
    corners = [function(*corner) for corner in product((0, 1), repeat=players)]
    return np.array(corners, dtype=object).reshape((2,) * players)


def seconds(point):
    return tuple(p[1] for p in point)


def test_a_condition_cuts_a_curve_at_both_its_ends():
    # y = z^2 in disguise: x = z and y = x z; the condition x + y <= 3/4 holds up to z = 1/2.
    equations = [row(lambda x, _, z: x - z, 3), row(lambda x, y, z: y - x * z, 3)]
    found = parametrised(equations, [row(lambda x, y, _: 4 * (x + y) - 3, 3)])
    (curve,) = found.curves
    assert {seconds(p) for p in curve[:2]} == {(0, 0, 0), (Fraction(1, 2), Fraction(1, 4), Fraction(1, 2))}
    x, y, z = seconds(curve[2])
    assert 0 < x == z < Fraction(1, 2)
    assert y == x * z
    assert not found.points
    assert not found.open_at


def test_a_condition_may_leave_two_curves():
    found = parametrised([row(lambda x, z: x - z)], [row(lambda x, z: -(4 * x - 1) * (4 * z - 3))])
    # on x = z the product is positive outside [1/4, 3/4]: the condition holds there, and fails between
    ends = sorted(tuple(sorted(seconds(p)[0] for p in curve[:2])) for curve in found.curves)
    assert ends == [(0, Fraction(1, 4)), (Fraction(3, 4), 1)]


def test_a_tangency_is_a_point():
    # x = z and 4 x z - 2 x - 2 z + 1 = (2 z - 1)^2: the curves touch at one half.
    found = parametrised([row(lambda x, z: x - z), row(lambda x, z: 4 * x * z - 2 * x - 2 * z + 1)], [])
    assert [seconds(p) for p in found.points] == [(Fraction(1, 2), Fraction(1, 2))]
    assert not found.curves


def test_a_condition_that_touches_zero_leaves_a_point():
    found = parametrised([row(lambda x, z: x - z)], [row(lambda x, z: 4 * x * z - 2 * x - 2 * z + 1)])
    assert [seconds(p) for p in found.points] == [(Fraction(1, 2), Fraction(1, 2))]


def test_quadratic_points_are_exact_and_others_are_floats():
    found = parametrised([row(lambda x, z: x - z), row(lambda x, z: 2 * x * z - 1)], [])
    assert [seconds(p) for p in found.points] == [(sympy.sqrt(2) / 2, sympy.sqrt(2) / 2)]
    cubic = [
        row(lambda x, _, z: x - z, 3),
        row(lambda x, y, z: y - x * z, 3),
        row(lambda x, y, _: 2 * x * y - 1, 3),
    ]
    ((x, y, z),) = (seconds(p) for p in parametrised(cubic, []).points)
    assert isinstance(z, float)
    assert z == x == pytest.approx(0.5 ** (1 / 3), abs=1e-15)
    assert y == pytest.approx(0.5 ** (2 / 3), abs=1e-15)


def test_a_player_with_three_actions_is_determined_by_two_equations():
    # weights of player 0: proportional to (1, z, z^2), from w1 = z w0 and w2 = z w1; then w2 = 1/7 gives z = 1/2.
    def equation(first, second):
        table = np.zeros((3, 2), dtype=object)
        table[first, 1] = 1  # z w_first
        table[second] = -1  # - w_second
        return table

    third = np.array([[-1, -1], [-1, -1], [6, 6]], dtype=object)  # 7 w2 = 1
    found = parametrised([equation(0, 1), equation(1, 2), third], [])
    ((weights, (_, z)),) = found.points
    assert z == Fraction(1, 2)
    assert weights.tolist() == [Fraction(4, 7), Fraction(2, 7), Fraction(1, 7)]


def test_where_a_player_is_not_determined_the_point_is_left_open():
    # with z = 1/2 every x will do, which is a curve over x, and with x = 1/3 every z, which is a point of x
    found = parametrised([row(lambda x, z: (2 * z - 1) * (3 * x - 1))], [])
    assert found.hub == 0
    assert found.open_at == [Fraction(1, 3)]
    (curve,) = found.curves
    assert {seconds(p) for p in curve[:2]} == {(0, Fraction(1, 2)), (1, Fraction(1, 2))}


def test_irrational_points_beside_the_edge_keep_their_digits():
    # x = z / 10^60 and 10^60 x z = 1/2: z is sqrt(1/2), x is 60 orders of magnitude smaller.
    tiny = Fraction(1, 10**60)
    equations = [row(lambda x, z: x - tiny * z), row(lambda x, z: 2 * x * z - tiny)]
    ((x, z),) = (seconds(p) for p in parametrised(equations, [], rounded=True).points)
    assert (x, z) == (pytest.approx(np.sqrt(0.5) * 1e-60, rel=1e-15), pytest.approx(np.sqrt(0.5), rel=1e-15))


def test_rounded_rows_give_floats_and_decide_nothing_that_rounding_may():
    equations = [row(lambda x, z: x - z), row(lambda x, z: 2 * x * z - 1)]
    ((x, z),) = (seconds(p) for p in parametrised(equations, [], rounded=True).points)
    assert isinstance(z, float)
    assert x == z == pytest.approx(np.sqrt(0.5), abs=1e-15)
    near = [row(lambda x, _: 2 * x - 1 - Fraction(1, 10**20))]
    assert len(parametrised([row(lambda x, z: x - z), row(lambda _, z: 2 * z - 1)], near).points) == 1
    assert parametrised([row(lambda x, z: x - z), row(lambda _, z: 2 * z - 1)], near, rounded=True) is None


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "count"), [((3, 3, 3), tries(4, of=10)), ((2, 2, 2, 2), tries(8, of=20))])
def test_most_games_full_of_ties_are_proven_complete(shape, count):
    games = np.random.default_rng([*shape, 1]).integers(0, 3, size=(count, len(shape), *shape))
    solutions = [solve(NormalFormGame(payoffs.tolist()), SupportEnumeration()) for payoffs in games]
    assert all(max(equilibrium.regret for equilibrium in solution) <= 1e-10 for solution in solutions)
    assert sum(solution.status is Status.ALL_COMPONENTS for solution in solutions) >= count - 1


def test_a_point_where_a_linear_system_loses_rank_is_left_open_though_another_player_is_not_determined():
    # y0 = y1 and (2 z - 1) y2 = y1 - y0; y0 + y1 = 2 y2; x0 = x1, one equation for three actions of x.
    # By hand: y2 = 0 unless z = 1/2, and then y0 + y1 = 0 cannot be; at z = 1/2, y = (1/3, 1/3, 1/3) with x0 = x1.
    table = np.zeros((4, 3, 3, 2), dtype=object)
    table[0, :, 0], table[0, :, 1] = 1, -1
    table[1, :, 0], table[1, :, 1], table[1, :, 2] = 1, -1, (-1, 1)
    table[2, :, :2], table[2, :, 2] = 1, -2
    table[3, 0], table[3, 1] = 1, -1
    found = parametrised(list(table), [])
    assert found.hub == 2
    assert found.open_at == [Fraction(1, 2)]
    assert not found.points + found.curves


def test_an_equation_that_others_make_zero_everywhere_determines_nobody():
    equations = [row(lambda x, y, _: x - y, 3), row(lambda x, y, z: (x - y) * (2 * z - 1), 3)]
    found = parametrised([*equations, row(lambda x, _, z: x - z, 3)], [])
    (curve,) = found.curves
    assert {seconds(p) for p in curve[:2]} == {(0, 0, 0), (1, 1, 1)}
    x, y, z = seconds(curve[2])
    assert x == y == z
