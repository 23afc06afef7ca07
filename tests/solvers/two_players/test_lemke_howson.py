from __future__ import annotations

import numpy as np
import pytest

from alignment_games.catalogue.known_game import KnownGame
from alignment_games.catalogue.known_games import known_game, known_games
from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import LemkeHowson, Status, VertexEnumeration, solve

NAMED = [known for known in known_games() if known.game.n_players == 2]
STAG_HUNT = known_game("stag hunt").game
named = pytest.mark.parametrize("known", NAMED, ids=lambda known: known.name)


@named
def test_every_end_is_an_extreme_equilibrium(known: KnownGame):
    solution = solve(known.game, LemkeHowson())
    everything = [np.concatenate(e.profile).astype(float) for e in solve(known.game, VertexEnumeration())]
    assert solution.status is Status.SOME
    assert len(solution) >= 1
    for equilibrium in solution:
        flat = np.concatenate(equilibrium.profile).astype(float)
        assert any(np.allclose(flat, other, atol=1e-9) for other in everything)


def test_finds_one_in_every_random_game():
    rng = np.random.default_rng(1)
    for shape in [(2, 2), (3, 3), (3, 5), (5, 2)] * 5:
        solution = solve(NormalFormGame(rng.random((2, *shape))), LemkeHowson())
        assert len(solution) >= 1


def test_one_label_gives_one_path():
    solution = solve(STAG_HUNT, LemkeHowson(("Bob", "hare")))
    assert [e.actions for e in solution] == [("hare", "hare")]


def test_an_unknown_action_is_named():
    with pytest.raises(InvalidModelError, match="unknown action of Bob 'har'; did you mean 'hare'"):
        solve(STAG_HUNT, LemkeHowson(("Bob", "har")))


def test_a_path_that_is_cut_short_says_so():
    game = NormalFormGame([np.eye(3), np.eye(3)])
    with pytest.raises(NotConvergedError, match="did not converge"):
        solve(game, LemkeHowson(most_steps=1))


@pytest.mark.parametrize("size", [60, 200])
def test_large_games_have_one_at_once(size):
    payoffs = np.random.default_rng(size).random((2, size, size))
    solution = solve(NormalFormGame(payoffs))
    assert solution.solver == LemkeHowson(most_pivots=solution.solver.most_pivots)
    assert solution.status is Status.SOME
    assert len(solution) >= 1
    x, y = solution[0].profile
    assert (payoffs[0] @ y).max() - x @ payoffs[0] @ y < 1e-12
    assert (x @ payoffs[1]).max() - x @ payoffs[1] @ y < 1e-12


@pytest.mark.slow
def test_a_time_limit_ends_the_search_with_what_there_is():
    payoffs = np.random.default_rng(7).random((2, 40, 40))
    solution = solve(NormalFormGame(payoffs), LemkeHowson(), time_limit=600)
    assert solution.status is Status.SOME
    with pytest.raises(NotConvergedError, match="time limit"):
        solve(NormalFormGame(payoffs), LemkeHowson(), time_limit=0)


@pytest.mark.parametrize("scale", [1e-9, 2.0**-900, 1e9, 2.0**900])
def test_units_change_nothing(scale):
    payoffs = np.random.default_rng(8).random((2, 8, 8))
    units = np.array([scale, 1.0])[:, None, None]
    plain, scaled = (solve(NormalFormGame(own), LemkeHowson()) for own in (payoffs, payoffs * units))
    assert [e.supports for e in plain] == [e.supports for e in scaled]
