"""Third parties: the game by hand, one third party against the closed form, refusals."""

from fractions import Fraction
from itertools import product

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.models.third_party import ACTIONS, third_party_choice, third_party_game

POWERS = {"Italy": Fraction(2), "Japan": Fraction(3)}
VALUES = {"Italy": (Fraction(5), Fraction(1)), "Japan": (Fraction(0), Fraction(2))}


def test_the_game_by_hand():
    cost = {"Italy": Fraction(1, 4), "Japan": Fraction(1, 5)}
    game = third_party_game(POWERS, first=4, second=6, values=VALUES, cost=cost)
    for profile in product(ACTIONS, repeat=2):
        first, second = 4, 6
        for name, action in zip(POWERS, profile, strict=True):
            first += POWERS[name] if action == "join_first" else 0
            second += POWERS[name] if action == "join_second" else 0
        index = tuple(ACTIONS.index(action) for action in profile)
        for i, (name, action) in enumerate(zip(POWERS, profile, strict=True)):
            wins, loses = VALUES[name]
            expected = Fraction(first, 1) / (first + second) * wins + Fraction(second, 1) / (first + second) * loses
            expected -= cost[name] if action != "neutral" else 0
            assert game.payoffs[(i, *index)] == expected


def test_one_third_party_is_the_closed_form():
    choice = third_party_choice(Fraction(2), 4, 6, values=(5, 1), costs=(Fraction(1, 4), Fraction(1, 4)))
    game = third_party_game({"Italy": Fraction(2)}, first=4, second=6, values={"Italy": (5, 1)}, cost=Fraction(1, 4))
    assert game.payoffs[0, 0] == choice.join_first == Fraction(1, 2) * 5 + Fraction(1, 2) - Fraction(1, 4)
    assert game.payoffs[0, 1] == choice.join_second
    assert choice.margin == Fraction(2, 12) * 4
    assert choice.choice == "join_first"
    assert third_party_choice(1, 1, 1, values=(1, 1)).choice == "neutral"
    assert third_party_choice(Fraction(1), 1, 1, values=(0, 1)).choice == "join_second"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: third_party_choice(0, 1, 1, values=(1, 0)), "power of the third party"),
        (lambda: third_party_choice(1, -1, 1, values=(1, 0)), "first must be"),
        (lambda: third_party_game({}, first=1, second=1, values={}), "at least 1 state"),
        (lambda: third_party_game({"A": 1}, first=0, second=1, values={"A": (1, 0)}), "first must be"),
        (lambda: third_party_game({"A": 1}, first=1, second=1, values={}), "values are missing for A"),
        (lambda: third_party_game({"A": 1}, first=1, second=1, values={"A": (1, 0)}, cost=-1), "cost must be"),
        (lambda: third_party_game({"A": 1}, first=1, second=1, values={"A": (1,)}), "values of A must be a pair"),
        (lambda: third_party_game({"A": 1}, first=1, second=1, values={"A": ("x", 1)}), "values of A must be a number"),
        (lambda: third_party_game({"A": 1}, first=1, second=1, values={"A": (1, 0), "B": (1, 0)}), "unknown state 'B'"),
        (lambda: third_party_game([1, 2], first=1, second=1, values={}), "must map each state's name"),
    ],
)
def test_bad_third_parties_are_refused_in_words(call, words):
    with pytest.raises(InvalidModelError, match=words):
        call()
