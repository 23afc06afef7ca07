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
