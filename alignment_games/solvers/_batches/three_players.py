r"""Every equilibrium of many games of three players with two actions each, in closed form, the batch at once.

:math:`g_i(s_j, s_k)` is what player i gains by the second action over the first when the others play s_j, s_k. It
extends bilinearly to mixtures. In odds :math:`y = x / (1 - x)` of the second action, indifference of i is
:math:`g_i(0,0) + g_i(1,0)\, y_j + g_i(0,1)\, y_k + g_i(1,1)\, y_j y_k = 0`.

- Pure: every gain points to the action played.
- One player mixes: needs a gain of zero at a pure profile; such a tie leaves the game undecided.
- Two mix, i plays s: with :math:`e_t` the gain of j at :math:`x_k = t`, player k mixes iff
  :math:`e_0 e_1 < 0`, with odds :math:`-e_0 / e_1`; the gain of i must then point to s.
- All mix: :math:`g_2` gives :math:`y_1 = -N_2 / D_2` and :math:`g_1` gives :math:`y_2 = -N_1 / D_1`, linear in y_3;
  in :math:`g_3` they leave a quadratic for :math:`y_3`, which has every solution among its roots.

Each condition is the sign of a polynomial in the payoffs. What is closer to zero than rounding allows to decide
leaves the game undecided.

Source: the quadratic as in R. D. McKelvey & A. McLennan (1996), Handbook of Computational Economics, section 6; own
elimination.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._batches.two_players import FoundInBatch

#: Beyond this a sign is certain: payoffs of a player against the same play differ by at most one, and no polynomial
#: below sums more than 16 products of at most six gains.
CERTAIN = 1e-12
#: Error of the quadratic's coefficients: at most eight products of three gains.
ERROR = 1e-14
#: Largest error of a probability that is left as it is.
ACCURATE = 1e-8


def three_player_equilibria(payoffs: Array) -> FoundInBatch:
    """Return the equilibria of all games. ``payoffs``: a player's differ by at most one, ``(3, 2, 2, 2, games)``."""
    gains = [np.diff(payoffs[i], axis=i).squeeze(axis=i) for i in range(3)]
    collected = _Collected(undecided=np.zeros(payoffs.shape[-1], dtype=bool))
    for own in gains:
        collected.undecided |= (np.abs(own) <= CERTAIN).any(axis=(0, 1))
    _all_pure(gains, collected)
    for player, action in product(range(3), range(2)):
        _two_mix(gains, player, action, collected)
    _all_mix(gains, collected)
    game = np.concatenate([at for at, _ in collected.parts])
    weights = tuple(np.concatenate([each[i] for _, each in collected.parts], axis=-1) for i in range(3))
    return FoundInBatch(game, weights, collected.undecided)


class _Collected:
    """Equilibria as they are found: game indices, and for each player the weights of both actions."""

    def __init__(self, undecided: Array) -> None:
        self.undecided = undecided
        self.parts: list[tuple[Array, list[Array]]] = []

    def add(self, where: Array, weights: list[Array]) -> None:
        """Add the games at the positions ``where``; weights have shape ``(2, len(where))``."""
        self.parts.append((where, weights))


def _all_pure(gains: list[Array], collected: _Collected) -> None:
    second = [own > 0 for own in gains]
    towards = [np.stack([~better, better], axis=i) for i, better in enumerate(second)]
    meeting = towards[0] & towards[1] & towards[2]
    profile, where = np.divmod(np.flatnonzero(meeting), meeting.shape[-1])
    collected.add(where, [np.eye(2).take(own, axis=1) for own in np.unravel_index(profile, (2, 2, 2))])


def _two_mix(gains: list[Array], player: int, action: int, collected: _Collected) -> None:
    """Add the equilibria in which only this player plays one action for sure."""
    first, second = (j for j in range(3) if j != player)
    at_first = gains[first].take(action, axis=_axis(first, player))  # by the second's action
    at_second = gains[second].take(action, axis=_axis(second, player))
    mixing = (at_first[0] > 0) != (at_first[1] > 0)
    where = np.flatnonzero(mixing & ((at_second[0] > 0) != (at_second[1] > 0)))
    # Weights of the actions of each are the other's gains, crosswise and without sign.
    x = np.abs(np.take(at_second[::-1], where, axis=1))
    y = np.abs(np.take(at_first[::-1], where, axis=1))
    own = np.take(gains[player], where, axis=2)
    gain = x[0] * (own[0, 0] * y[0] + own[0, 1] * y[1]) + x[1] * (own[1, 0] * y[0] + own[1, 1] * y[1])
    collected.undecided[where[np.abs(gain) <= CERTAIN]] = True
    kept = np.flatnonzero(gain > CERTAIN if action else gain < -CERTAIN)
    weights = [np.repeat(np.eye(2)[:, [action]], len(kept), axis=1)] * 3
    weights[first], weights[second] = np.take(x, kept, axis=1), np.take(y, kept, axis=1)
    collected.add(where[kept], weights)


def _axis(of: int, player: int) -> int:
    """Return the axis of a player's action in the gains of another."""
    return player - (player > of)


@dataclass(frozen=True)
class Lines:
    """Numerator and denominator of an odds ``-N / D``, each a line in the odds of the third player: two numbers."""

    numerator: Any
    denominator: Any

    def at(self, share: Any) -> tuple[Any, Any]:
        """Return N and D where the third player's second action has this probability."""
        n, d = self.numerator, self.denominator
        return n[0] * (1 - share) + n[1] * share, d[0] * (1 - share) + d[1] * share


def _all_mix(gains: list[Array], collected: _Collected) -> None:
    """Add the equilibria in which all three mix."""
    varied = [(own > 0).any(axis=(0, 1)) & (own < 0).any(axis=(0, 1)) for own in gains]
    games = np.flatnonzero(np.logical_and.reduce(varied) & ~collected.undecided)
    one, two, three = (own[:, :, games] for own in gains)
    first, second = Lines(two[0], two[1]), Lines(one[0], one[1])
    q0, q1, q2 = quadratic(three, first, second)
    discriminant = q1 * q1 - 4 * q0 * q2
    # A root at an end, or a double root between them, cannot be told from rounding.
    at_end = (np.abs(q0) <= CERTAIN) | (np.abs(q2) <= CERTAIN)
    double = (q0 * q2 > 0) & (q0 * q1 < 0) & (np.abs(discriminant) <= CERTAIN)
    collected.undecided[games[at_end | double]] = True
    usable = ~at_end & (discriminant > CERTAIN)
    root = np.sqrt(np.where(usable, discriminant, 1))
    half = -0.5 * (q1 + np.where(q1 < 0, -root, root))
    # The odds are half / q2 and q0 / half; as shares, neither divides by zero.
    for over, under in ((half, q2), (q0, half)):
        positive = usable & (over * under > 0)
        where = np.flatnonzero(positive)
        share = over[where] / (over[where] + under[where])
        lines = [Lines(line.numerator[:, where], line.denominator[:, where]) for line in (first, second)]
        _add_root(games[where], share, ERROR * (1 + 4 / root[where]), lines, collected)


def quadratic(three: Any, first: Lines, second: Lines) -> tuple[Any, Any, Any]:
    """Return the coefficients of the third player's indifference in his own odds, the lowest power first."""
    terms = [
        (three[0][0], first.denominator, second.denominator),
        (-three[1][0], first.numerator, second.denominator),
        (-three[0][1], first.denominator, second.numerator),
        (three[1][1], first.numerator, second.numerator),
    ]
    q0 = sum(c * p[0] * q[0] for c, p, q in terms)
    q1 = sum(c * (p[0] * q[1] + p[1] * q[0]) for c, p, q in terms)
    q2 = sum(c * p[1] * q[1] for c, p, q in terms)
    return q0, q1, q2


def _add_root(games: Array, share: Array, error: Array, lines: list[Lines], collected: _Collected) -> None:
    """Add the roots at which both other odds are positive; ``error`` bounds that of the share and of N and D."""
    (n1, d1), (n2, d2) = (line.at(share) for line in lines)
    margin = 4 * error
    certain = [(np.abs(n) > margin) & (np.abs(d) > margin) for n, d in ((n1, d1), (n2, d2))]
    outside = (certain[0] & (n1 * d1 > 0)) | (certain[1] & (n2 * d2 > 0))
    certain = [
        sure & (error < ACCURATE * (np.abs(n) + np.abs(d)))
        for sure, n, d in zip(certain, (n1, n2), (d1, d2), strict=True)
    ]
    accurate = certain[0] & certain[1] & (error < ACCURATE)
    collected.undecided[games[~outside & ~accurate]] = True
    kept = ~outside & accurate
    n1, d1, n2, d2 = (np.abs(part[kept]) for part in (n1, d1, n2, d2))
    pairs = (d1, n1), (d2, n2), (1 - share[kept], share[kept])
    collected.add(games[kept], [np.stack(pair) for pair in pairs])
