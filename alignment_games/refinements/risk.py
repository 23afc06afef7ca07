r"""Risk dominance and p-dominance: which of two equilibria is the safer conjecture.

*Two players, two strict equilibria x and y of a 2x2 game* (Harsanyi & Selten 1988, chapter 3): x risk-dominates y
iff its product of deviation losses is larger,

.. math::

   \prod_i [u_i(x) - u_i(y_i, x_{-i})] > \prod_i [u_i(y) - u_i(x_i, y_{-i})] .

*Any number of players* (Harsanyi & Selten 1988, chapters 4 and 5). Let z, uniform on [0, 1], be the
chance that all others play x rather than y. Player i's best reply to z x + (1 - z) y, as z varies, has a
distribution, and these are the *bicentric prior*. From the prior p the *tracing procedure* follows the
equilibria of the games with payoffs :math:`t\,u_i(a, x_{-i}) + (1 - t)\,u_i(a, p_{-i})` from t = 0 to 1; if it
ends at x, then x risk-dominates y; if it ends at neither, neither dominates. On 2x2 games the two rules agree.

What is computed here departs from the book in two ways, both stated: the comparison takes place in the whole
game, not in the smallest formation that holds both equilibria; and the tracing procedure is the logarithmic
one with a small weight on the logarithm, which is a path of logit responses biased towards the prior,

.. math::  x_i(a) \propto \exp\big(\kappa\, u_i(a, x_{-i}) + u_i(a, p_{-i}) / \eta\big), \qquad \kappa: 0 \to \infty,

with t = kappa eta / (1 + kappa eta) and eta = 0.005; payoffs are in units of each
player's range, so that no player's units matter. It is unique for almost all games.

*p-dominance* (Morris, Rob & Shin 1995): a pure equilibrium is p-dominant iff each player's action is a best
reply to every conjecture that gives the others' equilibrium actions at least the chance p. The smallest such
p is the figure here; 1/2 or less in a 2x2 game means risk-dominant when the game is symmetric.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.game import best_reply
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, ProfileLike, is_pure
from alignment_games.game.tolerance import RELATIVE_TOLERANCE
from alignment_games.refinements._verdict import Verdict, entered, probabilities, unilateral_gain, used
from alignment_games.signatures import as_annotated
from alignment_games.solvers import Equilibrium
from alignment_games.solvers.logit.homotopy import TensorSystem
from alignment_games.solvers.logit.symmetry_classes import symmetry_classes
from alignment_games.solvers.logit.tracing import principal_branch
from alignment_games.solvers.numeric import one_game_of_numbers, own_unit_payoffs
from alignment_games.solvers.polish import polish
from alignment_games.text.numbers import number

#: Weight of the logarithm in the tracing procedure, as a share of the payoff range.
LOGARITHM_WEIGHT = 0.005
#: How far the path is followed, in rate times payoff range, and in how many steps at most.
LAST_RATE, MOST_STEPS = 1e5, 2000
_NOTION = "risk-dominant"
#: Two profiles nearer than this are the same end of the path.
SAME = 1e-6


@as_annotated()
def bicentric_prior(game: Given, first: ProfileLike, second: ProfileLike | Equilibrium) -> Profile:
    """Return the bicentric prior of two profiles: one array of probabilities for each player.

    Where several actions are best replies over a whole stretch of z they share it equally.

    The stag hunt 4, 3, 2, 0: stag is the best reply when the chance of stag is above 2/3.

    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> [x.round(6).tolist() for x in bicentric_prior(hunt, "stag, stag", "hare, hare")]
    [[0.333333, 0.666667], [0.333333, 0.666667]]
    """
    game = one_game_of_numbers(as_game(game), "the bicentric prior")
    payoffs = own_unit_payoffs(game)
    ends = [[p.astype(float) for p in probabilities(game, profile)] for profile in (first, second)]
    at_first, at_second = (best_reply.deviation_payoffs(payoffs, x) for x in ends)
    return tuple(_shares(one, two) for one, two in zip(at_first, at_second, strict=True))


def _shares(at_one: Array, at_zero: Array) -> Array:
    """Return the length of z in [0, 1] over which each line z * at_one + (1 - z) * at_zero is the highest."""
    slope = at_one - at_zero
    gaps, slopes = at_zero[:, None] - at_zero[None, :], slope[None, :] - slope[:, None]
    crossings = np.divide(gaps, slopes, out=np.zeros_like(gaps), where=np.abs(slopes) > 1e-12)
    cuts = np.unique(np.concatenate([[0.0, 1.0], crossings[(crossings > 0) & (crossings < 1)]]))
    share = np.zeros(len(slope))
    for low, high in pairwise(cuts):
        heights = at_zero + (low + high) / 2 * slope
        best = heights >= heights.max() - 1e-12
        share[best] += (high - low) / best.sum()
    return share


@as_annotated()
def trace_from_prior(game: Given, prior: ProfileLike) -> Profile | None:
    """Return the equilibrium at which the logarithmic tracing procedure ends, None where none is verified.

    Raises NotConvergedError when the path cannot be followed to its end.

    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> [x.astype(float).tolist() for x in trace_from_prior(hunt, [[0.7, 0.3], [0.7, 0.3]])]
    [[1.0, 0.0], [1.0, 0.0]]
    """
    game = one_game_of_numbers(as_game(game), "the tracing procedure")
    payoffs = own_unit_payoffs(game)
    x = [np.asarray(p, dtype=float) for p in probabilities(game, prior)]
    bias = np.concatenate([v - v.max() for v in best_reply.deviation_payoffs(payoffs, x)]) / LOGARITHM_WEIGHT
    # Ties of best replies to the prior are ties, not the rounding of the prior's probabilities.
    bias = np.where(np.abs(bias) < 1e-10 / LOGARITHM_WEIGHT, 0.0, bias)
    system = TensorSystem(bias, symmetry_classes(payoffs, bias), payoffs)
    trace = principal_branch(system, LAST_RATE, MOST_STEPS, lambda _done, _total: None, locate=False)
    if not trace.finished:
        raise NotConvergedError("the tracing procedure came to a halt before its end")
    return polish(game, system.profile(trace.points[-1].logs))


def risk_dominance(game: Given, first: ProfileLike, second: ProfileLike | Equilibrium) -> Verdict:
    """Return whether the first equilibrium risk-dominates the second; the witness says by what.

    ``witness["dominant"]`` is 1 or 2 for the one that dominates, None when neither does.

    A 2x2 game and two strict equilibria without a common action are compared by the product of deviation
    losses, all else by the bicentric prior and the tracing procedure. Not decided where the path ends at
    neither and where it cannot be followed.

    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> print(risk_dominance(hunt, "hare, hare", "stag, stag"))
    risk-dominant: products of deviation losses 4 against 1
    """
    game = as_game(game)
    x, y = probabilities(game, first), probabilities(game, second)
    for profile in (x, y):
        refused = unilateral_gain(game, profile, _NOTION)
        if refused is not None:
            return Verdict(_NOTION, None, refused.reason, refused.witness)
    return _by_products(game, x, y) if _opposite_corners(game, x, y) else _by_tracing(game, x, y)


def _by_tracing(game: NormalFormGame, x: Profile, y: Profile) -> Verdict:
    prior = bicentric_prior(game, x, y)
    data = {"prior": prior}
    try:
        end = trace_from_prior(game, prior)
    except NotConvergedError as error:
        return Verdict(_NOTION, None, str(error), data)
    if end is None:
        return Verdict(_NOTION, None, "the tracing procedure ends at no equilibrium that could be verified", data)
    if _same(end, x):
        words = "the tracing procedure leads to it from the bicentric prior"
        return Verdict(_NOTION, True, words, {**data, "dominant": 1})
    if _same(end, y):
        words = "the tracing procedure leads to the other from the bicentric prior"
        return Verdict(_NOTION, False, words, {**data, "dominant": 2})
    words = "neither dominates: the tracing procedure leads to a third equilibrium"
    return Verdict(_NOTION, False, words, {**data, "dominant": None})


def risk_in_words(verdict: Verdict) -> str:
    """Return why the dominant one of a decided comparison dominates, whichever came first."""
    losses = verdict.witness.get("losses")
    if losses is None:
        return "the tracing procedure leads to it from the bicentric prior"
    larger, smaller = sorted((one * two for one, two in losses), reverse=True)
    return f"products of deviation losses {number(larger)} against {number(smaller)}"


def _opposite_corners(game: NormalFormGame, x: Profile, y: Profile) -> bool:
    return game.n_actions == (2, 2) and is_pure(x) and is_pure(y) and all(p @ q == 0 for p, q in zip(x, y, strict=True))


def _by_products(game: NormalFormGame, x: Profile, y: Profile) -> Verdict:
    losses = []
    for here, there in ((x, y), (y, x)):
        values = game.deviation_payoffs(here)
        losses.append([(p - q) @ v for p, q, v in zip(here, there, values, strict=True)])
    mine, other = (one * two for one, two in losses)
    tie = mine == other
    if game.arithmetic == "float":
        tie = abs(mine - other) <= RELATIVE_TOLERANCE * np.prod(best_reply.payoff_ranges(game.payoffs, 2))
    words = f"products of deviation losses {number(mine)} against {number(other)}"
    holds = bool(mine > other) and not tie
    dominant = None if tie else (1 if holds else 2)
    data = {"losses": losses, "dominant": dominant}
    return Verdict(_NOTION, holds, f"neither dominates: {words}" if tie else words, data)


def _same(x: Profile, y: Profile) -> bool:
    return all(np.abs(p.astype(float) - q.astype(float)).max() <= SAME for p, q in zip(x, y, strict=True))


def p_dominance(game: Given, profile: ProfileLike) -> dict[str, Any]:
    """Return, for each player, the smallest p for which its action is p-dominant.

    Raises InvalidModelError for a mixed profile and for one that is no equilibrium.

    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> p_dominance(hunt, "stag, stag"), p_dominance(hunt, "hare, hare")
    ({'Ann': Fraction(2, 3), 'Bob': Fraction(2, 3)}, {'Ann': Fraction(1, 3), 'Bob': Fraction(1, 3)})
    """
    game, x, refused = entered(game, profile, "p-dominant")
    if not is_pure(x) or refused is not None:
        reason = "it is mixed" if refused is None else refused.reason
        raise InvalidModelError(f"p-dominance is defined for pure equilibria; {reason}")
    at = [own[0] for own in used(x)]
    return {player: _least_chance(game, i, at) for i, player in enumerate(game.players)}


def _least_chance(game: NormalFormGame, i: int, at: list[int]) -> Any:
    """Return max over alternatives of L / (L + g): L its largest gain anywhere, g its cost at the equilibrium."""
    from fractions import Fraction

    own = np.moveaxis(game.payoffs[i], i, 0)
    others = tuple(k for j, k in enumerate(at) if j != i)
    least: Any = Fraction(0) if game.arithmetic == "exact" else 0.0
    for b in range(len(own)):
        gain = (own[b] - own[at[i]]).max()
        cost = max(own[at[i]][others] - own[b][others], 0)
        if b != at[i] and gain > game.tolerances()[i]:
            share = Fraction(gain) / (gain + cost) if game.arithmetic == "exact" else gain / (gain + cost)
            least = max(least, share)
    return least if game.arithmetic == "exact" else float(least)
