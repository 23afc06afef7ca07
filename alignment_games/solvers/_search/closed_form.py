"""All equilibria of one game of three players with two actions each, where the closed form decides it.

The conditions are those of `_batches.three_players`, which has their derivation, on plain numbers: arrays of one game
take ten times as long. Where no sign that matters is within rounding of zero, the game is regular and no equilibrium
is missing. Each one's index is the sign of det(-f') on its support, f being the gains by the second action over the
first of those who mix; they add up to one (Ritzberger 1994, theorem 3), and a list for which they do not is not used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import sqrt

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.game.strategic_range import ROUNDING
from alignment_games.solvers._batches.three_players import ACCURATE, CERTAIN, ERROR, Lines, quadratic

#: One player's gains by the others' actions, and those of all.
Table = list[list[float]]
Gains = list[Table]
#: The probabilities of two actions.
Shares = tuple[float, float]
#: The probabilities and the index of an equilibrium; None for what cannot be told.
Candidate = tuple[tuple[Shares, Shares, Shares], int] | None

#: The supports of such a game.
SUPPORTS = 27
#: Gains and payoffs outside these bounds do not scale to [-1, 1] without loss.
_RANGES = (1e-250, 1e250)
#: Gains, in units of the largest, and probabilities below this lose digits in the closed form.
_EVEN = 1e-4
#: A gain of a player who mixes, in units of the payoff range, that counts as none.
_MET = 1e-12
#: The probabilities of who plays his first, or his second action.
_SURE: tuple[Shares, Shares] = (1.0, 0.0), (0.0, 1.0)


def closed_form_equilibria(game: NormalFormGame) -> list[tuple[Profile, int]] | None:
    """Return every equilibrium of a regular 2x2x2 game of floats with its index; None where this does not decide it."""
    if game.arithmetic != "float" or game.n_actions != (2, 2, 2):
        return None
    gains = _unit_gains(game.payoffs)
    if gains is None or min(abs(gain) for own in gains for row in own for gain in row) < _EVEN:
        return None
    found = [*_all_pure(gains), *_two_mix(gains), *_all_mix(gains)]
    known = [each for each in found if each is not None]
    if len(known) < len(found) or sum(index for _, index in known) != 1 or not all(index for _, index in known):
        return None
    if any(0 < p < _EVEN for shares, _ in known for own in shares for p in own):
        return None
    return [(tuple(np.array(own) for own in shares), index) for shares, index in known]


def _unit_gains(payoffs: Array) -> Gains | None:
    """Return what each player gains by the second action, by the others' actions, the largest being 1.

    None where they do not scale without loss, or rounding of the payoffs may be more than what is certain.
    """
    scaled = []
    for i, own in enumerate(payoffs):
        first, second = own.take(0, axis=i).tolist(), own.take(1, axis=i).tolist()
        gains = [[high - low for low, high in zip(*rows, strict=True)] for rows in zip(first, second, strict=True)]
        largest = max(abs(gain) for row in gains for gain in row)
        size = max(abs(payoff) for rows in (*first, *second) for payoff in rows)
        if not (largest > _RANGES[0] and size < _RANGES[1] and ROUNDING * size < CERTAIN * largest):
            return None
        scaled.append([[gain / largest for gain in row] for row in gains])
    return scaled


def _all_pure(gains: Gains) -> Iterator[Candidate]:
    """Yield the profiles at which every gain points to the action played."""
    one, two, three = gains
    for a, b, c in product((0, 1), repeat=3):
        if (one[b][c] > 0) == a and (two[a][c] > 0) == b and (three[a][b] > 0) == c:
            yield (_SURE[a], _SURE[b], _SURE[c]), 1


def _two_mix(gains: Gains) -> Iterator[Candidate]:
    """Yield the equilibria in which one player plays one action for sure, None for what cannot be told."""
    for player, action in product(range(3), (0, 1)):
        first, second = (j for j in range(3) if j != player)
        one = _where(gains[first], player - (player > first), action)  # by the second's action
        two = _where(gains[second], player - (player > second), action)
        if one[0] * one[1] >= 0 or two[0] * two[1] >= 0:
            continue
        # Weights of the actions of each are the other's gains, crosswise and without sign.
        x, y = _shares(abs(two[1]), abs(two[0])), _shares(abs(one[1]), abs(one[0]))
        gain = _at(gains[player], x, y)
        if abs(gain) <= CERTAIN:
            yield None
        elif (gain > 0) == bool(action):
            shares = {player: _SURE[action], first: x, second: y}
            yield (shares[0], shares[1], shares[2]), -1 if one[1] * two[1] > 0 else 1


def _all_mix(gains: Gains) -> Iterator[Candidate]:
    """Yield the equilibria in which all three mix, None for what cannot be told."""
    if not all(min(map(min, own)) < 0 < max(map(max, own)) for own in gains):
        return
    one, two, three = gains
    lines = Lines(two[0], two[1]), Lines(one[0], one[1])
    q0, q1, q2 = quadratic(three, *lines)
    discriminant = q1 * q1 - 4 * q0 * q2
    double = q0 * q2 > 0 and q0 * q1 < 0 and abs(discriminant) <= CERTAIN
    if min(abs(q0), abs(q2)) <= CERTAIN or double:  # a root at an end, or a double one
        yield None
        return
    if discriminant <= CERTAIN:
        return
    root = sqrt(discriminant)
    half = -0.5 * (q1 - root if q1 < 0 else q1 + root)
    # The odds are half / q2 and q0 / half; as shares, neither divides by zero.
    for over, under in ((half, q2), (q0, half)):
        if over * under > 0:
            yield from _at_share(gains, lines, over / (over + under), ERROR * (1 + 4 / root))


def _at_share(gains: Gains, lines: Sequence[Lines], share: float, error: float) -> Iterator[Candidate]:
    """Yield the equilibrium, if there is one, in which the third player plays the second action with this share.

    ``error`` bounds that of the share, and of the numerators and denominators of the others' odds.
    """
    odds = [line.at(share) for line in lines]
    certain = [abs(n) > 4 * error < abs(d) for n, d in odds]
    if any(sure and n * d > 0 for sure, (n, d) in zip(certain, odds, strict=True)):
        return
    if not all(certain) or error >= ACCURATE or any(error >= ACCURATE * (abs(n) + abs(d)) for n, d in odds):
        yield None
        return
    x, y = (_shares(abs(d), abs(n)) for n, d in odds)
    z = _shares(1 - share, share)
    met = all(abs(_at(*each)) <= _MET for each in ((gains[0], y, z), (gains[1], x, z), (gains[2], x, y)))
    yield ((x, y, z), _index(gains, (x, y, z))) if met else None


def _index(gains: Gains, shares: tuple[Shares, Shares, Shares]) -> int:
    """Return the sign of det(-f') where all three mix, of which only two products are not zero."""
    x, y, z = shares
    (by_two, by_three), (of_one, of_three), (to_one, to_two) = (
        _slopes(*each) for each in ((gains[0], y, z), (gains[1], x, z), (gains[2], x, y))
    )
    minus = by_two * of_three * to_one + by_three * of_one * to_two
    return int(minus < 0) - int(minus > 0)


def _slopes(table: Table, x: Shares, y: Shares) -> tuple[float, float]:
    """Return how a gain changes with the probability of the second action of the one and of the other."""
    (a, b), (c, d) = table
    return (c - a) * y[0] + (d - b) * y[1], (b - a) * x[0] + (d - c) * x[1]


def _at(table: Table, x: Shares, y: Shares) -> float:
    """Return a gain where the two others mix."""
    (a, b), (c, d) = table
    return x[0] * (a * y[0] + b * y[1]) + x[1] * (c * y[0] + d * y[1])


def _where(table: Table, axis: int, action: int) -> list[float]:
    """Return the gains where one of the others plays an action, by the other's."""
    return table[action] if axis == 0 else [row[action] for row in table]


def _shares(first: float, second: float) -> Shares:
    """Return two weights as probabilities."""
    return first / (first + second), second / (first + second)
