r"""A mixed equilibrium of a game with rational payoffs, exactly: as rational functions of one algebraic number.

1. On the equilibrium's support the game says which equations it solves (`indifference`).
2. A linear form t of the probabilities has a minimal polynomial p over the rationals, and every probability is
   g(t) / p'(t) (Rouillier 1999). Up to degree 12 the polynomials are read off many digits of the equilibrium alone
   (`newton`, `relations`).
3. Else all isolated complex solutions are followed in floats from those of a simple system (`homotopy`) and worked out
   to hundreds or thousands of digits; p vanishes at those that are conjugate to the equilibrium (`reconstruction`).
4. All this is a proposal. In exact arithmetic the representation is put into the equations, p is irreducible, the root
   is isolated, and the signs of probabilities and of the gains of unused actions are decided at it (`proof`).

Nau, Gomez Canovas & Hansen (2004) show a game of three players and whole payoffs whose only equilibrium is irrational.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from sympy import ZZ, Poly

from alignment_games.algebra import homotopy, newton, reconstruction, relations
from alignment_games.algebra.indifference import Indifference, indifference
from alignment_games.algebra.proof import Proven, prove
from alignment_games.algebra.reconstruction import Representation, T
from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.expressions import brief
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import supports
from alignment_games.symbolic import _polynomials as poly
from alignment_games.symbolic.exact_record import ExactForm

#: What stands for play in which nobody mixes: t is zero, and probabilities are one.
_PURE = Representation((), Poly(T, T, domain=ZZ), Fraction(0), (), Poly(1, T, domain=ZZ))
#: Bits of the first and of the last attempt; each has twice as many as the one before.
_BITS, _MOST_BITS = 192, 24_576
#: Random ways along which the solutions are followed before they are given up.
_WAYS = 3
#: A solution is the one meant if no probability is farther from the profile given.
_NEAR = 1e-6


def exact_equilibrium(game: Given, profile: Any, *, most_solutions: int = 100) -> ExactForm:
    """Return the isolated equilibrium next to a profile in exact numbers, proven in exact arithmetic.

    ``profile``: an `Equilibrium`, or a profile as `conditions` takes it; the actions of positive probability are the
    support. Payoffs must be rational; floats are read as the decimals that they print as. ``most_solutions``: how many
    complex solutions the equations may have in general, which bounds the degree; 44 of five players with two actions
    take seconds, and so do the 56 of three players with four.

    Raises UnsupportedGameError for symbols, irrational payoffs, too many solutions, and where the equilibrium is no
    isolated, regular solution; InvalidModelError where no equilibrium is next to the profile.

    >>> import alignment_games as ag
    >>> game = ag.volunteers_dilemma(3, cost=Fraction(1, 8))
    >>> print(exact_equilibrium(game, ag.solve(game)[-1]))
    exact equilibrium of degree 2, proven: the regret is exactly 0
    t = p(State 1: balance), the root between 1/2 and 7/10 of 8*t**2 - 16*t + 7
    player   action     probability        exactly
    State 1  balance    0.646446609406726  1 - sqrt(2)/4
    State 1  buck_pass  0.353553390593274  sqrt(2)/4
    State 2  balance    0.646446609406726  1 - sqrt(2)/4
    State 2  buck_pass  0.353553390593274  sqrt(2)/4
    State 3  balance    0.646446609406726  1 - sqrt(2)/4
    State 3  buck_pass  0.353553390593274  sqrt(2)/4
    """
    game = as_game(game)
    given = game.profile(getattr(profile, "profile", profile))
    used = supports(given)
    system = indifference(_rational_payoffs(game), used)
    near = np.array([float(given[i][k]) for i in system.players for k in used[i]])
    proven = _proven(system, near, most_solutions)
    _refuse_what_is_none(game, system, used, proven)
    return _record(game, used, system, proven)


def _rational_payoffs(game: NormalFormGame) -> Array:
    if game.batch_shape:
        raise UnsupportedGameError(f"a family of games, {game.batch_shape}, has no one equilibrium; take one of them")
    expressions = [poly.as_expression(payoff) for payoff in game.expressions.flat]
    other = next((e for e in expressions if not e.is_Rational), None)
    if other is not None:
        raise UnsupportedGameError(
            f"exact equilibria need payoffs that are fractions, and one is {brief(other)}; put fractions in, with "
            "game.substitute({...}) for symbols"
        )
    found = np.empty(len(expressions), dtype=object)
    found[:] = [Fraction(int(e.p), int(e.q)) for e in expressions]
    return found.reshape(game.expressions.shape)


def _proven(system: Indifference, near: Array, most_solutions: int) -> Proven:
    """Return the solution of the equations next to a point, proven."""
    found = _next_to(system, near, most_solutions) if system.players else prove(system, _PURE)
    if found is None:
        raise UnsupportedGameError(
            f"no exact representation was found with {_MOST_BITS:,} bits; the payoffs may have too many digits, or "
            "other solutions of the equations may be too close to be told apart"
        )
    return found


def _next_to(system: Indifference, near: Array, most_solutions: int) -> Proven | None:
    """Return the proof from the digits of this solution alone where they do, else from those of all solutions."""
    groups = [system.players.index(equation.player) for equation in system.equations]
    count = homotopy.n_solutions(groups, [k - 1 for k in system.shape])
    numbers = newton.arithmetic()
    start = newton.refined(system, numbers.array(near[None]), relations.BITS, numbers) if count else []
    if not start:
        raise UnsupportedGameError(
            "the equations of this equilibrium are singular at it: it is a multiple solution or lies on a continuum, "
            "and has no representation of this kind"
        )
    _refuse_other(start[0], near)
    proposed = relations.from_one_solution(start[0], numbers)
    proven = prove(system, proposed) if proposed is not None else None
    return proven or _from_all_solutions(system, groups, near, _allowed(count, most_solutions))


def _allowed(count: int, most_solutions: int) -> int:
    if count > most_solutions:
        raise UnsupportedGameError(
            f"the equations of this equilibrium have {count:,} complex solutions in general, more than most_solutions="
            f"{most_solutions:,}; algebraic numbers of that degree are long, allow more if you want to wait"
        )
    return count


def _from_all_solutions(system: Indifference, groups: Sequence[int], near: Array, count: int) -> Proven | None:
    known = near[None].astype(complex)
    for seed in range(_WAYS):
        if count > 1:
            others = homotopy.regular_solutions(system.tensor, groups, np.random.default_rng(seed))
            known = homotopy.distinct(np.concatenate([known, others]))
        found = _in_more_and_more_digits(system, known)
        if found is not None:
            return found
    return None


def _in_more_and_more_digits(system: Indifference, known: Array) -> Proven | None:
    numbers = newton.arithmetic()
    form = reconstruction.separating_form(known)
    points: Any = numbers.array(known)
    bits = _BITS
    while bits <= _MOST_BITS:
        points = newton.refined(system, points, bits, numbers)
        proposed = reconstruction.representation(points, form, bits, numbers)
        proven = prove(system, proposed) if proposed is not None else None
        if proven is not None:
            return proven
        bits *= 2
    return None


def _refuse_other(solution: Array, near: Array) -> None:
    away = max(abs(complex(x) - y) for x, y in zip(solution, near, strict=True))
    if away > _NEAR:
        raise InvalidModelError(
            f"no equilibrium is next to the profile: the nearest solution of its equations is {away:.2g} away; give an "
            "equilibrium from solve(game)"
        )


def _refuse_what_is_none(game: NormalFormGame, system: Indifference, used: Sequence[Any], proven: Proven) -> None:
    places = [(i, action) for i in system.players for action in used[i]]
    if proven.negative:
        i, action = places[proven.negative[0]]
        raise InvalidModelError(
            "the profile is no equilibrium: where all are indifferent, the exact probability of "
            f"{game.actions[i][action]} by {game.players[i]} is not positive"
        )
    if proven.gaining:
        gain = proven.gaining[0]
        raise InvalidModelError(
            f"the profile is no equilibrium: exactly, {game.players[gain.player]} would gain by "
            f"{game.actions[gain.player][gain.action]}"
        )


def _record(game: NormalFormGame, used: Sequence[Any], system: Indifference, proven: Proven) -> ExactForm:
    found, root = proven.representation, proven.root
    tops = iter(found.tops)
    weights = iter(found.form)
    numerators: dict[str, dict[str, Poly]] = {}
    form: dict[tuple[str, str], int] = {}
    for i, (player, labels) in enumerate(zip(game.players, game.actions, strict=True)):
        own = dict.fromkeys(labels, Poly(0, T, domain=ZZ))
        for action in used[i]:
            mixes = i in system.players
            own[labels[action]] = next(tops) if mixes else found.bottom
            if mixes and (weight := next(weights)):
                form[player, labels[action]] = weight
        numerators[player] = own
    ties = tuple((game.players[g.player], game.actions[g.player][g.action]) for g in proven.tied)
    return ExactForm(game, found.polynomial, (root.low, root.high), form, numerators, found.bottom, ties)
