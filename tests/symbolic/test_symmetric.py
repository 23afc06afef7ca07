from fractions import Fraction

import pytest
from sympy import Eq, Piecewise, Rational, Symbol, binomial, symbols

from alignment_games import NormalFormGame, UnsupportedGameError, volunteers_dilemma
from alignment_games.symbolic import symmetric_mixed, symmetric_mixed_in_n

b, c = symbols("b c", positive=True)
n = Symbol("n", integer=True, positive=True)


def volunteer():
    return symmetric_mixed_in_n(lambda _: b - c, lambda k: Piecewise((0, Eq(k, 0)), (b, True)), n)


def test_volunteers_dilemma_in_n_is_derived():
    # Diekmann (1985): p = 1 - (c/b)**(1/(n - 1)).
    (p,) = volunteer().probabilities
    for players in (2, 3, 7):
        for ratio in (Rational(1, 4), Rational(2, 3)):
            value = p.subs({n: players, c: ratio, b: 1})
            assert abs(float(value) - (1 - float(ratio) ** (1 / (players - 1)))) < 1e-14
    assert volunteer().interior == (c / b < 1,)


@pytest.mark.parametrize("players", [2, 3, 4])
def test_the_formula_in_n_agrees_with_the_game_of_n(players):
    game = volunteers_dilemma(players, cost=Fraction(1, 4))
    (exact,) = symmetric_mixed(game).probabilities
    (p,) = volunteer().probabilities
    assert abs(float(exact) - float(p.subs({n: players, c: Rational(1, 4), b: 1}))) < 1e-14
    weights = [[float(exact), 1 - float(exact)]] * players
    assert max(game.to_float().regrets(weights)) < 1e-12


@pytest.mark.parametrize(
    ("players", "required", "cost", "expected"),
    [
        (3, 2, Fraction(1, 4), [0.1464466094, 0.8535533906]),
        (5, 3, Fraction(1, 4), [0.2858135047, 0.7141864953]),
        (3, 2, Fraction(3, 5), []),
    ],
)
def test_threshold_forms_match_the_published_roots(players, required, cost, expected):
    found = symmetric_mixed(volunteers_dilemma(players, cost=cost, required=required)).probabilities
    assert [round(float(p), 10) for p in found] == expected
    for p in found:
        pivotal = binomial(players - 1, required - 1) * p ** (required - 1) * (1 - p) ** (players - required)
        assert abs(float(pivotal) - float(cost)) < 1e-12


def test_unanimity_in_n():
    found = symmetric_mixed_in_n(lambda k: Piecewise((b - c, Eq(k, n - 1)), (-c, True)), lambda _: 0 * b, n)
    (p,) = found.probabilities
    assert abs(float(p.subs({n: 4, b: 1, c: Rational(1, 8)})) - 0.5) < 1e-14


def test_symbolic_payoffs_of_two_states():
    game = NormalFormGame.from_function(
        lambda *acts: [(b if "act" in acts else 0) - (c if own == "act" else 0) for own in acts],
        ["A", "B"],
        ["act", "wait"],
    )
    (p,) = symmetric_mixed(game).probabilities
    assert (p - (1 - c / b)).simplify() == 0


def test_asymmetric_games_are_refused():
    with pytest.raises(UnsupportedGameError, match="not interchangeable"):
        symmetric_mixed(NormalFormGame([[[1, 0], [2, 5]], [[0, 1], [3, 4]]], ["A", "B"], [["s", "t"]] * 2))
    with pytest.raises(UnsupportedGameError, match="constant but for single k"):
        symmetric_mixed_in_n(lambda k: b * k, lambda _: c, n)


def test_states_that_differ_by_their_symbols_are_refused():
    x, y = symbols("x_1 x_2", positive=True)
    game = NormalFormGame([[[x, 0], [1, 2]], [[y, 1], [0, 2]]], ["A", "B"], [["s", "t"]] * 2)
    with pytest.raises(UnsupportedGameError, match="not interchangeable"):
        symmetric_mixed(game)
