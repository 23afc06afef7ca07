"""What is taken for a model, and what is behind it."""

import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.models import Landscape, chain_ganging_game
from alignment_games.models.door import as_response_model, kind_of
from alignment_games.models.plain import FunctionModel, TableModel


def test_one_model_whatever_stands_for_it():
    case = ag.load_case("europe-1938")
    assert ag.as_model(case) is case.model
    assert ag.as_model(case.model) is case.model
    game = case.game()
    assert ag.as_model(game) is game.model
    solution = ag.solve(game, ag.solvers.PureEnumeration())
    assert ag.as_model(solution) is ag.as_model(solution[0]) is game.model
    assert ag.as_model(game.model.sums()) is game.model


def test_tables_and_functions_are_models_too():
    table = ag.NormalFormGame([[1, 2]], ["A"])
    assert isinstance(ag.as_model(table), TableModel)
    assert isinstance(ag.as_model(lambda x: x), FunctionModel)
    assert isinstance(ag.as_model(Landscape({"A": 1, "B": 1}, {("A", "B"): 1})), FunctionModel)
    mixed = next(e for e in ag.solve(ag.NormalFormGame([[[1, 0], [0, 1]], [[0, 1], [1, 0]]])) if not e.pure)
    assert ag.as_model(mixed).names == ("Player 1", "Player 2")


@pytest.mark.parametrize("given", [3, None, ag.State, [1, 2], ag])
def test_what_is_no_model_is_told_what_is(given):
    with pytest.raises(InvalidModelError, match=r"expected a case or its name, a model, .* or a function; got"):
        ag.as_model(given)


def test_what_needs_a_threat_names_what_was_given():
    game = chain_ganging_game({"A": 1.0}, front=1, threat=2)
    with pytest.raises(InvalidModelError, match=r"a map is about .* not a model of the encoding chain_ganging"):
        as_response_model(game, "a map")
    assert kind_of(ag.as_model(ag.NormalFormGame([[1, 2]]))) == "a table of payoffs"
