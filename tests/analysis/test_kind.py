"""Who is indispensable, who can stand in for whom, and what shape that gives a game."""

import pytest

from alignment_games import NormalFormGame, solve, threshold_game
from alignment_games.analysis.kind import Shape, coalitions, indispensable, kind_of_game, substitutes
from alignment_games.solvers import PureEnumeration


def test_who_is_indispensable_and_who_can_stand_in():
    game = threshold_game({"A": 3, "B": 1, "C": 1}, against=4)
    found = coalitions(solve(game, PureEnumeration()))
    assert indispensable(found, game.players) == ["A"]
    assert substitutes(found, game.players) == [("B", "C")]


@pytest.mark.parametrize(
    ("strengths", "against", "shape"),
    [
        ({"A": 3, "B": 1, "C": 1}, 4, Shape.STAG_HUNT),  # A and one of the others, or nobody
        ({"A": 5, "B": 5}, 4, Shape.BUCK_PASSING),  # either alone
        ({"A": 1, "B": 1}, 4, Shape.NO_CATCHER),  # both together are too weak
        ({"A": 5, "B": 1}, 4, Shape.ONE_COALITION),  # A alone, whom nobody can replace
    ],
)
def test_shapes_of_threshold_games(strengths, against, shape):
    game = threshold_game(strengths, against=against)
    assert kind_of_game(solve(game, PureEnumeration())).shape is shape


def test_states_that_bandwagon_together_or_not_at_all_are_a_cascade():
    game = NormalFormGame([[[1, 0], [0, 0.5]], [[1, 0], [0, 0.5]]], ["A", "B"], ["balance", "bandwagon"])
    assert kind_of_game(solve(game, PureEnumeration())).shape is Shape.CASCADE


def test_without_balancing_there_is_no_kind():
    game = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["A", "B"], ["silent", "talk"])
    assert kind_of_game(solve(game)) is None
