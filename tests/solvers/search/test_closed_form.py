from __future__ import annotations

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import Status, SupportEnumeration, solve
from alignment_games.solvers._search.closed_form import closed_form_equilibria


def rows(profiles) -> np.ndarray:
    return np.array([np.concatenate([np.asarray(p, dtype=float) for p in profile]) for profile in profiles])


@pytest.mark.slow
def test_agrees_with_the_search_of_the_exact_twin():
    for seed in range(60):
        game = NormalFormGame(np.random.default_rng(seed).uniform(size=(3, 2, 2, 2)))
        found = closed_form_equilibria(game)
        assert found is not None
        searched = solve(game.to_exact(), SupportEnumeration())  # exact games are searched cell by cell
        assert searched.complete
        expected, points = rows(e.profile for e in searched), rows(profile for profile, _ in found)
        assert points.shape == expected.shape
        for point in points:
            assert np.abs(expected - point).max(axis=1).min() < 1e-9


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


def test_other_games_are_not_its_affair():
    payoffs = np.random.default_rng(1).uniform(size=(3, 2, 2, 2))
    assert closed_form_equilibria(NormalFormGame(payoffs).to_exact()) is None
    assert closed_form_equilibria(NormalFormGame(np.random.default_rng(1).uniform(size=(3, 3, 2, 2)))) is None
