r"""Evolutionarily stable strategies of symmetric two-player games.

x is evolutionarily stable (Maynard Smith & Price 1973) iff (x, x) is an equilibrium and every other best
reply y to x does worse against itself than x does: u(x, y) > u(y, y). With A the row player's payoffs, k one
used action and B the pure best replies, this holds iff the quadratic form

.. math::

   Q_{bc} = A_{kc} + A_{bk} - A_{kk} - A_{bc} \qquad (b, c \in B \setminus k), \text{ symmetrised,}

is positive for every z != 0 that is non-negative on the unused best replies (Haigh 1975; Abakuks 1980). The
used actions are free in sign, so Q must be positive definite on them, and its Schur complement strictly
copositive on the rest, which is read off all faces of the simplex.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.entrance import Given
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import ProfileLike
from alignment_games.refinements._verdict import Verdict, entered, used
from alignment_games.solvers.numeric import own_unit_payoffs
from alignment_games.text.lists import listed

#: A resistance this close to zero, in units of the payoff range, counts as none.
FLAT = 1e-10
#: Probabilities that differ by less are the same.
SAME = 1e-9
#: The faces of the simplex of unused best replies are 2^size: above this it is not decided.
MOST_UNUSED = 14


def evolutionarily_stable(game: Given, profile: ProfileLike) -> Verdict:
    """Return whether a symmetric equilibrium of a symmetric two-player game resists every small invasion.

    Symmetric in some units: each player's payoffs may be scaled and shifted. Not decided outside symmetric games of
    two players and for asymmetric profiles, where the notion is not defined.

    Hawk and dove with prize 2 and injury 4 (Maynard Smith & Price 1973): half the animals are hawks.

    >>> fight = NormalFormGame([[[-1, 2], [0, 1]], [[-1, 0], [2, 1]]], actions=["hawk", "dove"])
    >>> print(evolutionarily_stable(fight, [[0.5, 0.5], [0.5, 0.5]]))
    evolutionarily stable
    """
    notion = "evolutionarily stable"
    game, x, refused = entered(game, profile, notion)
    if refused is not None:
        return refused
    if not _symmetric(game) or not np.allclose(x[0].astype(float), x[1].astype(float), rtol=0, atol=SAME):
        return Verdict(notion, None, "it is defined where two players of a symmetric game play the same")
    payoffs = own_unit_payoffs(game)[0]
    own = used(x)[0]
    replies = game.best_replies(x)[game.players[0]]
    unused = [k for k, label in enumerate(game.actions[0]) if label in replies and k not in own]
    if len(unused) > MOST_UNUSED:
        return Verdict(notion, None, f"{len(unused)} unused best replies are too many to try together")
    least, invaders = _least_resistance(payoffs, own, unused)
    labels = tuple(game.actions[0][k] for k in invaders)
    data = {"invaders": labels, "resistance": least}
    if abs(least) <= FLAT:
        return Verdict(notion, False, f"{listed(labels)} can drift in at no loss", data)
    if least < 0:
        return Verdict(notion, False, f"a mutant that plays {listed(labels)} more often invades", data)
    return Verdict(notion, True, "", data)


def _symmetric(game: NormalFormGame) -> bool:
    """Return whether the players have the same payoffs in the same place, each in units of the own payoff range."""
    if game.n_players != 2 or game.payoffs.shape[1] != game.payoffs.shape[2]:
        return False
    if game.arithmetic == "exact":
        row, column = ((own - own.min()) / Fraction(own.max() - own.min() or 1) for own in game.payoffs)
        return bool((row == column.T).all())
    row, column = own_unit_payoffs(game)
    return bool((np.abs(row - column.T) <= 10 * FLAT).all())


def _least_resistance(payoffs: Array, own: list[int], unused: list[int]) -> tuple[float, list[int]]:
    """Return the least value of the form over its directions, and the actions of the worst direction."""
    k, rest = own[0], [*own[1:], *unused]
    if not rest:
        return 1.0, []
    form = payoffs[k][rest][None, :] + payoffs[rest, k][:, None] - payoffs[k, k] - payoffs[np.ix_(rest, rest)]
    form = (form + form.T) / 2
    free = len(own) - 1
    if free:
        least = float(np.linalg.eigvalsh(form[:free, :free])[0])
        if least <= FLAT or not unused:
            return least, own
        cross = form[:free, free:]
        form = form[free:, free:] - cross.T @ np.linalg.solve(form[:free, :free], cross)
    worst, place = min((_least_inside(form[np.ix_(face, face)]), face) for face in _faces(len(form)))
    return worst, [unused[j] for j in place]


def _faces(size: int) -> list[list[int]]:
    return [list(face) for length in range(1, size + 1) for face in combinations(range(size), length)]


def _least_inside(form: Array) -> float:
    """Return z'Qz at the stationary point inside the simplex's face; infinite when there is none inside.

    The least value on a simplex is taken inside some face, where Qz is the same for all used actions.
    """
    system = np.block([[form, -np.ones((len(form), 1))], [np.ones((1, len(form))), np.zeros((1, 1))]])
    answer = np.linalg.lstsq(system, np.r_[np.zeros(len(form)), 1.0], rcond=None)[0]
    inside = (answer[:-1] > -FLAT).all() and np.allclose(system @ answer, np.r_[np.zeros(len(form)), 1.0], atol=FLAT)
    return float(answer[-1]) if inside else np.inf
