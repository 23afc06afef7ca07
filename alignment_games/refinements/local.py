r"""Properties that the payoffs around one equilibrium decide: strict, quasi-strict, undominated, regular.

With C(x_i) the actions that x_i uses and B_i(x) the pure best replies to x:

- *strict* (Harsanyi 1973): every B_i(x) is the one action that i plays; any deviation costs.
- *quasi-strict* (Harsanyi 1973): C(x_i) = B_i(x); every unused action is worse than the used ones.
- *undominated*: no x_i is weakly dominated by another strategy, pure or mixed.
- *regular* (Harsanyi 1973; van Damme 1991, chapter 2): the Jacobian at x of

.. math::

   F_i^b(x) = x_i(b)\,[u_i(b, x_{-i}) - u_i(s_i, x_{-i})] \ (b \ne s_i), \qquad
   F_i^{s_i}(x) = \sum_b x_i(b) - 1, \qquad s_i \in C(x_i)

is nonsingular. Which s_i is taken does not matter. Regular equilibria are quasi-strict, isolated, proper and
survive every small change of payoffs (van Damme 1991, chapter 2).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.mixtures import Advantages, dominating_action, dominating_mixture, own_rows
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, ProfileLike
from alignment_games.refinements._verdict import Verdict, entered, multiplied_out, probabilities, used
from alignment_games.refinements._words import doing
from alignment_games.solvers.numeric import payoff_derivatives
from alignment_games.text.lists import listed
from alignment_games.text.numbers import number
from alignment_games.text.play import named

#: Smallest over largest singular value of the Jacobian: singular below the first, undecided below the second.
SINGULAR, NEARLY_SINGULAR = 1e-12, 1e-9


def strict(game: Given, profile: ProfileLike) -> Verdict:
    """Return whether every unilateral deviation costs; the witness is one that does not.

    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> print(strict(hunt, "stag, stag"))
    strict: the cheapest deviation costs Ann 1
    """
    game, x, refused = entered(game, profile, "strict")
    if refused is not None:
        return refused
    costs: list[tuple[Any, str, str]] = []
    for i, (payoffs, own) in enumerate(zip(game.deviation_payoffs(x), used(x), strict=True)):
        values = multiplied_out(payoffs)
        player, others = game.players[i], [k for k in range(len(values)) if k != own[0]]
        if len(own) > 1:
            words = f"{named(player)} mixes, so each action of the mixture does as well"
            return Verdict("strict", False, words, {"player": player, "cost": 0})
        costs += [(values[own[0]] - values[k], player, game.actions[i][k]) for k in others]
    if not costs:
        return Verdict("strict", True, "nobody has another action")
    cost, player, action = min(costs, key=lambda entry: entry[0])
    data = {"player": player, "action": action, "cost": cost}
    if cost <= game.tolerances()[game.player_index(player)]:
        return Verdict("strict", False, f"{named(player)} loses nothing by {doing(action)}", data)
    return Verdict("strict", True, f"the cheapest deviation costs {named(player)} {number(cost)}", data)


def quasi_strict(game: Given, profile: ProfileLike) -> Verdict:
    """Return whether every unused action is worse than the used ones; the witness is one that ties.

    >>> pennies = NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
    >>> print(quasi_strict(pennies, [[0.5, 0.5], [0.5, 0.5]]))
    quasi-strict
    """
    game, x, refused = entered(game, profile, "quasi-strict")
    if refused is not None:
        return refused
    replies = game.best_replies(x)
    for player, labels, own in zip(game.players, game.actions, used(x), strict=True):
        idle = [label for label in replies[player] if labels.index(label) not in own]
        if idle:
            words = f"{named(player)} does as well by {doing(idle[0])}"
            return Verdict("quasi-strict", False, words, {"player": player, "action": idle[0]})
    return Verdict("quasi-strict", True)


def undominated(game: Given, profile: ProfileLike) -> Verdict:
    """Return whether no player uses a weakly dominated strategy; the witness is a dominating mixture.

    >>> game = NormalFormGame([[[1, 0], [0, 0]], [[1, 0], [0, 0]]], ["Ann", "Bob"], ["in", "out"])
    >>> print(undominated(game, "out, out"))
    not undominated: Ann does nowhere worse and somewhere better by playing in
    """
    game, x, refused = entered(game, profile, "undominated")
    if refused is not None:
        return refused
    for i, player in enumerate(game.players):
        weights = _dominating_strategy(game, i, x)
        if weights is not None:
            by = {game.actions[i][k]: weight for k, weight in weights.items()}
            better = listed(doing(label) for label in by)
            means = better if len(by) == 1 else f"a mixture of {better}"
            words = f"{named(player)} does nowhere worse and somewhere better by {means}"
            return Verdict("undominated", False, words, {"player": player, "by": by})
    return Verdict("undominated", True)


def _dominating_strategy(game: NormalFormGame, player: int, x: Profile) -> dict[int, Any] | None:
    """Return a strategy that weakly dominates the player's own, None where none does.

    Whether one does depends only on the actions in use: a strategy is undominated iff each of these is a best reply to
    one belief that gives every play of the others a chance. So the equal mixture of them stands for all, and what
    dominates it, put in its place as far as the player's own probabilities go, dominates the player's strategy.
    """
    rows, own = own_rows(game.payoffs, player), used(x)[player]
    if len(rows) == 1:
        return None
    if len(own) == 1:
        comparison = Advantages.of(rows, own[0])
        positions = [k for k in range(len(rows)) if k != own[0]]
    else:
        comparison = Advantages.with_mixture(rows, own)
        positions = list(range(len(rows)))
    by = dominating_action(comparison, "weak")
    # Of two actions one dominates wherever a mixture of them does.
    found = {by: 1} if by is not None else dominating_mixture(comparison, "weak") if len(rows) > 2 else None
    if found is None:
        return None
    replaced = {positions[k]: weight for k, weight in found.items()}
    if len(own) == 1:
        return replaced
    least = min(x[player][own])
    kept = {k: x[player][k] - least for k in own}
    mixed = {k: kept.get(k, 0) + len(own) * least * replaced.get(k, 0) for k in sorted({*kept, *replaced})}
    return {k: weight for k, weight in mixed.items() if weight > 0}


def regular(game: Given, profile: ProfileLike) -> Verdict:
    """Return whether the equilibrium is regular; the witness is the Jacobian's conditioning.

    Exact games with exact profiles get an exact determinant; otherwise the ratio of the smallest to the
    largest singular value decides, and a ratio between 1e-12 and 1e-9 is left undecided.

    >>> pennies = NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
    >>> print(regular(pennies, [[0.5, 0.5], [0.5, 0.5]]).holds)
    True
    """
    game = as_game(game)
    x = probabilities(game, profile)
    first = quasi_strict(game, x)
    if first.holds is not True:
        return Verdict("regular", False, first.reason, first.witness)
    jacobian = _jacobian(game, x)
    if jacobian.dtype == object:
        from sympy.polys.matrices import DomainMatrix

        size = len(jacobian)
        exact = DomainMatrix.from_list_sympy(size, size, _sympified(multiplied_out(jacobian)), extension=True)
        singular = exact.to_field().rank() < size
        return Verdict("regular", not singular, "the Jacobian is singular" if singular else "", {"exact": True})
    values = np.linalg.svd(jacobian, compute_uv=False)
    ratio = float(values[-1] / values[0])
    words = f"the Jacobian's singular values are in the ratio {ratio:.2g}"
    holds = None if SINGULAR < ratio < NEARLY_SINGULAR else ratio >= NEARLY_SINGULAR
    return Verdict("regular", holds, "" if holds else words, {"exact": False, "ratio": ratio})


def _jacobian(game: NormalFormGame, x: Profile) -> Array:
    """Return the derivative of F in the module's formula, each player's payoffs in units of its range."""
    exact = game.arithmetic == "exact" and all(p.dtype == object or p.dtype.kind in "iu" for p in x)
    payoffs = game.payoffs if exact else game.to_float().payoffs
    floors = payoffs.min(axis=tuple(range(1, payoffs.ndim)), keepdims=True)
    spans = (payoffs - floors).max(axis=tuple(range(1, payoffs.ndim)), keepdims=True)
    unit = (payoffs - floors) if exact else (payoffs - floors) / np.where(spans == 0, 1, spans)
    profile = [p.astype(object) if exact else p.astype(float) for p in x]
    values, derivatives = payoff_derivatives(unit, profile)
    jacobian = np.zeros(derivatives.shape, dtype=derivatives.dtype)
    start = 0
    for p, own in zip(profile, used(x), strict=True):
        s, block = start + own[0], slice(start, start + len(p))
        jacobian[block] = p[:, None] * (derivatives[block] - derivatives[s])
        jacobian[block, block] += np.diag(values[block] - values[s])
        jacobian[s] = 0
        jacobian[s, block] = 1
        start += len(p)
    return jacobian


def _sympified(table: Array) -> list[list[Any]]:
    from sympy import sympify

    return [[sympify(v) for v in row] for row in table]
