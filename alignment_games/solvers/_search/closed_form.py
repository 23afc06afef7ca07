"""All equilibria of one game of three players with two actions each, where the closed form decides it.

`_batches.three_players` lists them for a game in which no sign that matters is within rounding of zero. The game is
then regular, and no equilibrium is missing. Each one's index is the sign of det(-f') on its support, f being the
gains by the second action over the first of those who mix; they add up to one (Ritzberger 1994, theorem 3), and a
list for which they do not is not used.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.game.tolerance import RELATIVE_TOLERANCE
from alignment_games.solvers._batches.three_players import three_player_equilibria
from alignment_games.solvers._numeric import own_unit_payoffs

Array = NDArray[Any]

#: The supports of such a game.
SUPPORTS = 27
#: Payoff ranges outside these bounds do not scale to [0, 1] without loss.
_RANGES = (1e-250, 1e250)
#: A gain of a player who mixes, in units of the payoff range, that counts as none.
_MET = 1e-12


def closed_form_equilibria(game: NormalFormGame) -> list[Profile] | None:
    """Return every equilibrium of a regular 2x2x2 game of floats; None where this does not decide the game."""
    if game.arithmetic != "float" or game.n_actions != (2, 2, 2):
        return None
    ranges = game.payoffs.max(axis=(1, 2, 3)) - game.payoffs.min(axis=(1, 2, 3))
    if not ((ranges > _RANGES[0]) & (ranges < _RANGES[1])).all():
        return None
    payoffs = own_unit_payoffs(game)
    gains = np.stack([payoffs[i].take(1, axis=i) - payoffs[i].take(0, axis=i) for i in range(3)])
    if (abs(gains) <= RELATIVE_TOLERANCE).any():
        return None
    found = three_player_equilibria(payoffs[..., None])
    if found.undecided[0]:
        return None
    profiles = np.stack([(weights / weights.sum(axis=0)).T for weights in found.weights], axis=1)
    return [tuple(profile) for profile in profiles] if _all_regular(gains, profiles) else None


def _all_regular(gains: Array, profiles: Array) -> bool:
    """Return whether those who mix gain nothing, and the indices add up to one.

    ``gains``: ``(3, 2, 2)``, by the others' actions. ``profiles``: ``(equilibria, 3, 2)``.
    """
    mixed = np.asarray((profiles > 0).all(axis=2))
    minus_slopes = np.zeros((len(profiles), 3, 3))
    met = True
    for i, own in enumerate(gains):
        j, k = (other for other in range(3) if other != i)
        by_first, by_second = profiles[:, k] @ own.T, profiles[:, j] @ own
        met &= bool((abs((by_first * profiles[:, j]).sum(axis=1))[mixed[:, i]] <= _MET).all())
        minus_slopes[:, i, j] = by_first[:, 0] - by_first[:, 1]
        minus_slopes[:, i, k] = by_second[:, 0] - by_second[:, 1]
    together = mixed[:, :, None] & mixed[:, None, :]
    minus_slopes = np.where(together, minus_slopes, np.eye(3))
    minus_slopes[:, range(3), range(3)] = np.where(mixed, 0.0, 1.0)
    indices = np.sign(np.linalg.det(minus_slopes))
    return met and bool(indices.all()) and int(indices.sum()) == 1
