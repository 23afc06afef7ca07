from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy

from alignment_games import InvalidModelError, NormalFormGame, solve

DILEMMA = [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]


def test_one_array_and_a_sequence_of_arrays_make_the_same_game():
    one = NormalFormGame(np.array(DILEMMA, dtype=float))
    two = NormalFormGame([np.array(part, dtype=float) for part in DILEMMA])
    assert np.array_equal(one.payoffs, two.payoffs)
    assert one.players == ("Player 1", "Player 2")
    assert one.actions == (("1", "2"), ("1", "2"))


def test_a_function_of_profiles_makes_the_same_game():
    table = {("c", "c"): (3, 3), ("c", "d"): (0, 5), ("d", "c"): (5, 0), ("d", "d"): (1, 1)}
    by_order = NormalFormGame.from_function(lambda *a: table[a], ["A", "B"], ["c", "d"])
    by_name = NormalFormGame.from_function(
        lambda *a: dict(zip("AB", table[a], strict=True)), ["A", "B"], [["c", "d"], ["c", "d"]]
    )
    assert by_order.payoffs.tolist() == by_name.payoffs.tolist() == DILEMMA


@pytest.mark.parametrize(
    ("payoffs", "arithmetic"),
    [
        (np.array(DILEMMA), "float"),
        (np.array(DILEMMA, dtype=float), "float"),
        (DILEMMA, "exact"),
        ([[[Fraction(1, 3), 0], [5, 1]], [[3, 5], [0, 1]]], "exact"),
        ([[[Decimal("0.1"), 0], [5, 1]], [[3, 5], [0, 1]]], "exact"),
        ([[[0.1, 0], [5, 1]], [[3, 5], [0, 1]]], "float"),
        ([[[sympy.Rational(1, 3), 0], [5, 1]], [[3, 5], [0, 1]]], "exact"),
        ([[[sympy.Symbol("x"), 0], [5, 1]], [[3, 5], [0, 1]]], "symbolic"),
    ],
)
def test_arithmetic_follows_the_numbers(payoffs, arithmetic):
    assert NormalFormGame(payoffs).arithmetic == arithmetic


def test_integers_beyond_the_floats_stay_exact():
    large = 2**53 + 1
    game = NormalFormGame(np.array([[[large, large - 1], [0, 0]], [[0, 0], [0, 0]]]))
    assert game.arithmetic == "exact"
    assert game.payoffs[0, 0, 0] - game.payoffs[0, 0, 1] == 1


def test_different_action_counts_and_batches():
    game = NormalFormGame(np.zeros((5, 4, 3, 2, 3, 1)), actions=[["a", "b"], ["a", "b", "c"], ["a"]])
    assert game.n_actions == (2, 3, 1)
    assert game.batch_shape == (5, 4)


def test_substitution_agrees_with_direct_building():
    x, y = sympy.symbols("x y", positive=True)
    game = NormalFormGame([[[x, x * y], [1, 0]], [[y, 0], [x - y, 2]]])
    got = game.substitute({"x": Fraction(1, 2), y: 3})
    assert (game.substitute(x=Fraction(1, 2), y=3).payoffs == got.payoffs).all()
    assert got.arithmetic == "exact"
    assert got.payoffs.tolist() == [[[Fraction(1, 2), Fraction(3, 2)], [1, 0]], [[3, 0], [Fraction(-5, 2), 2]]]


def test_float_and_exact_are_two_ways_of_writing_a_game():
    game = NormalFormGame(DILEMMA)
    assert game.to_float().arithmetic == "float"
    assert game.to_float().to_exact().payoffs.tolist() == DILEMMA


def test_payoffs_cannot_be_changed_afterwards():
    given = np.array(DILEMMA, dtype=float)
    game = NormalFormGame(given)
    with pytest.raises(ValueError, match="read-only"):
        game.payoffs[0, 0, 0] = 9
    given[0, 0, 0] = 9
    assert game.payoffs[0, 0, 0] == 3


@pytest.mark.parametrize(
    ("payoffs", "options", "message"),
    [
        (np.zeros((2, 2, 2, 2)), {}, r"payoffs of 3 players need shape \(3, m_0, ..., m_2\), got \(2, 2, 2, 2\)"),
        (np.zeros((2, 0, 2)), {}, "Player 1 has no actions"),
        (np.full((2, 2, 2), np.nan), {}, r"payoff of Player 1 at \(1, 1\) is nan"),
        (np.array([DILEMMA[0], [[3, 5], [0, np.inf]]]), {"players": ["A", "B"]}, r"payoff of B at \(2, 2\) is inf"),
        ([np.zeros((2, 2)), np.zeros((2, 3))], {}, "need the same shape"),
        ([[[1, 2], [3]], [[1, 2], [3, 4]]], {}, "ragged"),
        ([[["a", 2], [3, 4]], [[1, 2], [3, 4]]], {}, "must be a number or an expression, got 'a'"),
        (DILEMMA, {"players": ["A", "A"]}, "'A' is named twice"),
        (DILEMMA, {"players": ["A", " "]}, "player 2 needs a name"),
        (DILEMMA, {"players": ["A", "B", "C"]}, "payoffs of 3 players need shape"),
        (DILEMMA, {"actions": ["c", "c"]}, "'c' is named twice"),
        (DILEMMA, {"actions": [["c", "d"], ["c"]]}, "Player 2 has 2 actions in the payoffs but 1 labels"),
        (DILEMMA, {"players": ["A", "B"], "actions": [["c", "d"]]}, "2 players but 1 lists of actions"),
    ],
)
def test_bad_games_are_refused_in_words(payoffs, options, message):
    with pytest.raises(InvalidModelError, match=message):
        NormalFormGame(payoffs, **options)


def test_a_payoff_function_of_the_wrong_length_names_the_profile():
    with pytest.raises(InvalidModelError, match=r"returned 1 payoffs at \(c, c\)"):
        NormalFormGame.from_function(lambda *_: (1,), ["A", "B"], ["c", "d"])


def test_unknown_names_get_the_closest_match():
    game = NormalFormGame(DILEMMA, ["Ann", "Bob"], ["cooperate", "defect"])
    with pytest.raises(InvalidModelError, match="unknown action 'defct'; did you mean 'defect'"):
        game.regrets("defct, defect")
    with pytest.raises(InvalidModelError, match="unknown player 'Anne'; did you mean 'Ann'"):
        game.regrets({"Anne": "defect", "Bob": "defect"})


def test_best_replies_and_regrets_by_label():
    game = NormalFormGame(DILEMMA, ["Ann", "Bob"], ["cooperate", "defect"])
    assert game.best_replies("cooperate, cooperate") == {"Ann": ("defect",), "Bob": ("defect",)}
    assert game.regrets({"Ann": "cooperate", "Bob": {"cooperate": 0.5, "defect": 0.5}}).tolist() == [1.5, 1.0]


def test_values_are_put_in_all_at_once():
    x, y, z = sympy.symbols("x y z")
    game = NormalFormGame([[[x, y], [x + y, 0]], [[0, z], [x * z, 1]]])
    swapped = game.substitute({"x": y, y: x})
    assert swapped.payoffs[0].tolist() == [[y, x], [x + y, 0]]
    assert swapped.payoffs[1].tolist() == [[0, z], [y * z, 1]]
    circle = game.substitute({x: y, y: z, z: x})
    assert circle.payoffs[0].tolist() == [[y, z], [y + z, 0]]
    assert game.substitute({x: x + 1}).payoffs[0, 0, 0] == x + 1
    mixed = game.substitute({"x": 2 * y, y: Fraction(1, 3), "z": Decimal("0.1")})
    assert mixed.payoffs[0].tolist() == [[2 * y, sympy.Rational(1, 3)], [2 * y + sympy.Rational(1, 3), 0]]
    assert mixed.substitute({y: 1}).arithmetic == "exact"
    assert mixed.substitute({y: 1}).payoffs[1, 1, 0] == Fraction(1, 5)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"q": 1}, "unknown symbol 'q'"),
        ({"x": 2}, r"the payoff of Player 1 at \(1\) is zoo; payoffs must be finite"),
        ({"x": float("nan")}, "is nan"),
        ({"x": "2"}, "x: expected a number or a SymPy expression"),
        ({"x": None}, "x: expected a number"),
        ({"x": 1, sympy.Symbol("x", real=True): 2}, "two values for x"),
    ],
)
def test_values_that_make_no_game_are_refused(values, message):
    x = sympy.Symbol("x", real=True)
    with pytest.raises(InvalidModelError, match=message):
        NormalFormGame([[1 / (x - 2), x]]).substitute(values)


@pytest.mark.parametrize("bad", [sympy.nan, sympy.zoo, sympy.oo, -sympy.oo, sympy.I, sympy.sqrt(-2), sympy.log(0)])
@pytest.mark.parametrize("beside", [0, sympy.Symbol("x", real=True), 0.5])
def test_expressions_that_are_no_numbers_are_refused_with_their_place(bad, beside):
    with pytest.raises(InvalidModelError, match=r"payoff of B at \(t, s\) is .*; payoffs must be finite real numbers"):
        NormalFormGame([[[beside, 0], [0, 1]], [[1, 0], [bad, 1]]], ["A", "B"], ["s", "t"])


@pytest.mark.parametrize("value", [sympy.sqrt(2), sympy.pi, sympy.E, sympy.GoldenRatio, sympy.log(2)])
def test_irrational_constants_are_numbers(value):
    game = NormalFormGame([[[value, 0], [0, 1]]] * 2)
    assert game.arithmetic == "float"
    assert game.payoffs[0, 0, 0] == float(value)
    assert game.expressions[0, 0, 0] == value
    found = solve(game)
    assert len(found) == 3
    assert found.complete
    chances = sorted(float(e.profile[0][0]) for e in found)
    assert chances == pytest.approx([0, float(1 / (1 + value)), 1], abs=1e-12)
    assert game.restrict([[0], [0, 1]]).expressions[0, 0, 0] == value


def test_constants_that_are_rational_in_disguise_are_exact_and_equal_ones_equal():
    root = sympy.sqrt(2)
    assert NormalFormGame([[(root - 1) * (root + 1), root**2]]).arithmetic == "exact"
    nested, plain = sympy.sqrt(5 + 2 * sympy.sqrt(6)), root + sympy.sqrt(3)
    game = NormalFormGame([[nested, plain, nested - plain]])
    assert game.payoffs[0, 0] == game.payoffs[0, 1]
    assert game.payoffs[0, 2] == 0
    game = NormalFormGame([[root * sympy.Symbol("x"), 1]]).substitute({"x": root})
    assert game.arithmetic == "exact"
