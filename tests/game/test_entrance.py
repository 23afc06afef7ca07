"""What is taken for a game, and what there is to solve."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.entrance import as_game, as_problem, has_all, opened
from alignment_games.game.sum_game import SumGame


def test_one_game_whatever_stands_for_it(tmp_path):
    case = ag.load_case("europe-1938")
    game = case.game()
    ag.write_model(case, tmp_path / "munich.toml")
    solution = ag.solve(game, ag.solvers.PureEnumeration())
    for given in (case, case.model, game, "europe-1938", tmp_path / "munich.toml", solution, solution[0]):
        assert np.array_equal(as_game(given).payoffs, game.payoffs)
    assert as_game(game) is game
    assert as_game(case.model.sums()).players == game.players


def test_names_and_paths_are_opened_and_nothing_else(tmp_path):
    with pytest.raises(InvalidModelError, match="unknown case 'europe-1983'; did you mean"):
        opened("europe-1983")
    with pytest.raises(InvalidModelError, match=r"nowhere\.toml"):
        opened(tmp_path / "nowhere.toml")
    assert opened(3) == 3


@pytest.mark.parametrize("given", [3, None, ag.State, lambda: None, {"players": 2}])
def test_what_is_no_game_is_told_what_is(given):
    for take in (as_game, as_problem):
        with pytest.raises(InvalidModelError, match="expected a case or its name, a model, a game, a solution, or"):
            take(given)


def test_of_tables_of_payoffs_it_is_told_what_makes_a_game():
    with pytest.raises(InvalidModelError, match=r"of tables of payoffs, NormalFormGame\(...\) makes a game"):
        as_game([[[1, 2], [3, 4]], [[1, 2], [3, 4]]])


def test_sums_take_the_place_of_too_large_a_table():
    model = ag.threshold_model({f"State {k}": 1 for k in range(60)}, against=1, cost=0.25)
    assert isinstance(as_problem(model), SumGame)
    assert len(ag.solve(model, ag.solvers.PureBySums())) == 60  # any one of them volunteers
    with pytest.raises(UnsupportedGameError, match="60 players"):
        as_game(model)


def test_a_game_by_its_sums_is_solved_as_it_is():
    sums = ag.threshold_model({"A": 1, "B": 1}, against=1).sums()
    assert as_problem(sums) is sums
    solution = ag.solve(sums)
    assert as_problem(solution) is as_problem(solution[0]) is sums
    assert as_game(solution).n_actions == (2, 2)


class Shy:
    """Everything that a problem has, none of which may be looked at."""


def _refuse(_):
    raise ValueError


for _name in vars(ag.Problem):
    if not _name.startswith("_"):
        setattr(Shy, _name, property(_refuse))


def test_properties_are_found_without_looking_at_them():
    assert has_all(Shy(), ag.Problem)
    assert not has_all(Shy(), ag.Model)  # a property of another name comes first or last, by the seed of the hash
    assert not has_all(object(), ag.Problem)


def test_a_mixed_equilibrium_is_taken_for_its_game():
    game = ag.NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
    (equilibrium,) = ag.solve(game)
    assert not equilibrium.pure
    assert as_problem(equilibrium) is game
    assert ag.as_model(equilibrium).game().payoffs.tolist() == game.payoffs.tolist()
