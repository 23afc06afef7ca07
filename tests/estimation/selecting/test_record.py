import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.selecting import SelectionProblem, entry_games
from alignment_games.estimation.selecting.games import PlayedGames
from tests.estimation.selecting.entry import record


def test_what_is_selected_from_is_named_and_counted():
    problem = SelectionProblem([record().take(slice(0, 10)), record().take(slice(10, 40))], ["pure"])
    assert problem.rows == 40
    assert problem.names == ("constant", "power", "rival", "selects pure")
    assert len(problem.cases) == 40
    clustered = entry_games({}, [[0, 1]] * 4, clusters=["a", "a", "b", "b"])
    other = SelectionProblem(clustered, [])
    assert other.cases == ["a", "b"]
    assert "2 cases: errors clustered by case are too small" in str(other)


def test_what_is_solved_draw_by_draw_is_told_beforehand():
    base = np.zeros((50, 3, 3, 3, 3))
    games = PlayedGames(("one",), base, base[:, None], np.zeros((50, 3), dtype=int))
    assert "50 games of 3 x 3 x 3 actions, 1,024 draws of each, take 0.71 hours or more" in str(SelectionProblem(games))
    assert "hours" not in str(SelectionProblem(games, [], equilibria="pure"))
    assert "hours" not in str(SelectionProblem(record()))


def test_units_are_those_of_the_largest_figures():
    games = entry_games({"km": [[500.0, 2000.0]]}, [[0, 1]])
    assert SelectionProblem(games, ["pure"]).units() == pytest.approx([1, 1 / 2000, 1, 1])


def test_what_does_not_go_together_is_refused():
    with pytest.raises(InvalidModelError, match="trait"):
        SelectionProblem(record(), ["pur"])
    with pytest.raises(InvalidModelError, match="the same parameters"):
        SelectionProblem([record(), entry_games({}, np.zeros((1, 2), dtype=int))])
    with pytest.raises(InvalidModelError, match="no games"):
        SelectionProblem([])
