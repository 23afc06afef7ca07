"""The kind of a game in sentences: one and several are told apart."""

import pytest

from alignment_games.analysis.kind import GameKind, Shape
from alignment_games.report.kind_in_words import kind_in_words


@pytest.mark.parametrize("shape", Shape)
def test_every_shape_has_its_sentence(shape):
    (sentence,) = kind_in_words(GameKind(shape, frozenset({"A"}), (), ()))
    assert sentence.endswith(".")


def test_shapes_are_told_apart():
    assert len({kind_in_words(GameKind(shape, frozenset({"A"}), (), ()))[0] for shape in Shape}) == len(Shape)


def test_one_balances_and_several_balance():
    alone = GameKind(Shape.ONE_COALITION, frozenset({"A"}), ("A",), ())
    assert kind_in_words(alone) == [
        "Balancing has one shape: A balances.",
        "A is indispensable: no equilibrium has balancing without.",
    ]
    both = GameKind(Shape.ONE_COALITION, frozenset({"B", "A"}), ("A", "B"), (("C", "D"), ("C", "E")))
    assert kind_in_words(both) == [
        "Balancing has one shape: A and B balance.",
        "A and B are indispensable: no equilibrium has balancing without.",
        "Substitutes, of which one balances so that the other need not: C and D; C and E.",
    ]
