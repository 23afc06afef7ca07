"""Burden sharing: published figures, first-order conditions, the discrete game by hand."""

from fractions import Fraction
from itertools import product

import pytest
import sympy

from alignment_games.errors import InvalidModelError
from alignment_games.models.burden_sharing import burden_shares, burden_sharing_game


@pytest.mark.parametrize(
    ("incomes", "weight", "given"),
    [
        ((10, 10), "1/2", ("10/3", "10/3")),
        ((10, 6), "1/2", ("14/3", "2/3")),
        ((10, 5), "1/2", ("5", "0")),
        ((10, 4), "1/2", ("5", "0")),
        ((100, 60, 40, 20, 10), "1/2", ("140/3", "20/3", "0", "0", "0")),
        ((100, 60, 40, 20, 10), "3/10", ("30", "0", "0", "0", "0")),
        ((100, 60, 40, 20, 10), "4/5", ("500/7", "220/7", "80/7", "0", "0")),
        ((10, 20, 100, 40, 60), "4/5", ("0", "0", "500/7", "80/7", "220/7")),
    ],
)
def test_contributions_in_closed_form(incomes, weight, given):
    shares = burden_shares(dict(zip("ABCDE", incomes, strict=False)), weight=Fraction(weight))
    assert tuple(shares.contributions.values()) == tuple(map(Fraction, given))
    assert shares.total == sum(map(Fraction, given))
    assert shares.contributors == tuple(n for n, g in shares.contributions.items() if g > 0)


def test_nobody_can_do_better_with_another_contribution():
    incomes, a = {"A": 9.0, "B": 7.0, "C": 6.5, "D": 2.0}, 0.4
    shares = burden_shares(incomes, weight=a)
    for name, income in incomes.items():
        others = shares.total - shares.contributions[name]
        grid = [income * k / 2000 for k in range(2000)]
        best = max((income - g) ** (1 - a) * (others + g) ** a for g in grid)
        own = shares.contributions[name]
        assert (income - own) ** (1 - a) * (others + own) ** a >= best - 1e-9


def test_symbols_name_their_contributors():
    i, k = sympy.symbols("I_1 I_2", positive=True)
    shares = burden_shares({"A": i, "B": k}, contributors=["A", "B"])
    assert sympy.simplify(shares.contributions["A"] - (2 * i - k) / 3) == 0
    with pytest.raises(InvalidModelError, match="name the contributors"):
        burden_shares({"A": i, "B": k})


def test_the_discrete_game_by_hand():
    game = burden_sharing_game({"A": 5, "B": 4}, [0, 1, 3], private=2, public=1)
    for (j, g), (k, h) in product(enumerate((0, 1, 3)), repeat=2):
        assert game.payoffs[0, j, k] == (5 - g) ** 2 * (g + h)
        assert game.payoffs[1, j, k] == (4 - h) ** 2 * (g + h)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: burden_shares({}), "at least 1 state"),
        (lambda: burden_shares({"A": -1}), "income of A"),
        (lambda: burden_shares({"A": 1}, weight=1), "weight must be below 1"),
        (lambda: burden_shares({"A": 1}, weight=0), "weight must be between"),
        (lambda: burden_shares({"Ann": 1, "Bob": 1}, contributors=["Anne"]), "did you mean 'Ann'"),
        (lambda: burden_shares({"A": 1}, contributors=[]), "contributors are empty"),
        (lambda: burden_sharing_game({"A": 1, "B": 9}, [0, 2]), "income of A less the highest level"),
        (lambda: burden_sharing_game({"A": Fraction(1), "B": 9}, [0, 2]), "income of A less the highest level"),
        (lambda: burden_sharing_game({"A": 1, "B": 9}, []), "levels are empty"),
        (lambda: burden_sharing_game({"A": 1, "B": 9}, [-1]), "levels must be"),
        (lambda: burden_sharing_game(dict.fromkeys("ABCDEFGHI", 9), list(range(9))), "take fewer levels"),
        (lambda: burden_sharing_game({"A": 9, "B": 5}, [0, 1], public=10**30), "public must be"),
    ],
)
def test_bad_burdens_are_refused_in_words(call, words):
    with pytest.raises(InvalidModelError, match=words):
        call()
