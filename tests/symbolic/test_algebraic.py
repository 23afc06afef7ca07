from fractions import Fraction

import numpy as np
import pytest
from sympy import Poly, Rational, Symbol, symbols

from alignment_games import NormalFormGame, UnsupportedGameError
from alignment_games.models.threshold import volunteers_dilemma
from alignment_games.symbolic import algebraic_equilibria


def exact_regret_is_zero(game, equilibrium):
    """Both actions of every player pay the same, as an identity of algebraic numbers."""
    for i, player in enumerate(game.players):
        total = 0
        others = [p for p in game.players if p != player]
        for index in np.ndindex(*(2,) * len(others)):
            chance = 1
            for name, a in zip(others, index, strict=True):
                chance *= equilibrium[name][game.actions[game.players.index(name)][a]]
            at = list(index)
            first, second = (game.payoffs[(i, *at[:i], own, *at[i:])] for own in range(2))
            total += (Rational(Fraction(first)) - Rational(Fraction(second))) * chance
        assert abs(total.evalf(40)) < 1e-35
        assert total.expand() == 0 or total.simplify() == 0


def test_irrational_equilibria_of_three_players_are_exact():
    rng = np.random.default_rng(3)
    found = 0
    for _ in range(12):
        game = NormalFormGame(rng.integers(0, 9, size=(3, 2, 2, 2)).astype(object).tolist())
        for equilibrium in algebraic_equilibria(game):
            found += 1
            exact_regret_is_zero(game, equilibrium)
            assert all(0 < p < 1 for own in equilibrium.values() for p in own.values())
    assert found >= 2


def test_three_cyclic_players_with_a_golden_root():
    # Player i gains from acting iff p_j + p_i' p_k ...: the symmetric equation p**2 + p = 1 has the golden root.
    def payoffs(*acts):
        on = [a == "act" for a in acts]
        return [
            (1 if on[(i + 1) % 3] and on[(i + 2) % 3] else 0) + (1 if on[(i + 1) % 3] else 0) - 1 if on[i] else 0
            for i in range(3)
        ]

    game = NormalFormGame.from_function(payoffs, ["A", "B", "C"], ["act", "wait"])
    values = {p["act"] for e in algebraic_equilibria(game) for p in e.values()}
    x = Symbol("x")
    golden = Poly(x**2 + x - 1, x)
    assert len(values) == 1
    assert golden.eval(values.pop()).expand() == 0


def test_no_totally_mixed_equilibrium():
    dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["A", "B"])
    assert algebraic_equilibria(dilemma) == ()


def test_other_games_are_refused():
    with pytest.raises(UnsupportedGameError, match="two actions"):
        algebraic_equilibria(NormalFormGame(np.zeros((2, 3, 3))))
    x = symbols("x", positive=True)
    with pytest.raises(UnsupportedGameError, match="substitute"):
        algebraic_equilibria(NormalFormGame([[[x, 0], [0, 1]], [[0, 1], [1, 0]]]))
    with pytest.raises(UnsupportedGameError, match="not isolated"):
        algebraic_equilibria(NormalFormGame([[[0, 0], [0, 0]], [[0, 1], [1, 0]]]))
    with pytest.raises(UnsupportedGameError, match=r"9 players is too long .*symmetric_mixed answers"):
        algebraic_equilibria(volunteers_dilemma(9, cost=Fraction(1, 4)))
