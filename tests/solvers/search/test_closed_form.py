from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest

from alignment_games.game.best_reply import deviation_payoffs
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import Status, SupportEnumeration, solve
from alignment_games.solvers._search.closed_form import closed_form_equilibria
from tests.solvers.test_support_enumeration_proofs import by_formula


def second(profiles) -> list[list[float]]:
    """The probabilities of the second actions, in an order of their own."""
    return sorted([float(own[1]) for own in profile] for profile in profiles)


def index(payoffs: np.ndarray, profile) -> float:
    """The sign of det(-f') by differences, f the gains of those who mix by their second action."""
    mixing = [i for i, own in enumerate(profile) if 0 < own[1] < 1]
    slopes = np.zeros((len(mixing), len(mixing)))
    for row, i in enumerate(mixing):
        for column, j in enumerate(mixing):
            if i != j:
                ends = [[np.eye(2)[a] if k == j else np.asarray(own) for k, own in enumerate(profile)] for a in (0, 1)]
                at = [deviation_payoffs(payoffs, end)[i] for end in ends]
                slopes[row, column] = (at[1][1] - at[1][0]) - (at[0][1] - at[0][0])
    return np.sign(np.linalg.det(-slopes)) if mixing else 1


@pytest.mark.parametrize("unit", [1, 1e-9, 1e9])
def test_agrees_with_formulas_in_fractions(unit: float):
    for seed in range(20):
        payoffs = np.random.default_rng([seed, 3]).choice([-1, 0, 2, 5, 9.0], size=(3, 2, 2, 2)) * unit
        payoffs += np.random.default_rng(seed).uniform(size=(3, 2, 2, 2)) * unit
        found = closed_form_equilibria(NormalFormGame(payoffs))
        expected = sorted([float(x) for x in point] for point in by_formula(payoffs))
        assert found is not None
        assert np.allclose(second(profile for profile, _ in found), expected, rtol=0, atol=1e-12)
        assert [sign for _, sign in found] == [index(payoffs, profile) for profile, _ in found]


def near_double(square: float, noise: np.ndarray) -> np.ndarray:
    """Three who are indifferent at (1 - t, t, t) where 4 t (1 - t) = 1 - square, but for some noise."""
    payoffs = noise.copy()
    for at in product((0, 1), repeat=3):
        x, y, z = at
        for player, gain in enumerate((z - y, x + z - 1, 4 * x * y - 1 + square)):
            payoffs[(player, *at)] += at[player] * gain
    return payoffs


def mixing(payoffs: np.ndarray) -> int:
    return sum(all(0 < x < 1 for x in point) for point in by_formula(payoffs))


def test_where_two_equilibria_become_one_they_are_told_or_left_to_the_search():
    """Between a game with two in which all mix and one with none there is a game with a double one."""
    told = Counter()
    for seed in range(3):
        noise = np.random.default_rng([seed, 11]).uniform(-0.1, 0.1, size=(3, 2, 2, 2))
        low, high = -0.5, 0.5
        while high - low > 1e-15:
            middle = (low + high) / 2
            low, high = (middle, high) if mixing(near_double(middle, noise)) == 0 else (low, middle)
        for digits, sign in product(range(3, 16), (-1, 1)):
            payoffs = near_double(high + sign * 10.0**-digits, noise)
            found = closed_form_equilibria(NormalFormGame(payoffs))
            if found is not None:
                expected = sorted([float(x) for x in point] for point in by_formula(payoffs))
                assert np.allclose(second(profile for profile, _ in found), expected, rtol=0, atol=1e-8)
            told[digits, sign] += found is not None
    assert all(told[digits, sign] == 3 for digits, sign in product(range(3, 9), (-1, 1)))
    assert not any(told[digits, sign] for digits, sign in product((14, 15), (-1, 1)))


def test_the_solver_says_that_nothing_is_missing():
    solution = solve(NormalFormGame(np.random.default_rng(0).uniform(size=(3, 2, 2, 2))), SupportEnumeration())
    assert solution.status is Status.ALL
    assert solution.stats["index_sum"] == 1
    assert solution.stats["cells"] == 0
    assert solution.degenerate is False


@pytest.mark.parametrize("gap", [0.0, 1e-11])
def test_ties_are_left_to_the_search(gap: float):
    payoffs = np.random.default_rng(1).uniform(size=(3, 2, 2, 2))
    payoffs[0, 1, 0, 0] = payoffs[0, 0, 0, 0] + gap
    assert closed_form_equilibria(NormalFormGame(payoffs)) is None


@pytest.mark.parametrize("small", [1e-9, 1.0001e-4, 2e-4])
def test_probabilities_that_lose_digits_are_left_to_the_search(small: float):
    # Matching pennies of two, of whom the first plays the second action with probability small / (1 + small).
    # The third player has a better action, whatever they do.
    payoffs = np.zeros((3, 2, 2, 2))
    payoffs[0, 1, 0], payoffs[0, 1, 1] = 1, -1
    payoffs[1, 0, 1], payoffs[1, 1, 1] = -small, 1
    payoffs[2, :, :, 1] = 1
    found = closed_form_equilibria(NormalFormGame(payoffs))
    if small < 1.1e-4:
        assert found is None
    else:
        assert [[own[1] for own in profile] for profile, _ in found] == [pytest.approx([small / (1 + small), 0.5, 1])]


@pytest.mark.parametrize("scale", [1e-300, 1e300])
def test_ranges_beyond_scaling_are_left_to_the_search(scale: float):
    payoffs = np.random.default_rng(1).uniform(size=(3, 2, 2, 2))
    assert closed_form_equilibria(NormalFormGame(payoffs)) is not None
    assert closed_form_equilibria(NormalFormGame(payoffs * scale)) is None


def test_payoffs_of_which_rounding_may_be_a_share_of_the_gains_are_left_to_the_search():
    payoffs = np.random.default_rng(1).uniform(size=(3, 2, 2, 2))
    assert closed_form_equilibria(NormalFormGame(payoffs + 10)) is not None
    assert closed_form_equilibria(NormalFormGame(payoffs + 1e9)) is None


def test_other_games_are_not_its_affair():
    payoffs = np.random.default_rng(1).uniform(size=(3, 2, 2, 2))
    assert closed_form_equilibria(NormalFormGame(payoffs).to_exact()) is None
    assert closed_form_equilibria(NormalFormGame(np.random.default_rng(1).uniform(size=(3, 3, 2, 2)))) is None
