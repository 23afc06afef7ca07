r"""What a search of many games at once starts from: payoff differences, and how far each is known.

Payoff differences that the rule of `alignment_games.game.tolerance` may take for ties are at most

.. math:: \epsilon_i = \min(\rho\, S_i,\ \tau) , \qquad S_i = \max |u_i| ,

in units in which a player's losses are at most one. A game with a difference that is not zero and no larger than
:math:`\tau` is left undecided; the others are known up to :math:`\epsilon_i`, which the margins of a search allow for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.strategic_range import ROUNDING
from alignment_games.game.tolerance import RELATIVE_TOLERANCE

#: What payoffs may be off, in units of the largest loss, where signs can still be told.
_COARSE = 1e-6


@dataclass(frozen=True, eq=False)
class Differences:
    """The payoff differences of the games of a batch that are clear of the rule for ties.

    ``clear``: their positions in the batch. ``tables``: for each player ``(games, m_i, m_i, *others)``, what the first
    action gives over the second. ``slack``: what rounding of the payoffs can change in each, ``(games, n)``.
    """

    clear: Array
    tables: list[Array]
    slack: Array


def differences(payoffs: Array) -> Differences:
    """Return the differences of all games. ``payoffs``: a player's differ by at most one, ``(n, *shape, games)``."""
    tables, clear = [], np.ones(payoffs.shape[-1], dtype=bool)
    for i, own in enumerate(payoffs):
        rows = np.moveaxis(own, i, 0)
        gaps = rows[:, None] - rows[None]
        close = (np.abs(gaps) <= RELATIVE_TOLERANCE) & (gaps != 0)
        clear &= ~close.any(axis=tuple(range(gaps.ndim - 1)))
        tables.append(np.moveaxis(gaps, -1, 0))
    rounding = ROUNDING * np.abs(payoffs).max(axis=tuple(range(1, payoffs.ndim - 1))).T
    clear &= (rounding < _COARSE).all(axis=1)
    left = np.flatnonzero(clear)
    return Differences(left, [own[left] for own in tables], np.minimum(rounding, RELATIVE_TOLERANCE)[left])
