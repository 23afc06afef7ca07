import numpy as np
import pytest

from alignment_games.estimation.selecting.cutting import CutSet


def ball(centre, radius):
    def inequalities(point):
        apart = point - centre
        return np.array([apart @ apart - radius**2]), 2 * apart[None]

    return inequalities


def test_a_ball_is_bounded_by_its_radius():
    centre = np.array([1.0, -2.0, 0.5])
    cut = CutSet(ball(centre, 0.75), 3, 50.0)
    inside, bound, _ = cut.centre()
    assert np.linalg.norm(inside - centre) < 0.75
    assert bound <= 0
    for k in range(3):
        for side in (1, -1):
            low, met = cut.least(side * np.eye(3)[k], inside)
            exact = side * centre[k] - 0.75
            assert low <= exact + 1e-9
            assert exact - 1e-8 <= met
            assert met - low < 1e-5


def test_an_empty_set_is_proven_empty_by_shares_of_tangents():
    def inequalities(point):  # two balls that do not meet
        parts = [ball(np.array([x, 0.0]), 1.0)(point) for x in (-2.0, 2.0)]
        return np.concatenate([each[0] for each in parts]), np.concatenate([each[1] for each in parts])

    cut = CutSet(inequalities, 2, 50.0)
    point, bound, shares = cut.centre()
    assert bound > 0
    assert inequalities(point)[0].max() >= bound
    assert shares.sum() == pytest.approx(1)
    mean, right = shares @ cut.rows, shares @ cut.rights  # their mean is at least the bound all over the box
    assert -abs(mean).sum() * cut.box - right == pytest.approx(bound, abs=1e-6)


def test_a_set_without_end_reaches_the_box():
    cut = CutSet(lambda point: (np.array([-point[0]]), np.array([[-1.0, 0.0]])), 2, 50.0)
    inside, _, _ = cut.centre()
    assert cut.least(np.array([-1.0, 0.0]), inside) == (-np.inf, pytest.approx(-50))
