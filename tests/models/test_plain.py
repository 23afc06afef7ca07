"""Tables of payoffs and functions as models."""

import pytest
import sympy

from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.model import Model
from alignment_games.models.plain import FunctionModel, TableModel


def test_the_parameters_of_a_table_are_its_symbols():
    b, c = sympy.Symbol("b", positive=True), sympy.Symbol("c", real=True)
    model = TableModel(NormalFormGame([[b - c, 0]], ["A"], ["act", "wait"]))
    assert isinstance(model, Model)
    known = model.parameters()
    assert list(known) == ["b", "c"]
    assert (known["b"].range, known["c"].range) == ("above 0", "any number")
    assert model.with_parameters(b=3).with_parameters(c=1).game().payoffs.tolist() == [[2, 0]]
    assert model.with_parameters() is model
    with pytest.raises(InvalidModelError, match="unknown parameter 'd'"):
        model.with_parameters(d=1)
    numbers = TableModel(NormalFormGame([[1.0, 0.0]]))
    assert numbers.parameters() == {}
    with pytest.raises(InvalidModelError, match="a table of payoffs in numbers has no parameter 'b'"):
        numbers.with_parameters(b=1)


def test_the_parameters_of_a_function_are_its_arguments():
    def build(cost, benefit=2, *rest, **options):
        return NormalFormGame([[benefit - cost, 0]], ["A"], ["act", "wait"])

    model = FunctionModel(build)
    assert isinstance(model.with_parameters(cost=1), Model)
    assert {name: each.value for name, each in model.parameters().items()} == {"cost": None, "benefit": 2}
    with pytest.raises(InvalidModelError, match="build needs cost"):
        model.game()
    assert model.with_parameters(cost=1).game().payoffs.tolist() == [[1, 0]]
    assert model.with_parameters(cost=1).names == ("A",)
    with pytest.raises(InvalidModelError, match="must return a game or a model"):
        FunctionModel(lambda: 3).game()
