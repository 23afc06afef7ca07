r"""Which regret counts as zero: the one rule.

Numbers are taken as given: a float is the fraction that it is. But payoffs are seldom typed, they are computed, and
the same payoff computed in two ways differs in its last bits; and a mixed equilibrium in floats is a rounded one.
So a regret :math:`r_i` of a profile x counts as zero in exact arithmetic when it is zero, and in floats when

.. math::

   r_i(x) \le \max\bigl( \tau M_i(x),\ \min( \rho\, U_i(x),\ \tau R_i ) \bigr), \qquad \tau = 10^{-10},\ \rho = 2^{-48}.

*The stake* :math:`M_i` allows for the rounding of probabilities: it is what it would be worth to know the others'
actions beforehand. With the loss :math:`\ell_i(b, s) = \max_c u_i(c, s) - u_i(b, s)` of action b where the others
play s,

.. math::  M_i(x) = \sum_s x_{-i}(s) \sum_b x_i(b)\, \ell_i(b, s), \qquad
           r_i(x) = M_i(x) - \min_b \sum_s x_{-i}(s)\, \ell_i(b, s).

Losses are differences between a player's own actions at fixed play of the others. In floats they are right but for
one rounding, no constant of the others' play enters, and no payoff without weight. A pure profile has
:math:`M_i = r_i`: probabilities of one and zero are not rounded, and the first term grants nothing.

*The order* :math:`U_i` allows for the rounding of payoffs: it is the expected size :math:`|u_i|` of the payoffs that
are compared, those of the play and of the best reply. A payoff that is the remainder of larger ones, as
1 - 0.9 - 0.1 = -2.8e-17 is, carries their rounding, so :math:`U_i` is at least `remainder_order`.

*The strategic range* :math:`R_i` is the largest loss once every action is gone that another one strictly dominates,
round after round. It keeps the rounding beside a large constant from passing for indifference. Where it is itself no
more than rounding, :math:`\rho\, U_i(x)`, the largest loss of all stands in for it, and where that is no more either,
nothing limits :math:`\rho\, U_i`.

Every term is in payoff units and scales with the player's payoffs.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from math import frexp, ldexp
from typing import Any, NamedTuple

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.strategic_range import ROUNDING, against_play, remainder_order, strategic_scale

#: A regret below this share of what is at stake counts as zero. Rounding of probabilities stays far below it.
RELATIVE_TOLERANCE = 1e-10


def tolerances(payoffs: Array, n_players: int) -> Array:
    r"""Return the largest regret of each player that can count as zero without regard to a profile, ``(*batch, n)``.

    That is, the larger of :math:`\tau R_i` and :math:`\rho` times the largest payoff that is left; zero if exact.
    """
    if payoffs.dtype == object:
        return np.full((*payoffs.shape[: -n_players - 1], n_players), 0, dtype=object)
    scale = strategic_scale(payoffs / 4, n_players)  # payoffs near 1e308 have a range beyond the largest float
    return np.asarray(4 * np.maximum(RELATIVE_TOLERANCE * scale.ranges, ROUNDING * scale.sizes))


def equality_tolerances(payoffs: Array, n_players: int) -> Array:
    """Return the difference between two payoffs of a player that is none, for what is true of the whole table.

    Dominated actions count there like others: `RELATIVE_TOLERANCE` of the range of all payoffs, ``(*batch, n)``.
    """
    axes = tuple(range(-n_players, 0))
    ranges = np.asarray(payoffs.max(axis=axes) - payoffs.min(axis=axes))
    return ranges * (0 if ranges.dtype == object else RELATIVE_TOLERANCE)


def payoff_rounding(order: Array, ranges: Array, whole: Array) -> Array:
    """Return the second term of the rule, from :math:`U_i` and the ranges of `strategic_scale`, all of one shape."""
    rounding = ROUNDING * order
    limit = np.where(ranges <= rounding, whole, ranges)
    return np.where(limit <= rounding, rounding, np.minimum(rounding, RELATIVE_TOLERANCE * limit))


class Judgement(NamedTuple):
    """Each player's regret at a profile, in payoff units, and the regret that counts as zero there."""

    regrets: Array
    slack: Array

    @property
    def passed(self) -> bool:
        """Whether every regret counts as zero."""
        return bool(np.all(self.regrets <= self.slack))


def judge(payoffs: Array, profile: Sequence[Array], in_play: Sequence[tuple[Array, Array]] | None = None) -> Judgement:
    """Return the regrets of a profile in one game ``(n, m_0, ..., m_{n-1})``, and what counts as zero there, in floats.

    Exact payoffs allow for the rounding of probabilities alone. ``in_play``: each player's payoffs `against_play`,
    where they are there already.

    >>> pennies = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])
    >>> judge(pennies, [np.array([0.5, 0.5])] * 2).passed, judge(pennies, [np.array([0.5, 0.5 + 1e-9])] * 2).passed
    (True, False)
    """
    n = len(profile)
    in_play = in_play or [against_play(payoffs[i], i, profile) for i in range(n)]
    weighed = [_weigh(*each, np.asarray(p, dtype=float)) for each, p in zip(in_play, profile, strict=True)]
    regrets, slack, order = (np.array(each) for each in zip(*weighed, strict=True))
    if (regrets > slack).any() and payoffs.dtype != object:
        left_over = np.array([remainder_order(np.abs(own).ravel()) for own in payoffs])
        scale = strategic_scale(payoffs, n)
        slack = np.maximum(slack, payoff_rounding(np.maximum(order, left_over), scale.ranges, scale.whole))
    return Judgement(regrets, slack)


def _weigh(own: Array, joint: Array, played: Array) -> tuple[Any, Any, Any]:
    """Return a player's regret, what the stake allows, and the order of the payoffs that are compared.

    ``own`` and ``joint``: payoffs against the others' play, and its probabilities. ``played``: the own ones.
    """
    probabilities = joint.astype(float)
    losses, sizes, unit = _losses(own)
    expected, size = losses @ probabilities, sizes @ probabilities
    stake = float(played @ expected)
    regret, order = max(stake - float(expected.min()), 0.0), max(float(played @ size), float(size[expected.argmin()]))
    return _in_payoffs(regret, unit), _in_payoffs(RELATIVE_TOLERANCE * stake, unit), _in_payoffs(order, unit)


def _in_payoffs(share: float, unit: float | Fraction) -> float | Fraction:
    """Return a share of a unit in payoffs, as a fraction where it is beyond the floats."""
    with suppress(OverflowError):
        payoffs = float(share * unit)
        if payoffs or not share:
            return payoffs
    return Fraction(share) * Fraction(unit)


def _losses(own: Array) -> tuple[Array, Array, float | Fraction]:
    """Return the losses of a table ``(m_i, N)`` and the sizes of its payoffs, in floats, and the unit of both."""
    if own.dtype == object:
        short = own.max(axis=0) - own
        largest = Fraction(short.max()) or Fraction(1)
        return (short / largest).astype(float), np.zeros(own.shape), largest
    # A power of two loses nothing, and keeps 1e308 and 1e-308 in range.
    sizes = np.abs(own)
    unit = ldexp(1.0, min(frexp(sizes.max())[1], 1023))
    own = own / unit
    return own.max(axis=0) - own, sizes / unit, unit
