import numpy as np
import pytest

from alignment_games.estimation.calibration import calibration


def test_groups_hold_everybody_in_rising_order_with_equal_expectation():
    rng = np.random.default_rng(0)
    given = rng.uniform(0.01, 0.5, 2000)
    came_true = rng.uniform(size=2000) < given
    groups = calibration("all", given, came_true, groups=8)
    assert len(groups) == 8
    assert sum(each.count for each in groups) == 2000
    assert [each.given for each in groups] == sorted(each.given for each in groups)
    assert sum(each.count * each.share for each in groups) == pytest.approx(came_true.sum())
    np.testing.assert_allclose([each.count * each.given for each in groups], given.sum() / 8, atol=0.6)
    # Chances that are right: shares lie within four of their errors.
    assert all(abs(each.share - each.given) < 4 * each.error for each in groups)


def test_ties_stay_together_whatever_the_order():
    given = np.array([0.2, 0.8, 0.2, 0.8, 0.2, 0.2])
    came_true = np.array([1, 1, 0, 0, 0, 0], dtype=bool)
    found = calibration("ties", given, came_true)
    turned = calibration("ties", given[::-1], came_true[::-1])
    assert found == turned
    assert [(each.count, each.share) for each in found] == [(4, 0.25), (2, 0.5)]
    assert [each.given for each in found] == pytest.approx([0.2, 0.8])


def test_nothing_expected_is_one_group():
    (found,) = calibration("none", np.zeros(3), np.zeros(3, dtype=bool))
    assert (found.count, found.given, found.share, found.error) == (3, 0, 0, 0)
