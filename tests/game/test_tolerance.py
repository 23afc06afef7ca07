from fractions import Fraction

import numpy as np
import pytest

from alignment_games.game.tolerance import RELATIVE_TOLERANCE, equality_tolerances, judge, tolerances
from tests import brute_force

PENNIES = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])
DILEMMA = np.array([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]])


def pure(*actions, size=2):
    return [np.eye(size)[a] for a in actions]


def mixed(p, q):
    return [np.array([p, 1 - p]), np.array([q, 1 - q])]


def test_the_stake_is_what_knowing_the_others_play_is_worth():
    # At (1/2, 1/2) each matching player gets 0 and would get 1 if told: the stake is 1, the regret 0.
    judged = judge(PENNIES, mixed(0.5, 0.5))
    assert judged.regrets.tolist() == [0, 0]
    assert judged.slack.tolist() == [RELATIVE_TOLERANCE] * 2


@pytest.mark.parametrize("seed", range(5))
def test_regrets_follow_the_definition(seed):
    rng = np.random.default_rng(seed)
    payoffs = rng.normal(size=(3, 2, 3, 2))
    profile = [rng.dirichlet(np.ones(m)) for m in (2, 3, 2)]
    exact = [np.array([Fraction(float(p)) for p in own], dtype=object) for own in profile]
    expected = brute_force.regret(np.vectorize(Fraction, otypes=[object])(payoffs), exact)
    assert judge(payoffs, profile).regrets == pytest.approx(expected.astype(float), rel=1e-12)


def test_a_pure_profile_is_compared_directly():
    assert not judge(DILEMMA, pure(0, 0)).passed
    assert judge(DILEMMA, pure(1, 1)).passed
    close = DILEMMA.copy()
    close[0, 1, 1] = 1 - 1e-12
    close[0, 0, 1] = 1
    assert not judge(close, pure(1, 1)).passed


def test_rounding_of_payoffs_is_no_preference():
    noisy = np.array([[[0.1 + 0.2, 0.0], [0.3, 1.0]], [[0.0, 0.0], [0.0, 0.0]]])
    assert judge(noisy, pure(1, 0)).passed
    remainder = np.array([[[0.0, 1.0], [1 - 0.9 - 0.1, 2.0]], [[0.0, 0.0], [0.0, 0.0]]])
    assert judge(remainder, pure(1, 0)).passed


@pytest.mark.parametrize("penalty", [-1e4, -2e10, -1e12, -1e300])
def test_a_penalty_that_carries_no_weight_widens_nothing(penalty):
    game = np.full((2, 3, 3), penalty)
    game[:, :2, :2] = DILEMMA
    assert not judge(game, pure(0, 0, size=3)).passed
    assert judge(game, pure(0, 0, size=3)).regrets.tolist() == [2, 2]
    assert judge(game, pure(1, 1, size=3)).passed


def test_a_penalty_with_weight_counts_by_its_weight():
    # The second player deters with 1e12 at chance 1e-12: the first is indifferent, and what is at stake is one.
    game = np.array([[[-1e12, 1.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]])
    q = 1 / (1 + 1e12)
    judged = judge(game, [np.array([0.5, 0.5]), np.array([q, 1 - q])])
    assert judged.passed
    assert judged.slack[0] < 2 * RELATIVE_TOLERANCE
    assert not judge(game, [np.array([0.5, 0.5]), np.array([q * (1 + 1e-6), 1 - q])]).passed


@pytest.mark.parametrize("scale", [2.0**-1000, 1e-9, 1.0, 1e9, 2.0**1000])
def test_units_change_nothing(scale):
    assert judge(PENNIES * scale, mixed(0.5, 0.5)).passed
    assert not judge(PENNIES * scale, mixed(0.5, 0.5 + 1e-9)).passed
    assert judge(PENNIES * scale, mixed(0.5, 0.5 + 1e-12)).passed
    assert tolerances(PENNIES * scale, 2) == pytest.approx(tolerances(PENNIES, 2) * scale, rel=1e-12)


def test_payoffs_at_the_ends_of_floats():
    assert judge(PENNIES * 1e308, mixed(0.5, 0.5)).passed
    assert not judge(DILEMMA * (1.7e308 / 5), pure(0, 0)).passed
    assert judge(PENNIES * 5e-324, mixed(0.5, 0.5)).passed
    assert not judge(DILEMMA * 5e-324, pure(0, 0)).passed
    assert np.isfinite(tolerances(PENNIES * 1.7e308, 2)).all()


def test_a_large_constant_does_not_pass_for_indifference():
    offset = DILEMMA + 1e9
    assert not judge(offset, pure(0, 0)).passed
    gap = offset.copy()
    gap[0, 0, 1] = np.nextafter(gap[0, 1, 1], np.inf)
    assert not judge(gap, pure(1, 1)).passed


def test_exact_games_have_no_tolerance():
    exact = np.array([[[Fraction(1), 0], [Fraction(1, 3), 2]], [[1, 0], [0, 1]]], dtype=object)
    assert tolerances(exact, 2).tolist() == equality_tolerances(exact, 2).tolist() == [0, 0]


@pytest.mark.parametrize("unit", [Fraction(1), Fraction(10**400), Fraction(1, 10**400)], ids=["1", "1e400", "1e-400"])
def test_exact_payoffs_beyond_the_floats_are_judged_as_in_other_units(unit):
    pennies = np.array([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]], dtype=object) * unit
    assert judge(pennies, mixed(0.5, 0.5)).passed
    off = judge(pennies, mixed(0.5, 0.75))
    assert not off.passed
    assert off.regrets.max() == unit / 2  # at a chance of 3/4 for the second, the first gains 1/2
