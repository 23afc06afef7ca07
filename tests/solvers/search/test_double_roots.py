"""Around double roots of which everything is known: where no other root is, and what lies there."""

from fractions import Fraction

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.solvers import SupportEnumeration, with_indices
from alignment_games.solvers._search.cells import Cells
from alignment_games.solvers._search.double_roots import double_root


def equations(n, gains):
    """Players of two actions, one equation for each: values at pure play of all."""
    rows = np.empty((n, *[2] * n), dtype=object)
    for at in np.ndindex(*[2] * n):
        rows[(slice(None), *at)] = [Fraction(gain) for gain in gains(*at)]
    return rows


def near(*second):
    return [np.array([1 - p, p]) for p in second]


def cubic(other):
    """Where z = y and x = 1 - y, the last is 4 (y - 1/2)^2 (y - other)."""
    a, b, c = 4, -4 - 4 * other, 1 + 4 * other  # y^3, y^2, y; y z and x y = y - y^2 take the powers
    return equations(
        4, lambda x, y, z, w: (z - y, w - y, x + y - 1, a * y * z * (1 - x) + b * y * z + c * y - Fraction(other))
    )


def test_the_root_is_read_in_fractions_and_alone_in_a_box():
    root = double_root(equations(3, lambda x, y, z: (z - y, x + z - 1, 4 * x * y - 1)), near(0.50003, 0.49998, 0.5))
    assert all((x == Fraction(1, 2)).all() for x in root.point)
    assert root.radius > 0.05
    # Along the direction in which the root is double, one coordinate moves, by as much as one probability.
    assert sorted(abs(root.coordinates @ [-1, 1, 1])) == [0, 0, 1]


@pytest.mark.parametrize("away", [Fraction(1, 4), Fraction(1, 50)])
def test_the_box_ends_before_the_next_root(away):
    """The other root lies at 1/2 + away in y, z, w and at 1/2 - away in x."""
    root = double_root(cubic(Fraction(1, 2) + away), near(0.5, 0.5, 0.5, 0.5))
    step = np.array([-1.0, 1, 1, 1]) * float(away)
    assert abs(root.coordinates @ step).max() > root.radius > 0.01 * float(away)


def cell(corners):
    """One cell of two-action players between pairs of second probabilities."""
    vertices = tuple(np.array([[[1 - p, p] for p in pair]], dtype=float) for pair in corners)
    return Cells(np.array([0]), np.zeros((1, 1, *[2] * len(corners))), np.zeros((1, 1)), vertices)


def test_cells_in_the_box_are_done_with_and_others_not():
    root = double_root(equations(3, lambda x, y, z: (z - y, x + z - 1, 4 * x * y - 1)), near(0.5, 0.5, 0.5))
    r = 0.49 * root.radius
    assert root.holds(cell([(0.5 - r, 0.5 + r)] * 3)).all()
    for player in range(3):
        pairs = [(0.5 - r, 0.5 + r)] * 3
        pairs[player] = (0.5, 0.5 + 2.2 * root.radius)
        assert not root.holds(cell(pairs)).any()
        pairs[player] = (0.5 - 2.2 * root.radius, 0.5)
        assert not root.holds(cell(pairs)).any()


@pytest.mark.parametrize(
    ("gains", "point"),
    [
        (lambda x, y, z: (z - y, x + z - 1, 4 * x * y - 1 + Fraction(1, 100)), (0.5, 0.5, 0.5)),  # none there
        (lambda x, y, z: (z - y, x + z - 1, 2 * x - 3 * y + Fraction(1, 2)), (0.5, 0.5, 0.5)),  # a simple root
        (lambda x, y, z: (z - y, z - y, x * y - Fraction(1, 4)), (0.5, 0.5, 0.5)),  # a curve of roots
        (lambda x, y, z: (y, z, x), (0.0, 0.0, 0.0)),  # regular
        (lambda x, y, z: (y * z, x * z, x * y), (0.0, 0.0, 0.0)),  # all slopes vanish
    ],
)
def test_what_is_no_double_root_is_left(gains, point):
    assert double_root(equations(3, gains), near(*point)) is None


def test_one_equation_of_one_unknown_has_none():
    """Its slope is the same everywhere: where it vanishes with the value, every point is a root."""
    nothing = np.array([[Fraction(0), Fraction(0)]], dtype=object)
    assert double_root(nothing, [np.array([0.5, 0.5])]) is None


def test_a_triple_root_is_left():
    assert double_root(cubic(Fraction(1, 2)), near(0.5, 0.5, 0.5, 0.5)) is None


@pytest.mark.parametrize("arithmetic", [float, object])
def test_five_players_are_settled_where_one_support_has_a_double_root_on_its_boundary(arithmetic):
    """Payoffs 0, 1 or 2; the equations of all five may have 44 solutions. The indices tell that none is missing."""
    payoffs = np.random.default_rng(226).integers(0, 3, (5, *[2] * 5)).astype(arithmetic)
    solution = ag.solve(ag.NormalFormGame(payoffs), SupportEnumeration())
    assert solution.complete
    assert with_indices(solution).stats["index_sum"] == 1


@pytest.mark.parametrize(("a", "radius"), [(1, 0.25), (3, 0.0625)])
def test_the_radius_is_what_the_terms_allow(a, radius):
    """With u, v, w from the middle: v - w + a v w, three times w - u + a u w, u - v + a u v, singular along (1, 1, 1).

    By hand kappa is 2 a r and h at most a (kappa^2 + 4 kappa) s^2, q = 3 a: kappa may be up to sqrt(7) - 2 = .646.
    """
    half = Fraction(1, 2)

    def gains(x, y, z):
        u, v, w = x - half, y - half, z - half
        return v - w + a * v * w, 3 * (w - u + a * u * w), u - v + a * u * v

    assert double_root(equations(3, gains), near(0.5, 0.5, 0.5)).radius == radius


def test_a_root_off_the_singular_line_is_outside_of_the_box():
    """With u, v, w from the middle: v - u, w - 4 u w and u v + u w, singular along (1, 1, 0).

    The other root is (1, 1, -1) / 4. By hand kappa is 4 r, h at most 2 kappa s^2 and q = 1: r is below 1 / 8.
    """
    half = Fraction(1, 2)

    def gains(x, y, z):
        u, v, w = x - half, y - half, z - half
        return v - u, w - 4 * u * w, u * v + u * w

    root = double_root(equations(3, gains), near(0.5, 0.5, 0.5))
    assert abs(root.coordinates @ np.array([0.25, 0.25, -0.25])).max() > root.radius == 0.0625
