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
from alignment_games.game.strategic_range import ROUNDING
from alignment_games.solvers._batches.three_players import CERTAIN, three_player_equilibria

Array = NDArray[Any]

#: The supports of such a game.
SUPPORTS = 27
#: Gains and payoffs outside these bounds do not scale to [-1, 1] without loss.
_RANGES = (1e-250, 1e250)
#: Gains, in units of the largest, and probabilities below this lose digits in the closed form.
_EVEN = 1e-4
#: A gain of a player who mixes, in units of the payoff range, that counts as none.
_MET = 1e-12


def closed_form_equilibria(game: NormalFormGame) -> list[tuple[Profile, int]] | None:
    """Return every equilibrium of a regular 2x2x2 game of floats with its index; None where this does not decide it."""
    if game.arithmetic != "float" or game.n_actions != (2, 2, 2):
        return None
    gains = _unit_gains(game.payoffs)
    if gains is None or (abs(gains) < _EVEN).any():
        return None
    found = three_player_equilibria(np.stack([_as_payoffs(own, i) for i, own in enumerate(gains)])[..., None])
    if found.undecided[0]:
        return None
    profiles = np.stack([(weights / weights.sum(axis=0)).T for weights in found.weights], axis=1)
    even = not ((profiles > 0) & (profiles < _EVEN)).any()
    indices = _indices(gains, profiles) if even else None
    return None if indices is None else [(tuple(own), index) for own, index in zip(profiles, indices, strict=True)]


def _unit_gains(payoffs: Array) -> Array | None:
    """Return what each player gains by the second action, ``(3, 2, 2)`` by the others' actions, the largest being 1.

    None where they do not scale without loss, or rounding of the payoffs may be more than what is certain.
    """
    with np.errstate(over="ignore"):
        gains = np.stack([own.take(1, axis=i) - own.take(0, axis=i) for i, own in enumerate(payoffs)])
    largest = abs(gains).max(axis=(1, 2))
    sizes = abs(payoffs).max(axis=(1, 2, 3))
    if not ((largest > _RANGES[0]) & (sizes < _RANGES[1]) & (ROUNDING * sizes < CERTAIN * largest)).all():
        return None
    return np.asarray(gains / largest[:, None, None])


def _as_payoffs(gains: Array, player: int) -> Array:
    """Return payoffs of one player that are zero for the first action and the gains for the second."""
    return np.stack([np.zeros_like(gains), gains], axis=player)


def _indices(gains: Array, profiles: Array) -> list[int] | None:
    """Return the indices, if those who mix gain nothing and they add up to one.

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
    return indices.astype(int).tolist() if met and indices.all() and indices.sum() == 1 else None
