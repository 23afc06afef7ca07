import numpy as np

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers.smaller_games.reduced import without_dominated


def test_there_and_back():
    hunt = np.array([[[4.0, 0.0], [-9.0, -9.0], [3.0, 2.0]], [[4.0, 3.0], [5.0, 0.0], [0.0, 2.0]]])
    reduced = without_dominated(NormalFormGame(hunt, ["Ann", "Bob"], [["stag", "sleep", "hare"], ["stag", "hare"]]))
    assert reduced.game.actions == (("stag", "hare"), ("stag", "hare"))
    whole = reduced.back((np.array([0.25, 0.75]), np.array([1.0, 0.0])))
    assert [p.tolist() for p in whole] == [[0.25, 0, 0.75], [1, 0]]
    assert [p.tolist() for p in reduced.forth(whole)] == [[0.25, 0.75], [1, 0]]


def test_nothing_to_drop_is_the_game_itself():
    game = NormalFormGame(np.array([[[4.0, 0.0], [3.0, 2.0]], [[4.0, 3.0], [0.0, 2.0]]]))
    assert without_dominated(game).game is game
