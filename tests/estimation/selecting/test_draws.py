import numpy as np

from alignment_games.estimation.selecting import SelectionProblem, entry_games


def test_an_outlier_is_drawn_until_it_is_seen():
    # both enter where a constant of -4 keeps them out: a chance of (1 - Phi(4 / sqrt 2))^2 = 5e-6 at most
    games = entry_games({}, [[0, 0], [1, 1], [0, 1]])
    parts = SelectionProblem(games, []).drawn([-2.5, -2.5], draws=64)
    counts = [draws for part in parts for draws in [part.chances.shape[1]] * len(part.chances)]
    assert len(counts) == 3
    assert counts[0] == 64
    assert counts[1] > 64
    assert all(part.unseen.size == 0 for part in parts)


def test_draws_of_a_game_do_not_depend_on_how_many_fit_together(monkeypatch):
    games = entry_games({}, np.array([[0, 0], [1, 1]] * 4))
    problem = SelectionProblem(games, ["pure"])
    (whole,) = problem.drawn([0.0, 0.5], draws=64)
    monkeypatch.setattr("alignment_games.estimation.selecting.draws._TOGETHER", 1)
    alone = problem.drawn([0.0, 0.5], draws=64)
    assert len(alone) == 8
    assert np.array_equal(whole.moves, np.concatenate([part.moves for part in alone]))
    assert np.array_equal(whole.chances, np.concatenate([part.chances for part in alone]))
