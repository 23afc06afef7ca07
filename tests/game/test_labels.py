import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.game.labels import action_labels, number_of_players, player_names


def test_labels_that_are_not_given_are_numbers():
    assert player_names(None, 2) == ("Player 1", "Player 2")
    assert action_labels(None, (2, 3), ("Ann", "Bob")) == (("1", "2"), ("1", "2", "3"))


def test_one_list_of_actions_serves_all():
    assert action_labels(["x", "y"], (2, 2), ("Ann", "Bob")) == (("x", "y"), ("x", "y"))


def test_leading_axes_are_told_from_players_by_the_labels():
    assert number_of_players((5, 2, 3, 3), None, [["a"] * 3, ["b"] * 3]) == 2
    assert number_of_players((2, 3, 3), None, None) == 2
    with pytest.raises(
        InvalidModelError, match=r"payoffs of 2 players need shape \(2, m_0, ..., m_1\), got \(3, 2, 2\)"
    ):
        number_of_players((3, 2, 2), None, None)


@pytest.mark.parametrize(
    ("labels", "message"),
    [(["a", "a"], "the action of Ann 'a' is named twice"), (["a", " "], "action of Ann 2 needs a name, got ' '")],
)
def test_bad_labels_are_refused_with_their_place(labels, message):
    with pytest.raises(InvalidModelError, match=message):
        action_labels([labels], (2,), ("Ann",))
