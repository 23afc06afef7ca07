from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given

from alignment_games import InvalidModelError, NormalFormGame, UnsupportedGameError, eliminate_dominated
from tests import brute_force
from tests.strategies import integer_payoffs

#: Row 3 is dominated by half row 1 and half row 2, and by no pure row.
MIXTURE = [[[4, 0], [0, 4], [1, 1]], [[1, 2], [2, 1], [0, 0]]]


def test_the_prisoners_dilemma_is_solved_in_one_round():
    game = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["A", "B"], ["silent", "talk"])
    found = eliminate_dominated(game)
    assert found.kept == ((1,), (1,))
    assert str(found).splitlines()[0] == "round 1: A drops silent, strictly dominated by talk"


def test_rounds_follow_each_other():
    # B's left is dominated only after A's bottom is gone; A's bottom is dominated at once.
    game = NormalFormGame([[[2, 2], [1, 1]], [[0, 1], [9, 0]]], ["A", "B"], [["top", "bottom"], ["left", "right"]])
    assert [(s.round, s.player, s.action) for s in eliminate_dominated(game).steps] == [
        (1, "A", "bottom"),
        (2, "B", "left"),
    ]


@pytest.mark.parametrize("kind", [float, object])
def test_a_mixture_dominates_where_no_pure_action_does(kind):
    table = np.array(MIXTURE, dtype=object)
    game = NormalFormGame(table.astype(kind), actions=[["a", "b", "c"], ["l", "r"]])
    assert eliminate_dominated(game, by_mixtures=False).steps == ()
    (step,) = [s for s in eliminate_dominated(game).steps if s.player == "Player 1"]
    weights = np.array(list(step.dominated_by.values()), dtype=float)
    rows = table[0][:2].astype(float)
    assert (weights @ rows > table[0][2].astype(float)).all()
    assert sum(step.dominated_by.values()) == 1
    if kind is object:
        assert all(isinstance(w, Fraction) for w in step.dominated_by.values())


def test_weak_elimination_is_told_apart_from_strict():
    game = NormalFormGame([[[1, 1], [1, 0]], [[1, 1], [1, 1]]], ["A", "B"], ["up", "down"])
    assert eliminate_dominated(game).steps == ()
    (step,) = eliminate_dominated(game, "weak").steps
    assert str(step) == "round 1: A drops down, weakly dominated by up"


def test_duplicated_actions_both_stay():
    game = NormalFormGame([[[1, 2], [1, 2]], [[1, 2], [1, 2]]])
    assert eliminate_dominated(game, "weak").kept[0] == (0, 1)


@given(integer_payoffs())
def test_strict_elimination_keeps_every_pure_equilibrium(payoffs):
    found = eliminate_dominated(NormalFormGame(payoffs))
    kept = brute_force.pure_equilibria(found.game.payoffs)
    back = {tuple(rows[k] for rows, k in zip(found.kept, profile, strict=True)) for profile in kept}
    assert back == brute_force.pure_equilibria(payoffs)


def test_bad_requests_are_refused_in_words():
    game = NormalFormGame([[[1, 1], [1, 0]], [[1, 1], [1, 1]]])
    with pytest.raises(InvalidModelError, match="'strict' or 'weak', got 'strong'"):
        eliminate_dominated(game, "strong")
    symbolic = NormalFormGame([[[sympy.Symbol("x"), 1], [1, 0]], [[1, 1], [1, 1]]])
    with pytest.raises(UnsupportedGameError, match="substitute"):
        eliminate_dominated(symbolic)
