r"""Totally mixed equilibria of n players with two actions each, as exact algebraic numbers.

With :math:`p_i` the probability of i's first action, i's gain from it is a polynomial in the others' p, of degree one
in each. The n gains vanish at a totally mixed equilibrium; a Gröbner basis in lexical order brings the system to one
polynomial in the last unknown, whose real roots in (0, 1) are isolated exactly, and rational functions of that root
for the others. Nau, Gomez Canovas & Hansen (2004) show a three-player game of rational payoffs whose only equilibrium
is irrational.
"""

from __future__ import annotations

from itertools import product
from typing import Any

from sympy import QQ, Expr, Integer, Poly, Symbol, groebner, prod, real_roots, symbols

from alignment_games.errors import UnsupportedGameError
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.expressions import brief
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.symbols_left import symbols_left
from alignment_games.symbolic import _polynomials as poly

#: Players of a game whose basis is looked for. Up to 14,833 equilibria of eight are roots of one polynomial, 133,496 of
#: nine (as many as there are derangements of the players: McKelvey & McLennan 1997).
MOST_PLAYERS = 8


def algebraic_equilibria(game: Given) -> tuple[dict[str, dict[str, Expr]], ...]:
    """Return every totally mixed equilibrium of an n-player, two-action game: by player, action, exact probability.

    Payoffs must be numbers; floats are read as the decimals that they print as. Raises UnsupportedGameError for
    symbols, for other numbers of actions, for more than eight players, and where the equilibria are not isolated.

    >>> game = NormalFormGame([[[2, 0], [1, 1]], [[1, 0], [0, 3]]], ["Ann", "Bob"], ["left", "right"])
    >>> algebraic_equilibria(game)
    ({'Ann': {'left': 3/4, 'right': 1/4}, 'Bob': {'left': 1/2, 'right': 1/2}},)
    """
    game = as_game(game)
    if game.batch_shape:
        raise UnsupportedGameError(f"algebraic equilibria are of one game, and this is a family {game.batch_shape}")
    if set(game.n_actions) != {2}:
        raise UnsupportedGameError(
            "algebraic equilibria are for two actions each; see mixed_equilibria for two players"
        )
    if game.n_players > MOST_PLAYERS:
        raise UnsupportedGameError(
            f"a system of {game.n_players} players is too long to solve exactly; at most {MOST_PLAYERS}; "
            "symmetric_mixed answers for interchangeable players, solve(game) in floats"
        )
    if game.arithmetic == "symbolic":
        raise UnsupportedGameError(symbols_left(game))
    irrational = [e for e in map(poly.as_expression, game.expressions.flat) if not e.is_Rational]
    if irrational:
        raise UnsupportedGameError(
            f"payoffs hold the irrational number {brief(irrational[0])}; put fractions in, or solve(game) in floats"
        )
    unknowns = symbols(f"p1:{game.n_players + 1}")
    gains = [_gain(game, i, unknowns) for i in range(game.n_players)]
    basis = groebner([g for g in gains if g != 0], *unknowns, order="lex", domain=QQ)
    if list(basis.exprs) == [Integer(1)]:
        return ()
    if not basis.is_zero_dimensional:
        raise UnsupportedGameError("the totally mixed equilibria, if any, are not isolated points; payoffs tie")
    *above, last = (Poly(e, *unknowns) for e in basis.exprs)
    found = []
    for root, _ in real_roots(Poly(last.as_expr(), unknowns[-1]), multiple=False):
        values = _others(above, unknowns, root)
        if all(v > 0 and v < 1 for v in values):
            found.append(values)
    return tuple(
        {
            player: {labels[0]: p, labels[1]: 1 - p}
            for player, labels, p in zip(game.players, game.actions, values, strict=True)
        }
        for values in found
    )


def _gain(game: NormalFormGame, i: int, unknowns: tuple[Symbol, ...]) -> Expr:
    """Return what player i gains by the first action over the second, as a polynomial in the others' weights."""
    total: Expr = Integer(0)
    for others in product(range(2), repeat=game.n_players - 1):
        weights = [x for j, x in enumerate(unknowns) if j != i]
        chance = prod(x if a == 0 else 1 - x for x, a in zip(weights, others, strict=True))
        first, second = (game.expressions[(i, *others[:i], own, *others[i:])] for own in range(2))
        total += (poly.as_expression(first) - poly.as_expression(second)) * chance
    return total.expand()


def _others(above: list[Poly], unknowns: tuple[Symbol, ...], root: Expr) -> list[Any]:
    """Return all unknowns' values at a root of the last, from basis elements of degree one in each."""
    last = unknowns[-1]
    values = {last: root}
    for x in reversed(unknowns[:-1]):
        linear = [p for p in above if p.degree(x) == 1 and p.free_symbols <= {x, last}]
        if not linear:
            raise UnsupportedGameError("the equilibria are not rational in one unknown; the game is too special")
        slope, constant = Poly(linear[0].as_expr(), x).all_coeffs()
        values[x] = _reduced(-constant / slope, last, root)
    return [values[x] for x in unknowns]


def _reduced(e: Expr, last: Symbol, root: Expr) -> Expr:
    from sympy import CRootOf, radsimp

    value = e.subs(last, root)
    return value if root.has(CRootOf) else radsimp(value).expand()
