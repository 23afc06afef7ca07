"""Bayesian games: interim payoffs by hand with a correlated prior, refusals."""

from fractions import Fraction
from itertools import product

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.models.bayesian import bayesian_game

ACTIONS = ("left", "right")
PRIOR = {("h", "x"): Fraction(1, 2), ("h", "y"): Fraction(1, 8), ("l", "x"): Fraction(1, 8), ("l", "y"): Fraction(1, 4)}


def payoff(types, actions):
    """Something without symmetry: each combination of types and actions has its own payoff."""
    k = 8 * (types[0] == "h") + 4 * (types[1] == "x") + 2 * (actions[0] == "left") + (actions[1] == "left")
    return [k * k, 7 * k + 3 * (actions[0] == actions[1])]


def test_interim_payoffs_with_a_correlated_prior():
    game = bayesian_game({"A": ["h", "l"], "B": ["x", "y"]}, ACTIONS, payoff, prior=PRIOR)
    assert game.players == ("A (h)", "A (l)", "B (x)", "B (y)")
    for index in product(range(2), repeat=4):
        plan = {("A", "h"): index[0], ("A", "l"): index[1], ("B", "x"): index[2], ("B", "y"): index[3]}
        for agent, (state, kind) in enumerate(plan):
            position = "AB".index(state)
            relevant = {t: p for t, p in PRIOR.items() if t[position] == kind}
            expected = sum(
                p * payoff(t, (ACTIONS[plan["A", t[0]]], ACTIONS[plan["B", t[1]]]))[position]
                for t, p in relevant.items()
            ) / sum(relevant.values())
            assert game.payoffs[(agent, *index)] == expected


def test_independent_types_multiply():
    types = {"A": {"h": Fraction(1, 3), "l": Fraction(2, 3)}, "B": {"x": Fraction(1, 4), "y": Fraction(3, 4)}}
    prior = {(a, b): types["A"][a] * types["B"][b] for a, b in product("hl", "xy")}
    names = {state: list(kinds) for state, kinds in types.items()}
    one, other = bayesian_game(types, ACTIONS, payoff), bayesian_game(names, ACTIONS, payoff, prior=prior)
    assert one.payoffs.tolist() == other.payoffs.tolist()


def test_three_states_of_which_the_middle_one_has_types():
    game = bayesian_game(
        {"A": {"a": 1}, "B": {"h": 0.25, "l": 0.75}, "C": {"c": 1}},
        ACTIONS,
        lambda t, a: [t[1] == "h", a[0] == "left", 2 * (a[1] == "left") + (a[2] == "left")],
    )
    assert game.players == ("A (a)", "B (h)", "B (l)", "C (c)")
    assert game.payoffs[0, 0, 0, 0, 0] == 0.25
    # C expects 2 from the left-playing type alone, and 1 from its own left
    assert game.payoffs[3, 1, 0, 1, 0] == 2 * 0.25 + 1
    assert game.payoffs[1, 0, 1, 1, 1] == game.payoffs[2, 0, 1, 1, 1] == 1


@pytest.mark.parametrize(
    ("types", "prior", "words"),
    [
        ({}, None, "at least one state with types"),
        ({"A": {"h": 0.5, "l": 0.4}}, None, "types of A must sum to 1"),
        ({"A": {"h": 1.5, "l": -0.5}}, None, "probability in types of A"),
        ({"A": {"h": 1, "l": 0}}, None, "'l' with probability 0; leave that type out"),
        ({"A": ["h"]}, None, "types of A need probabilities"),
        ({"A": ["high"], "B": ["x"]}, {("hihg", "x"): 1}, "did you mean 'high'"),
        ({"A": ["h"], "B": ["x"]}, {("h",): 1}, "one type for each of A, B"),
        ({"A": ["h"], "B": ["x"]}, {("h", "x"): 0.9}, "the prior must sum to 1"),
    ],
)
def test_bad_types_are_refused_in_words(types, prior, words):
    with pytest.raises(InvalidModelError, match=words):
        bayesian_game(types, ACTIONS, payoff, prior=prior)


def too_short(types, actions):
    return [0]


def test_a_payoff_function_of_the_wrong_length_is_refused():
    with pytest.raises(InvalidModelError, match="returned 1 payoffs, expected 2"):
        bayesian_game({"A": {"a": 1}, "B": {"b": 1}}, ACTIONS, too_short)
