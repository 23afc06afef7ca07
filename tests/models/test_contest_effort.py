"""Contests: closed forms against direct search, the games by hand, refusals."""

import math
from fractions import Fraction
from itertools import product

import pytest
import sympy

from alignment_games.errors import InvalidModelError
from alignment_games.models.contest_effort import (
    contest_game,
    difference_contest_game,
    equilibrium_efforts,
    symmetric_effort,
)


@pytest.mark.parametrize(
    ("values", "efforts"),
    [
        ((1, 1), ("1/4", "1/4")),
        ((2, 1), ("4/9", "2/9")),
        ((1, 1, 1), ("2/9", "2/9", "2/9")),
        ((3, 2, 1), ("18/25", "12/25", "0")),
        ((4, 2, 1, 1), ("8/9", "4/9", "0", "0")),
        ((1, 4, 1, 2), ("0", "8/9", "0", "4/9")),
    ],
)
def test_efforts_of_unequal_values(values, efforts):
    found = equilibrium_efforts({f"S{k}": Fraction(v) for k, v in enumerate(values)})
    assert tuple(found.efforts.values()) == tuple(map(Fraction, efforts))
    assert sum(found.chances.values()) == 1


def test_no_state_gains_by_another_effort():
    values = {"A": 5.0, "B": 4.0, "C": 3.5, "D": 0.5}
    found = equilibrium_efforts(values)
    for name, value in values.items():
        own, others = found.efforts[name], found.total - found.efforts[name]
        here = value * own / (own + others) - own
        assert all(value * x / (x + others) - x <= here + 1e-12 for x in (k / 500 for k in range(2500)))


@pytest.mark.parametrize(
    ("n", "m", "effort"), [(2, 0.5, 0.125), (2, 1, 0.25), (2, 1.25, 0.3125), (3, 1.25, 0.2777777778), (5, 1.25, 0.2)]
)
def test_symmetric_efforts(n, m, effort):
    assert symmetric_effort(n, 1.0, m) == pytest.approx(effort, abs=1e-10)
    others = (n - 1) * symmetric_effort(n, 1.0, m) ** m
    own = symmetric_effort(n, 1.0, m)
    here = own**m / (own**m + others) - own
    assert all(x**m / (x**m + others) - x <= here + 1e-12 for x in (k / 1000 for k in range(1, 2000)))


def test_the_ratio_game_by_hand():
    game = contest_game({"A": 3, "B": 2, "C": 1}, [0, 1, 2], decisiveness=2)
    for profile in product((0, 1, 2), repeat=3):
        total = sum(x**2 for x in profile)
        for i, value in enumerate((3, 2, 1)):
            chance = Fraction(profile[i] ** 2, total) if total else Fraction(1, 3)
            assert float(game.payoffs[(i, *profile)]) == pytest.approx(float(value * chance - profile[i]), abs=1e-12)


def test_the_difference_game_by_hand():
    levels = [0.0, 0.5, 2.0]
    game = difference_contest_game({"A": 3.0, "B": 2.0}, levels, decisiveness=1.5)
    for (j, x), (k, y) in product(enumerate(levels), repeat=2):
        assert game.payoffs[0, j, k] == pytest.approx(3 / (1 + math.exp(1.5 * (y - x))) - x)
        assert game.payoffs[1, j, k] == pytest.approx(2 / (1 + math.exp(1.5 * (x - y))) - y)


@pytest.mark.parametrize(
    ("k", "nobody"), [(1, True), (2, True), (3.9, True), (4, True), (4.2, False), (6, False), (10, False)]
)
def test_nobody_arms_iff_kv_is_at_most_four(k, nobody):
    game = difference_contest_game({"A": 1.0, "B": 1.0}, [0.0, *(0.002 * j for j in range(1, 400))], decisiveness=k)
    assert (game.regrets("effort 0.0, effort 0.0").max() <= 0) == nobody


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: symmetric_effort(1, 1), "the number of states must be a whole number of at least 2, got 1"),
        (lambda: symmetric_effort(2, 1, 2.5), "at most n/\\(n-1\\) = 2"),
        (lambda: symmetric_effort(2, -1), "value must be"),
        (lambda: equilibrium_efforts({"A": 1}), "at least 2 states"),
        (lambda: equilibrium_efforts({"A": 1, "B": 0}), "value of B"),
        (lambda: symmetric_effort(2.5, 1), "must be a whole number"),
        (lambda: equilibrium_efforts({"A": sympy.Symbol("v", positive=True), "B": 1}), "symbols cannot be compared"),
        (lambda: contest_game({"A": 1, "B": 1}, []), "levels are empty"),
        (lambda: contest_game({"A": 1, "B": 1}, None), "levels must be a list of numbers"),
        (lambda: contest_game({"A": 1, "B": 1}, ["x"]), "levels must be a number"),
        (lambda: contest_game({"A": 1, "B": 1}, [-1, 0]), "levels must be"),
        (lambda: contest_game({"A": 1, "B": 1}, [0, 1], decisiveness=0), "decisiveness must be"),
        (lambda: difference_contest_game({"A": 1, "B": 1, "C": 1}, [0, 1]), "for two states, got A, B, C"),
        (lambda: difference_contest_game({"A": 1, "B": 1}, [0, 1000.0]), "widest difference of levels"),
    ],
)
def test_bad_contests_are_refused_in_words(call, words):
    with pytest.raises(InvalidModelError, match=words):
        call()
