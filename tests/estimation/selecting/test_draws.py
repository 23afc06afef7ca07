from dataclasses import replace

import numpy as np
import pytest

from alignment_games.estimation.selecting import SelectionProblem, entry_games
from alignment_games.estimation.selecting.draws import Drawing, solved
from alignment_games.estimation.selecting.likelihood import simulated_likelihood
from tests import brute_force


def test_a_rare_profile_is_drawn_until_it_is_seen():
    # both enter where a constant of -4 keeps them out: a chance of (1 - Phi(4 / sqrt 2))^2 = 5e-6 at most
    games = entry_games({}, [[0, 0], [1, 1], [0, 1]])
    parts = SelectionProblem(games, []).drawn([-2.5, -2.5], draws=64)
    counts = {int(game): part.chances.shape[1] for part in parts for game in part.games}
    assert set(counts) == {0, 1, 2}
    assert counts[0] == 64
    assert counts[1] > counts[2] > 64
    assert all(part.seen.min() > 0 for part in parts)


def test_some_games_of_draws_are_the_games_drawn_alone():
    games = entry_games({}, np.array([[0, 0], [1, 1]] * 4))
    (whole,) = SelectionProblem(games, ["pure"]).drawn([0.0, 0.5], draws=256)
    kept = np.array([True, False, False, True, True, False, False, False])
    value = simulated_likelihood([whole], np.array([0.1, 0.0]), np.array([0.5]))
    some = simulated_likelihood([replace(whole.take(kept), games=np.arange(3))], np.array([0.1, 0.0]), np.array([0.5]))
    assert some.logs == pytest.approx(value.logs[kept], rel=1e-12)
    assert some.scores == pytest.approx(value.scores[kept], rel=1e-12)


def test_draws_of_a_game_do_not_depend_on_how_many_fit_together(monkeypatch):
    games = entry_games({}, np.array([[0, 0], [1, 1]] * 4))
    problem = SelectionProblem(games, ["pure"])
    (whole,) = problem.drawn([0.0, 0.5], draws=256)
    monkeypatch.setattr("alignment_games.estimation.selecting.draws._TOGETHER", 1)
    alone = problem.drawn([0.0, 0.5], draws=256)
    assert len(alone) == 8
    assert np.array_equal(whole.moves, np.concatenate([part.moves for part in alone]))
    assert np.array_equal(whole.chances, np.concatenate([part.chances for part in alone]))


def test_of_pure_equilibria_alone_all_are_known_wherever_a_draw_has_one():
    parameters = np.array([-0.5, 1])
    problem = SelectionProblem(entry_games({}, [[0, 0], [1, 1]]), [], equilibria="pure")
    (made,) = solved(Drawing(problem.games[0], parameters, problem.shocks, [], 64), 0, kind="pure")
    payoffs = np.repeat(made.part.payoffs(parameters), 64, axis=0) + np.moveaxis(made.shocks, -1, 0)
    counts = [len(brute_force.pure_equilibria(each)) for each in payoffs]
    assert made.known.tolist() == [count > 0 for count in counts]
    assert made.many.tolist() == [k for k, count in enumerate(counts) if count > 1]
    assert 0 in counts
    assert 2 in counts
