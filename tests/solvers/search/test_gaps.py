from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers._search.gaps import Gaps, same_action


def first_gains(own, *, exact: bool = False) -> tuple[np.ndarray, Gaps]:
    """The first player's gains by the second action over the first, of one more player with as many actions."""
    own = np.array(own, dtype=object if exact else float)
    gaps = Gaps(NormalFormGame(np.stack([own, 0 * own])))
    return gaps.nearest[0][1, 0], gaps


def test_the_same_decimal_computed_in_two_ways_is_a_tie():
    gains, _ = first_gains([[0.1 + 0.2, 0.0, 1.0], [0.3, 1.0, 0.0]])
    assert 0.1 + 0.2 != 0.3
    assert gains.tolist() == [0, 1, -1]


def test_what_is_more_than_rounding_is_none():
    gains, _ = first_gains([[1.0, 0.0], [1.0 + 1e-13, 1.0]])
    assert gains.tolist() == [pytest.approx(1e-13, rel=1e-2), 1]


@pytest.mark.parametrize("penalty", [-1e5, -1e12])
def test_a_penalty_elsewhere_makes_no_tie(penalty):
    gains, _ = first_gains([[0.0, 0.0], [1e-6, penalty]])
    assert gains.tolist() == [1e-6, penalty]


def test_a_constant_makes_no_tie_of_what_is_at_stake():
    gains, gaps = first_gains([[1e9, 1e9 + 1], [1e9 + 1e-6, 1e9]])
    assert gains[0] == pytest.approx(1e-6, abs=1e-7)
    assert gains[1] == -1
    assert 1e-11 < gaps.slack[0].max() <= 1e-10  # a share of what is at stake, not of the constant


def test_exact_differences_of_floats_are_those_of_the_fractions_that_they_are():
    gains, gaps = first_gains([[0.1, 0.1 + 0.2], [0.7, 0.3]])
    assert gaps.exact[0][1, 0].tolist() == [Fraction(0.7) - Fraction(0.1), 0]
    assert float(gaps.exact[0][1, 0, 0]) == gains[0]


def test_ties_have_no_slack_and_exact_payoffs_none_at_all():
    _, gaps = first_gains([[0.5, 1.0], [0.5, 3.0]])
    assert gaps.slack[0][1, 0].tolist() == [0, 3 * 2.0**-48]
    assert gaps.most_slack[0] >= 3 * 2.0**-48
    assert first_gains([[1, 2], [1, 3]], exact=True)[1].slack is None


def test_payoffs_near_the_largest_float_do_not_overflow():
    gains, _ = first_gains([[-1.5e308, 0.0], [1.5e308, 1e300]])
    assert np.isfinite(gains).all()
    assert gains[0] / gains[1] == pytest.approx(3e8)


def test_denormal_payoffs_are_told_apart():
    gains, _ = first_gains([[0.0, 5e-324], [5e-324, 0.0]])
    assert gains.tolist() == [5e-324, -5e-324]


def test_exact_differences_that_no_float_holds_are_reported():
    assert not first_gains([[0, 0], [10**700, Fraction(1, 10**700)]], exact=True)[1].faithful
    gains, gaps = first_gains([[0, 0], [10**700, 3 * 10**699]], exact=True)
    assert gaps.faithful
    assert gains.tolist() == [1, pytest.approx(0.3)]


def test_actions_are_the_same_when_nobody_can_tell_them_apart():
    payoffs = np.random.default_rng(0).uniform(size=(3, 3, 2, 2))
    payoffs[:, 2] = payoffs[:, 0] * (1 + 2e-16)
    payoffs[2, 1] = payoffs[2, 0]
    same = same_action(NormalFormGame(payoffs))
    assert same(0, 0, 2)
    assert not same(0, 0, 1)
    assert not same_action(NormalFormGame(payoffs).to_exact())(0, 0, 2)
