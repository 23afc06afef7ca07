import numpy as np

from alignment_games.solvers.control import Control
from alignment_games.sweeps.families._games import TableGames
from alignment_games.sweeps.selection import first

DILEMMAS = np.array([[[[3.0, 0.0], [5.0, gain]], [[3.0, 5.0], [0.0, gain]]] for gain in (1.0, -1.0)])


def test_tables_answer_by_themselves():
    games = TableGames(DILEMMAS, None)
    assert games.pure(first, Control())["counts"].tolist() == [1, 2]
    assert games.mixed(Control())["mixed_counts"].tolist() == [0, 1]
    assert games.slacks((1, 1)).tolist() == [[1.0, 1.0], [-1.0, -1.0]]
    assert games.slacks((1, 0), player=1).tolist() == [[-1.0], [1.0]]
    assert games.order() == 6.0


def test_some_of_the_games_keep_their_chances():
    games = TableGames(DILEMMAS, np.arange(8.0).reshape(2, 2, 2)).some(np.array([False, True]))
    assert games.payoffs.shape == (1, 2, 2, 2)
    assert games.pure(first, Control())["held"].tolist() == [5.0]
    assert TableGames(DILEMMAS, None).some(np.array([1])).held is None
