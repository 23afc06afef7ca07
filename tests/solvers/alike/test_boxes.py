from itertools import product

import numpy as np
import pytest

from alignment_games.solvers._alike.boxes import _certified, nowhere, roots, value_at

#: (x - 3/10) (x - 7/10), times 100, and x - y, both of degree 2 in x and 1 in y.
TWO = np.array([[21.0, 21.0], [-29.0, -29.0], [21.0, 21.0]])
EQUAL = np.array([[0.0, -1.0], [0.5, -0.5], [1.0, 0.0]])


def test_all_roots_are_found_and_certified():
    found = roots(np.stack([TWO, EQUAL]))
    assert found.proven
    assert np.allclose(sorted(found.points.tolist()), [[0.3, 0.3], [0.7, 0.7]], rtol=0, atol=1e-13)


def test_of_roots_in_either_order_one_may_be_asked_for():
    mirrored = np.array([[-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0]])  # y = 1/2: below .7, above .3
    assert roots(np.stack([np.hstack([TWO, TWO[:, :1]]), mirrored]), orders=[(0, 1)]).points.tolist() == [
        [pytest.approx(0.7, abs=1e-13), pytest.approx(0.5, abs=1e-13)]
    ]


def test_roots_where_a_gain_is_positive_are_left_out():
    above = np.array([[-1.0, -1.0], [0.0, 0.0], [1.0, 1.0]])  # 2x - 1
    found = roots(np.stack([TWO, EQUAL]), above[None])
    assert found.proven
    assert np.allclose([0.3, 0.3], found.points[found.points[:, 0] < 0.5], rtol=0, atol=1e-13)


@pytest.mark.parametrize("most_boxes", [100, 3])
def test_a_double_root_is_not_called_proven(most_boxes):
    double = np.array([[1.0], [-2.0], [4.0]])[:, 0]  # (3x - 1)^2
    found = roots(double[None], most_boxes=most_boxes)
    assert not found.proven
    assert not len(found.points)


def test_nowhere_is_said_of_what_has_no_point():
    falls, rises = np.array([1.0, -1.0]), np.array([-0.4, 0.6])  # x >= 1/2 and x <= .4
    assert nowhere(np.zeros((0, 2)), np.stack([falls, rises]), 100)
    assert not nowhere(falls[None], np.zeros((0, 2)), 100)
    assert not nowhere(np.zeros((0, 2)), np.stack([falls, rises - 0.1]), 100)  # x = 1/2


def test_a_polynomial_is_the_mean_of_its_coefficients_by_binomial_chances():
    assert value_at(TWO, np.array([0.25, 0.9])) == pytest.approx(100 * (0.25 - 0.3) * (0.25 - 0.7), abs=1e-13)


def test_a_place_beside_a_root_is_not_certified():
    both = np.stack([TWO, EQUAL])
    assert _certified(both, np.array([0.3, 0.3]), 1e-15)
    for root in ([0.3, 0.30001], [0.30001, 0.3], [0.29999, 0.29999], [0.4, 0.6]):
        assert not _certified(both, np.array(root), 1e-15)


def planted(gap, seed):
    """Two equations of two unknowns with the four roots (a, c), (a, d), (b, c), (b, d), where b is a and the gap."""
    rng = np.random.default_rng(seed)
    (a, d), (c, b) = sorted(rng.uniform(0.1, 0.45, 2)), sorted(rng.uniform(0.55, 0.85, 2))
    b = a + gap
    one, other = (square(*pair)[:, None] + np.zeros((3, 3)) for pair in ((a, b), (c, d)))
    mixture = np.array([[1, rng.uniform(-0.5, 0.5)], [rng.uniform(-0.5, 0.5), 1]])
    return np.tensordot(mixture, np.stack([one, other.T]), axes=1), np.array([(x, y) for x in (a, b) for y in (c, d)])


def square(low, high):
    """Bernstein's coefficients of (x - low) (x - high), of a largest value of about one."""
    return np.array([low * high, low * high - (low + high) / 2, (1 - low) * (1 - high)])


def apart(points, others):
    return abs(points[:, None] - others).max(axis=2).min(axis=1)


@pytest.mark.parametrize("gap", [1e-1, 1e-3, 1e-6, 1e-9, 1e-13])
def test_no_root_that_was_planted_is_missing_where_all_are_proven(gap):
    above = np.array([[[-1.0, -1, -1], [0, 0, 0], [1, 1, 1]]])  # 2 x - 1: only the larger may be there
    for seed, gains in product(range(2), (None, above)):
        equations, expected = planted(gap, seed)
        found = roots(equations, gains, most_boxes=150)
        if found.proven:
            kept = expected if gains is None else expected[expected[:, 0] < 0.5]
            assert len(kept) <= len(found.points) <= len(expected)
            assert max(apart(kept, found.points)) < 1e-8
            assert max(apart(found.points, expected)) < 1e-8
        assert found.proven or gap < 1e-3


def test_of_roots_in_both_orders_those_asked_for_are_kept():
    equations, expected = planted(0.2, 4)
    found = roots(equations, orders=[(0, 1)])
    wanted = expected[expected[:, 0] >= expected[:, 1]]
    assert 0 < len(wanted) < 4
    assert found.proven
    assert len(found.points) == len(wanted)
    assert max(apart(wanted, found.points)) < 1e-9


@pytest.mark.parametrize("seed", range(20))
def test_where_a_point_was_planted_nowhere_is_not_said(seed):
    """Equations that vanish there, gains that are zero there: lines and products in three unknowns."""
    rng = np.random.default_rng(seed)
    point = rng.integers(0, 9, 3) / 8
    lines = rng.integers(-4, 5, (3, 4)) / 8.0
    rows = np.empty((3, 2, 2, 2))
    for at in np.ndindex(2, 2, 2):
        rows[(slice(None), *at)] = lines[:, :3] @ (at - point) + lines[:, 3] * np.prod(at - point)
    for equations in range(3):
        assert not nowhere(rows[:equations], rows[equations:], 200)
        if equations < 2:  # a gain that is positive all over
            assert nowhere(rows[:equations], np.concatenate([rows[equations:], np.full((1, 2, 2, 2), 0.01)]), 200)
