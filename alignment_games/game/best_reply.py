r"""Expected payoffs, best replies and regrets: the one test of equilibrium.

Players :math:`i = 0, \dots, n-1` with :math:`m_i` actions. Payoffs are one array of shape
``(*batch, n, m_0, ..., m_{n-1})`` and ``payoffs[..., i, a_0, ..., a_{n-1}]`` is what player i gets at
the profile a. A mixed profile is a tuple of n arrays of shape ``(*batch, m_i)``.

.. math::

   u_i(b, x_{-i}) &= \sum_{a : a_i = b} u_i(a) \prod_{j \ne i} x_j(a_j) \\
   \text{regret}_i(x) &= \max_b u_i(b, x_{-i}) - \sum_b x_i(b)\, u_i(b, x_{-i})

x is an equilibrium iff every regret is zero. Nothing here asks what a payoff is: the same lines run on
floats, on ``Fraction`` and, where no comparison is needed, on symbols.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

#: The one tolerance: a regret below this share of the player's payoff range counts as zero.
#: Rounding of payoffs and probabilities stays some thousand times below it.
RELATIVE_TOLERANCE = 1e-10

#: Games that are laid out together.
_BLOCK = 1024


def player_payoffs(payoffs: Array, player: int, n_players: int) -> Array:
    """Return one player's payoffs, shape ``(*batch, m_0, ..., m_{n-1})``, as a view."""
    return payoffs[(..., player) + (slice(None),) * n_players]


def deviation_payoffs(payoffs: Array, profile: Sequence[Array]) -> tuple[Array, ...]:
    """Return, for each player, the expected payoff of each own action against the others' play.

    One array of shape ``(*batch, m_i)`` per player, in payoff units.

    >>> stag_hunt = np.array([[[4.0, 0.0], [3.0, 2.0]], [[4.0, 3.0], [0.0, 2.0]]])
    >>> [list(map(float, x)) for x in deviation_payoffs(stag_hunt, [np.array([0.5, 0.5])] * 2)]
    [[2.0, 2.5], [2.0, 2.5]]
    """
    n = len(profile)
    return tuple(_against(player_payoffs(payoffs, i, n), i, profile) for i in range(n))


def _against(own: Array, player: int, profile: Sequence[Array]) -> Array:
    """Contract the axes of all players but one with their probabilities, last axis first."""
    n = len(profile)
    own = np.moveaxis(own, player - n, -n)
    others = [np.asarray(profile[j]) for j in range(n) if j != player]
    for axes_left in range(n - 1, 0, -1):
        probabilities = others.pop()
        shape = probabilities.shape[:-1] + (1,) * axes_left + probabilities.shape[-1:]
        # Unlike a matrix product, this keeps a batch innermost in memory where it is, many times faster there.
        own = np.einsum("...j,...j->...", own, probabilities.reshape(shape))
    return own


def expected_payoffs(payoffs: Array, profile: Sequence[Array]) -> Array:
    """Return each player's expected payoff, shape ``(*batch, n)``.

    >>> pennies = np.array([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
    >>> [float(x) for x in expected_payoffs(pennies, [np.array([0.5, 0.5])] * 2)]
    [0.0, 0.0]
    """
    each = deviation_payoffs(payoffs, profile)
    return np.stack([(value * p).sum(axis=-1) for value, p in zip(each, profile, strict=True)], axis=-1)


def regrets(payoffs: Array, profile: Sequence[Array]) -> Array:
    """Return each player's largest gain from a unilateral deviation, shape ``(*batch, n)``.

    >>> dilemma = np.array([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> [float(x) for x in regrets(dilemma, [np.array([1.0, 0.0])] * 2)]
    [2.0, 2.0]
    """
    each = deviation_payoffs(payoffs, profile)
    pairs = zip(each, profile, strict=True)
    return np.moveaxis(np.stack([value.max(axis=-1) - (value * p).sum(axis=-1) for value, p in pairs]), 0, -1)


def best_replies(payoffs: Array, profile: Sequence[Array], tol: Any = 0) -> tuple[Array, ...]:
    """Return, for each player, which own actions are best replies: booleans of shape ``(*batch, m_i)``.

    ``tol`` is in payoff units, one number or one for each player (shape ``(*batch, n)``).
    """
    each = deviation_payoffs(payoffs, profile)
    slack = np.broadcast_to(np.asarray(tol), (*np.shape(tol)[:-1], len(each)))
    return tuple(value >= value.max(axis=-1, keepdims=True) - slack[..., i : i + 1] for i, value in enumerate(each))


def payoff_ranges(payoffs: Array, n_players: int) -> Array:
    """Return the largest minus the smallest payoff of each player, shape ``(*batch, n)``."""
    axes = tuple(range(-n_players, 0))
    return np.asarray(payoffs.max(axis=axes) - payoffs.min(axis=axes))


def tolerances(payoffs: Array, n_players: int) -> Array:
    """Return the regret that counts as zero for each player, in payoff units, shape ``(*batch, n)``.

    Zero in exact arithmetic; otherwise ``RELATIVE_TOLERANCE`` of the payoff range, so that scaling a
    player's payoffs changes no answer.
    """
    ranges = payoff_ranges(payoffs, n_players)
    return np.asarray(ranges * (0 if ranges.dtype == object else RELATIVE_TOLERANCE))


def batch_innermost(payoffs: Array, n_players: int) -> Array:
    """Return the same payoffs with one batch axis, laid out so that games are neighbours in memory.

    Operations over the few actions of each of many games run some ten times faster on it.
    """
    flat = payoffs.reshape(-1, *payoffs.shape[-n_players - 1 :])
    moved = np.moveaxis(flat, 0, -1)
    if not moved.flags.c_contiguous:
        moved = np.empty(moved.shape, dtype=flat.dtype)
        for start in range(0, len(flat), _BLOCK):  # a transposition at once would leave the cache for every number
            moved[..., start : start + _BLOCK] = np.moveaxis(flat[start : start + _BLOCK], 0, -1)
    return np.moveaxis(moved, -1, 0)


def pure_equilibria(payoffs: Array, n_players: int, tol: Any = None) -> Array:
    """Return which pure profiles are equilibria: booleans of shape ``(*batch, m_0, ..., m_{n-1})``.

    One pass per player over that player's payoffs, no loop over profiles. ``tol`` as in `best_replies`;
    None takes `tolerances`.

    >>> chicken = np.array([[[3, 1], [4, 0]], [[3, 4], [1, 0]]])
    >>> np.argwhere(pure_equilibria(chicken, 2)).tolist()
    [[0, 1], [1, 0]]
    """
    shape = payoffs.shape[: -n_players - 1] + payoffs.shape[-n_players:]
    payoffs = batch_innermost(payoffs, n_players)
    limits = tolerances(payoffs, n_players) if tol is None else np.asarray(tol)
    limits = np.broadcast_to(limits, (*limits.shape[:-1], n_players)).reshape(-1, n_players)
    found = np.ones_like(payoffs[:, 0], dtype=bool)
    for i in range(n_players):
        own = player_payoffs(payoffs, i, n_players)
        slack = limits[(slice(None), i) + (None,) * n_players]
        found &= own >= own.max(axis=i - n_players, keepdims=True) - slack
    return found.reshape(shape)
