"""All equilibria by branch and prune beside all equilibria by paths, a method that shares nothing with it."""

from __future__ import annotations

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import SupportEnumeration, solve
from tests.oracles.closed_forms import volunteers_dilemma, volunteers_dilemma_equilibria
from tests.oracles.path_following import equilibria, ways_to_charge
from tests.tries import tries


@pytest.mark.parametrize(
    ("size", "paths"), [((2, 2), 1), ((2, 2, 2), 2), ((2,) * 4, 9), ((2,) * 5, 44), ((3, 3, 3), 10), ((3, 3, 2), 4)]
)
def test_there_are_as_many_paths_as_mckelvey_and_mclennan_count(size, paths):
    assert len(ways_to_charge(size)) == paths


@pytest.mark.slow
@pytest.mark.parametrize("n", [2, 3, 4])
def test_paths_lead_to_every_equilibrium_of_the_volunteers_dilemma(n):
    (found,) = equilibria(volunteers_dilemma(n, 0.25).to_float().payoffs[None])
    expected = np.array(volunteers_dilemma_equilibria(n, 0.25))
    assert len(found) == len(expected) == 2**n - 1
    assert np.abs(found[:, None, 1::2] - expected[None]).max(axis=-1).min(axis=0).max() < 1e-9


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shape", "few", "many"),
    [((3, 3), 8, 20), ((3, 4), 4, 10), ((2, 2, 2), 8, 20), ((2, 2, 2, 2), 2, 4), ((3, 2, 3), 1, 3), ((3, 3, 3), 1, 2)],
)
def test_random_games_have_the_equilibria_that_paths_lead_to(shape, few, many):
    games = np.random.default_rng(shape).uniform(size=(tries(few, of=many), len(shape), *shape))
    for payoffs, expected in zip(games, equilibria(games), strict=True):
        solution = solve(NormalFormGame(payoffs), SupportEnumeration())
        found = np.array([np.concatenate(e.profile) for e in solution])
        assert solution.complete
        assert len(found) == len(expected)
        assert np.abs(found[:, None] - expected[None]).max(axis=-1).min(axis=1).max() < 1e-8


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "few", "many"), [((2, 2, 2), 6, 10), ((2, 2, 2, 2), 2, 4), ((3, 3, 3), 1, 2)])
def test_nothing_that_paths_find_in_games_of_ties_is_missing(shape, few, many):
    """Isolated equilibria must be listed; others must lie between the ends of a continuum, player by player."""
    size = (tries(few, of=many), len(shape), *shape)
    games = np.random.default_rng([*shape, 0]).integers(0, 3, size=size).astype(float)
    complete = 0
    for payoffs, expected in zip(games, equilibria(games), strict=True):
        solution = solve(NormalFormGame(payoffs.astype(int).tolist()), SupportEnumeration())
        found = np.array([np.concatenate(e.profile) for e in solution], dtype=float)
        boxes = [found[list(component.members)] for component in solution.components]
        complete += solution.complete
        for row in expected if solution.complete else []:
            listed = np.abs(found - row).max(axis=1).min() < 1e-5
            assert listed or any(((e.min(0) - 1e-5 <= row) & (row <= e.max(0) + 1e-5)).all() for e in boxes)
    assert complete > 0
