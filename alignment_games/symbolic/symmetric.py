r"""Symmetric mixed equilibria of n players with two actions, n a number or a symbol.

If every other player acts with probability p, then k of the n - 1 others act with the binomial probability, and a
player is indifferent iff the gain from acting, :math:`\Delta(k)` when k others act, averages to zero:

.. math:: G(p) = \sum_{k=0}^{n-1} \binom{n-1}{k} p^k (1-p)^{n-1-k} \Delta(k) = 0.

For a number n this is a polynomial in p. For a symbol n it stays a finite sum when :math:`\Delta` is constant but for
a few k, :math:`\Delta(k) = \delta + \sum_j \delta_j [k = j]`: the volunteer's dilemma (Diekmann 1985) has the one
exception k = 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sympy import (
    Add,
    Dummy,
    Eq,
    Expr,
    Integer,
    Piecewise,
    Poly,
    Symbol,
    binomial,
    powsimp,
    real_roots,
    roots,
    simplify,
    solve,
)
from sympy.core.relational import Equality

from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.expressions import refuse_namesakes
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.signatures import as_annotated
from alignment_games.symbolic import _polynomials as poly
from alignment_games.symbolic._analysis import Analysis
from alignment_games.symbolic._evaluation import number_sign
from alignment_games.symbolic._symmetry import interchangeable
from alignment_games.text.display import Displayed
from alignment_games.text.visible import visible

#: The probability with which each player acts.
P = Symbol("p", positive=True)


@dataclass(frozen=True, eq=False, repr=False)
class SymmetricMixed(Displayed):
    """The symmetric mixed equilibria: each player acts with a probability p, 0 < p < 1, that solves ``equation``.

    ``probabilities``: the solutions, closed forms or exact algebraic numbers; for symbolic payoffs all the candidate
    roots, of which those are equilibria that lie between 0 and 1. ``interior``: inequalities that say when they do,
    where these are known in closed form.
    """

    action: str
    equation: Any
    probabilities: tuple[Expr, ...]
    interior: tuple[Any, ...] = ()

    def __str__(self) -> str:
        if not self.probabilities:
            return f"no symmetric mixed equilibrium in closed form; p solves {self.equation}"
        listed = " or ".join(f"p = {p}" for p in self.probabilities)
        where = f" exactly when {' and '.join(map(str, self.interior))}" if self.interior else ""
        return f"each plays {visible(self.action)} with {listed}{where}"


def symmetric_mixed(game: Given) -> SymmetricMixed:
    """Return the symmetric mixed equilibria of a symmetric game of two actions, the first of which counts as acting.

    Raises UnsupportedGameError when the game is not symmetric or has another number of actions.

    >>> from fractions import Fraction
    >>> from alignment_games.models.threshold import volunteers_dilemma
    >>> game = volunteers_dilemma(3, required=2, cost=Fraction(1, 4))
    >>> [round(float(p), 10) for p in symmetric_mixed(game).probabilities]
    [0.1464466094, 0.8535533906]
    """
    game = as_game(game)
    if set(game.n_actions) != {2} or len(set(game.actions)) > 1:
        raise UnsupportedGameError("symmetric mixed equilibria are for players who share the same two actions")
    analysis = Analysis(game)
    if len(interchangeable(analysis)) > 1 or (analysis.domain.symbols and _differ(game)):
        raise UnsupportedGameError("the players are not interchangeable; see algebraic_equilibria or mixed_equilibria")
    if P in analysis.domain.symbols:
        raise InvalidModelError("p names the probability of acting; game.substitute({'p': another symbol}) first")
    refuse_namesakes([*game.expressions.flat, P])
    n = game.n_players
    equation: Expr = Integer(0)
    for k in range(n):
        others = (0,) * k + (1,) * (n - 1 - k)
        act, wait = (poly.as_expression(game.expressions[(0, own, *others)]) for own in range(2))
        equation += binomial(n - 1, k) * P**k * (1 - P) ** (n - 1 - k) * (act - wait)
    polynomial = Poly(equation.expand(), P)
    return SymmetricMixed(game.actions[0][0], Eq(equation, 0), _roots(polynomial))


def _differ(game: NormalFormGame) -> bool:
    """Return whether exchanging players needs an exchange of symbols: then they differ once numbers are put in."""
    first = game.expressions[0]
    return any(
        simplify(a - b) != 0
        for i in range(1, game.n_players)
        for a, b in zip(first.ravel(), game.expressions[i].swapaxes(0, i).ravel(), strict=True)
    )


def _roots(polynomial: Poly) -> tuple[Expr, ...]:
    """Return the roots between 0 and 1: exact numbers, or candidates where symbols remain."""
    if polynomial.is_zero or polynomial.degree() == 0:
        return ()
    if polynomial.free_symbols_in_domain:
        return tuple(roots(polynomial.as_expr(), P))
    if polynomial.domain.is_QQ or polynomial.domain.is_ZZ:
        found = [root for root, _ in real_roots(polynomial, multiple=False)]
    else:
        found = _roots_in_closed_form(polynomial)
    return tuple(root for root in found if number_sign(root) == 1 and number_sign(1 - root) == 1)


def _roots_in_closed_form(polynomial: Poly) -> list[Expr]:
    """Return the real roots where the coefficients are irrational, in rising order."""
    found = roots(polynomial)
    if sum(found.values()) < polynomial.degree():
        raise UnsupportedGameError(
            "the equation with these irrational payoffs has no solution in closed form; put fractions in for them"
        )
    return sorted((root for root in found if number_sign(root) is not None), key=float)


@as_annotated()
def symmetric_mixed_in_n(
    act: Callable[[Any], Any], wait: Callable[[Any], Any], n: Symbol, *, action: str = "act"
) -> SymmetricMixed:
    """Return the symmetric mixed equilibrium for a symbol n, from the payoffs as functions of k.

    ``act(k)``, ``wait(k)``: a player's payoff when k of the others act; steps as ``Piecewise`` in ``Eq(k, number)``
    or ``Eq(k, n - number)``. Raises UnsupportedGameError when the gain varies with k in other ways.

    >>> b, c = Symbol("b", positive=True), Symbol("c", positive=True)
    >>> n = Symbol("n", integer=True, positive=True)
    >>> print(symmetric_mixed_in_n(lambda k: b - c, lambda k: Piecewise((0, Eq(k, 0)), (b, True)), n))
    each plays act with p = 1 - (c/b)**(1/(n - 1)) exactly when c/b < 1
    """
    k = Dummy("k", integer=True, nonnegative=True)
    refuse_namesakes([act(k), wait(k), n, P])
    if P in poly.as_expression(act(k) - wait(k)).free_symbols:
        raise InvalidModelError("p names the probability of acting; use another symbol in the payoffs")
    gain = poly.as_expression(act(k)) - poly.as_expression(wait(k))
    exceptions = sorted({_exception(e, k) for e in gain.atoms(Equality)}, key=str)
    rest = gain.xreplace(dict.fromkeys(gain.atoms(Equality), False))
    if rest.has(k) or rest.has(Piecewise):
        raise UnsupportedGameError(f"the gain from acting must be constant but for single k, got {gain}")
    jumps = {j: simplify(gain.subs(k, j) - rest) for j in exceptions}
    terms = [binomial(n - 1, j) * P**j * (1 - P) ** (n - 1 - j) * jump for j, jump in jumps.items()]
    equation = Eq(Add(rest, *terms), 0)
    return SymmetricMixed(action, equation, *_single_jump(rest, jumps, n))


def _exception(equality: Equality, k: Symbol) -> Expr:
    found = solve(equality, k)
    if len(found) != 1:
        raise UnsupportedGameError(f"a step must single out one k, got {equality}")
    return found[0]


def _single_jump(rest: Expr, jumps: dict[Expr, Expr], n: Symbol) -> tuple[tuple[Expr, ...], tuple[Any, ...]]:
    """Solve ``rest + jump * x**(n - 1) = 0`` for x = 1 - p (jump at k = 0) or x = p (jump at k = n - 1)."""
    if len(jumps) != 1:
        return (), ()
    ((j, jump),) = jumps.items()
    if j != 0 and simplify(j - (n - 1)) != 0:
        return (), ()
    x = Symbol("x", positive=True)
    found = solve(Eq(rest + jump * x ** (n - 1), 0), x)
    ratio = simplify(-rest / jump)
    probabilities = tuple(1 - powsimp(root) if j == 0 else powsimp(root) for root in found)
    # x -> x**(n - 1) maps (0, 1) onto itself, so that the root is inside iff its power is.
    return probabilities, tuple(side for side in (ratio > 0, ratio < 1) if side != True)  # noqa: E712 - SymPy's own true
