"""Right values: closed forms, publications, resultants and Gröbner bases as second methods, planted roots."""

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from importlib.util import find_spec
from itertools import product
from shutil import which

import numpy as np
import pytest
from sympy import Poly, Rational, Symbol, factor_list, parse_expr, resultant, sqrt, symbols

from alignment_games import InvalidModelError, NormalFormGame, UnsupportedGameError, solve, volunteers_dilemma
from alignment_games.algebra import relations
from alignment_games.catalogue.known_games import known_game
from alignment_games.symbolic import algebraic_equilibria, exact_equilibrium

t = Symbol("t")
needs_flint = pytest.mark.skipif(find_spec("flint") is None, reason="short relations need FLINT")

#: Near an equilibrium of a random game: to start from.
THREE = [
    [0.573275381, 0.252115392, 0.174609227],
    [0.31386273, 0.129325496, 0.556811774],
    [0.174868638, 0.783120563, 0.042010799],
]


def random_game(shape, seed, top=20):
    return NormalFormGame(np.random.default_rng(seed).integers(-top, top, size=(len(shape), *shape)).astype(object))


def regret_in_fractions(game, exact, digits=60):
    """The regret at the decimals of an answer, by the definition, whatever polynomials stand behind them."""
    profile = [[Fraction(p) for p in own.values()] for own in exact.evaluate(digits).values()]
    worst = Fraction(0)
    for i in range(game.n_players):
        pays = [Fraction(0)] * game.n_actions[i]
        for at in product(*map(range, game.n_actions)):
            chance = Fraction(1)
            for j, a in enumerate(at):
                chance *= profile[j][a] if j != i else 1
            pays[at[i]] += chance * Fraction(game.payoffs[(i, *at)])
        worst = max(worst, max(pays) - sum(p * x for p, x in zip(profile[i], pays, strict=True)))
    return worst


def full(game):
    """The first equilibrium in which every player mixes."""
    return next(e for e in solve(game) if min(map(len, e.supports)) > 1)


def game_of_gains(*gains):
    """Three players gain ``gains[i](a, b, c)`` by the first of two actions where a, b, c say who takes the first."""
    tables = np.zeros((3, 2, 2, 2), dtype=object)
    for at in product(range(2), repeat=3):
        first = [1 - a for a in at]
        for i in range(3):
            tables[(i, *at)] = gains[i](*first) * first[i]
    return NormalFormGame(tables, list("ABC"), ["up", "down"])


def near_double(square, r=Fraction(1, 2)):
    """The game whose mixed equilibria are r +- the root of a square, for all three players alike."""
    return game_of_gains(
        lambda _, b, c: b - c,
        lambda a, _, c: c - a,
        lambda a, b, _: a * b - r * (a + b) + r * r - square,
    )


def all_play(p):
    return [[p, 1 - p]] * 3


def test_the_published_irrational_equilibrium():
    # Nau, Gomez Canovas & Hansen (2004), section 4: the only equilibrium, in roots of 601.
    game = known_game("irrational").game
    exact = exact_equilibrium(game, solve(game)[0])
    numbers = {p for own in exact.radicals.values() for p in own.values()}
    published = [(53 - sqrt(601)) / 46, (sqrt(601) - 13) / 24, (sqrt(601) - 23) / 4]
    assert numbers == {p.expand() for p in published} | {(1 - p).expand() for p in published}
    assert (exact.degree, exact.regret) == (2, 0)


@pytest.mark.parametrize(("n", "cost"), [(3, Fraction(1, 8)), (4, Fraction(1, 3))])
def test_the_volunteers_dilemma(n, cost):
    # All wait with probability q = c**(1/(n - 1)); p = 1 - q has the polynomial (1 - p)**(n - 1) - c.
    game = volunteers_dilemma(n, cost=cost)
    exact = exact_equilibrium(game, [[1 - float(cost) ** (1 / (n - 1)), float(cost) ** (1 / (n - 1))]] * n)
    c = Rational(cost)
    wanted = Poly(c.q * (1 - t) ** (n - 1) - c.p, t)
    assert exact.minimal_polynomial in {wanted, -wanted}
    assert exact.form == {("State 1", "balance"): 1}
    assert exact["State 2"] == {"balance": t, "buck_pass": 1 - t}
    assert (exact.radicals["State 2"]["buck_pass"] - c ** Rational(1, n - 1)).expand() == 0


def test_three_players_with_two_actions_by_resultants():
    game = random_game((2, 2, 2), 17)
    exact = exact_equilibrium(game, full(game))
    p, q, r = symbols("p q r")
    gains = []
    for i, (x, y) in enumerate([(q, r), (p, r), (p, q)]):
        total = 0
        for a, b in product(range(2), repeat=2):
            at = [a, b]
            first, second = (game.payoffs[(i, *at[:i], own, *at[i:])] for own in range(2))
            total += (first - second) * (x if a == 0 else 1 - x) * (y if b == 0 else 1 - y)
        gains.append(total)
    eliminated = resultant(resultant(gains[0], gains[1], r), gains[2], q)
    factors = {Poly(sign * factor.subs(p, t), t) for factor, _ in factor_list(eliminated)[1] for sign in (1, -1)}
    assert exact.degree == 2
    assert exact.minimal_polynomial in factors


def test_groebner_bases_find_the_same_numbers():
    game = random_game((2, 2, 2), 22)
    (other,) = algebraic_equilibria(game)
    exact = exact_equilibrium(game, full(game))
    for player, own in other.items():
        for action, p in own.items():
            assert (exact.radicals[player][action] - p).expand() == 0


@pytest.mark.parametrize(
    ("shape", "seed", "profile", "degree"),
    [((2, 2, 2, 2), 31, None, 9), ((3, 3, 3), 23, THREE, 10)],
)
def test_regrets_at_sixty_digits(shape, seed, profile, degree):
    game = random_game(shape, seed)
    exact = exact_equilibrium(game, profile or full(game))
    assert degree in {None, exact.degree}
    assert regret_in_fractions(game, exact) < Fraction(1, 10**55)
    assert exact.minimal_polynomial.count_roots(*exact.interval) == 1
    assert exact.minimal_polynomial.is_irreducible


def test_a_planted_rational_equilibrium_among_irrational_solutions():
    rng = np.random.default_rng(5)
    payoffs = rng.integers(-9, 10, size=(3, 3, 3, 3)).astype(object)
    planted = [
        [Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)],
        [Fraction(1, 5)] * 2 + [Fraction(3, 5)],
        [Fraction(1, 3)] * 3,
    ]
    for i in range(3):
        pays = NormalFormGame(payoffs).deviation_payoffs([np.array(x) for x in planted])[i]
        payoffs[i] = payoffs[i] - np.expand_dims(pays, [j for j in range(3) if j != i])
    exact = exact_equilibrium(NormalFormGame(payoffs), [[float(p) for p in own] for own in planted])
    assert exact.degree == 1
    assert [[Fraction(str(p)) for p in own.values()] for own in exact.radicals.values()] == planted
    assert str(exact).splitlines()[2].split() == ["Player", "1", "1", "0.5", "1/2"]


@needs_flint
def test_near_double_roots_are_told_apart():
    # (p - 1/2)**2 = 2 / 10**20: the two equilibria are 2.8e-10 apart.
    square = Fraction(2, 10**20)
    game = near_double(square)
    for sign in (1, -1):
        exact = exact_equilibrium(game, all_play(0.5 + sign * float(square) ** 0.5))
        assert exact.radicals["B"]["up"] == Rational(1, 2) + sign * sqrt(2) / 10**10
        assert exact.interval[0] < Fraction(exact.evaluate(30)["A"]["up"]) < exact.interval[1]


def test_multiple_solutions_and_continua_are_refused():
    with pytest.raises(UnsupportedGameError, match="singular"):
        exact_equilibrium(near_double(0), all_play(0.5))
    tied = NormalFormGame([[[0, 0], [0, 0]], [[0, 1], [1, 0]]])
    with pytest.raises(UnsupportedGameError, match="singular"):
        exact_equilibrium(tied, [[0.5, 0.5], [0.25, 0.75]])
    with pytest.raises(UnsupportedGameError, match="singular"):
        exact_equilibrium(tied, [[0.5, 0.5], [1, 0]])


def test_an_unused_action_that_does_as_well_is_named():
    # Matching pennies; the third row pays zero everywhere, which is the value of the game.
    game = NormalFormGame(
        [[[1, -1], [-1, 1], [0, 0]], [[-1, 1], [1, -1], [0, 0]]], ["A", "B"], [["h", "t", "out"], ["h", "t"]]
    )
    exact = exact_equilibrium(game, [[0.5, 0.5, 0], [0.5, 0.5]])
    assert exact.ties == (("A", "out"),)
    assert str(exact).splitlines()[-1] == "A does as well by out, unused"
    better = NormalFormGame(
        game.payoffs + np.array([[[0, 0], [0, 0], [1, 1]], [[0, 0]] * 3]), game.players, game.actions
    )
    with pytest.raises(InvalidModelError, match="A would gain by out"):
        exact_equilibrium(better, [[0.5, 0.5, 0], [0.5, 0.5]])


def test_what_is_no_equilibrium_is_refused():
    pennies = NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
    with pytest.raises(InvalidModelError, match=r"nearest solution of its equations is 0\.1 away"):
        exact_equilibrium(pennies, [[0.6, 0.4], [0.5, 0.5]])
    # Indifference at 1 of the first row, which the support asks to be between: the exact probability is 0.
    edge = NormalFormGame([[[1, -1], [-1, 1]], [[0, 0], [1, -1]]])
    with pytest.raises(InvalidModelError, match="exact probability of 2 by Player 1 is not positive"):
        exact_equilibrium(edge, [[1 - 1e-8, 1e-8], [0.5, 0.5]])


def test_a_pure_equilibrium_is_exact_too():
    game = NormalFormGame([[[2, 0], [0, 1]], [[2, 0], [0, 1]]])
    exact = exact_equilibrium(game, solve(game)[0])
    assert (exact.degree, exact["Player 1"]) == (1, {"1": 1, "2": 0})
    with pytest.raises(InvalidModelError, match="Player 1 would gain by 2"):
        exact_equilibrium(game, "1, 2")


def test_units_do_not_matter():
    game = random_game((2, 2, 2), 17)
    exact = exact_equilibrium(game, full(game))
    for unit in (Fraction(1, 10**9), 10**9):
        other = exact_equilibrium(NormalFormGame(game.payoffs * unit + 7), exact)
        assert (other.minimal_polynomial, other.interval) == (exact.minimal_polynomial, exact.interval)


def test_one_solution_and_all_of_them_lead_to_the_same(monkeypatch):
    game = random_game((2, 2, 2, 2), 31)
    near = full(game)
    from_one = exact_equilibrium(game, near)
    monkeypatch.setattr(relations, "from_one_solution", lambda *_: None)
    from_all = exact_equilibrium(game, near)
    assert from_all.degree == 9
    assert from_one.minimal_polynomial in {from_all.minimal_polynomial, -from_all.minimal_polynomial}
    assert from_one.evaluate(100) == from_all.evaluate(100)
    with pytest.raises(UnsupportedGameError, match=r"9 complex solutions in general, more than most_solutions=5"):
        exact_equilibrium(game, near, most_solutions=5)


@needs_flint
def test_few_digits_of_one_solution_do_where_all_solutions_would_be_too_many():
    # Six players with two actions have up to 265 solutions; the volunteer's dilemma has (1 - p)**5 = 1/3.
    game = volunteers_dilemma(6, cost=Fraction(1, 3))
    exact = exact_equilibrium(game, [[1 - 3**-0.2, 3**-0.2]] * 6)
    assert exact.minimal_polynomial in {Poly(sign * (3 * (1 - t) ** 5 - 1), t) for sign in (1, -1)}


@pytest.mark.slow
def test_mpmath_does_what_flint_does(monkeypatch):
    game = random_game((2, 2, 2), 17)
    near = full(game)
    wanted = exact_equilibrium(game, near)
    monkeypatch.setitem(sys.modules, "flint", None)
    found = exact_equilibrium(game, near)
    assert found.minimal_polynomial in {wanted.minimal_polynomial, -wanted.minimal_polynomial}
    assert found.evaluate(100) == wanted.evaluate(100)


@pytest.mark.peer
@pytest.mark.skipif(which("Singular") is None, reason="Singular is not installed")
@pytest.mark.parametrize(("shape", "seed", "profile"), [((2, 2, 2, 2), 31, None), ((3, 3, 3), 23, THREE)])
def test_singular_eliminates_to_the_same_polynomial(shape, seed, profile):
    game = random_game(shape, seed)
    exact = exact_equilibrium(game, profile or full(game))
    rows = [[f"x{i}y{a}" for a in range(k - 1)] for i, k in enumerate(shape)]
    names = [name for row in rows for name in row]
    weights = [[*row, f"(1-{'-'.join(row)})"] for row in rows]
    equations = []
    for i, k in enumerate(shape):
        for a in range(1, k):
            terms = []
            for at in product(*(range(m) if j != i else (0,) for j, m in enumerate(shape))):
                gain = game.payoffs[(i, *at[:i], a, *at[i + 1 :])] - game.payoffs[(i, *at)]
                terms.append("*".join([f"({gain})", *(weights[j][b] for j, b in enumerate(at) if j != i)]))
            equations.append("+".join(terms))
    script = (
        f"ring r = 0, ({','.join(names)}), dp; short = 0; ideal I = {','.join(equations)};"
        f"ideal J = eliminate(std(I), {'*'.join(names[1:])}); J[1]; quit;"
    )
    told = subprocess.run(["Singular", "-q"], input=script, capture_output=True, text=True, check=True).stdout
    eliminated = Poly(parse_expr(told.split("\n")[-2].replace("^", "**")), Symbol(names[0]))
    assert exact.form == {(game.players[0], game.actions[0][0]): 1}
    assert eliminated.primitive()[1].all_coeffs() in (
        exact.minimal_polynomial.all_coeffs(),
        (-exact.minimal_polynomial).all_coeffs(),
    )


def test_floats_are_read_as_decimals():
    exact = exact_equilibrium(NormalFormGame([[[0.1, 0.0], [0.0, 0.3]]] * 2), [[0.75, 0.25]] * 2)
    assert exact["Player 1"] == {"1": Rational(3, 4), "2": Rational(1, 4)}
    assert exact.evaluate(5)["Player 1"] == {"1": Decimal("0.75"), "2": Decimal("0.25")}


def test_other_payoffs_and_too_many_solutions_are_refused():
    x = Symbol("x")
    with pytest.raises(UnsupportedGameError, match="one is x; put fractions in"):
        exact_equilibrium(NormalFormGame([[[x, 0], [0, 1]], [[0, 1], [1, 0]]]), [[0.5, 0.5]] * 2)
    with pytest.raises(UnsupportedGameError, match=r"one is sqrt\(2\)"):
        exact_equilibrium(NormalFormGame([[[sqrt(2), 0], [0, 1]], [[0, 1], [1, 0]]]), [[0.5, 0.5]] * 2)
    family = NormalFormGame(np.zeros((5, 2, 2, 2)), ["A", "B"])
    with pytest.raises(UnsupportedGameError, match="a family of games"):
        exact_equilibrium(family, [[0.5, 0.5]] * 2)
