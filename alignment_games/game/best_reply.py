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

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.strategic_range import ROUNDING, remainder_order, strategic_scale
from alignment_games.game.tolerance import payoff_rounding

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


def pure_deviation_payoffs(payoffs: Array, game: Array, actions: Sequence[Array]) -> tuple[Array, ...]:
    """Return the same where every player plays one action, read off: ``(rows, m_i)`` for each player.

    ``payoffs``: with one batch axis, ``game``: a row's place on it, ``actions``: of each player, ``(rows,)``.

    >>> stag_hunt = np.array([[[[4.0, 0.0], [3.0, 2.0]], [[4.0, 3.0], [0.0, 2.0]]]])
    >>> [own.tolist() for own in pure_deviation_payoffs(stag_hunt, np.array([0]), [np.array([1]), np.array([0])])]
    [[[4.0, 3.0]], [[0.0, 2.0]]]
    """
    n = len(actions)
    return tuple(
        np.moveaxis(player_payoffs(payoffs, i, n), i + 1, -1)[(game, *actions[:i], *actions[i + 1 :])] for i in range(n)
    )


def _against(own: Array, player: int, profile: Sequence[Array]) -> Array:
    """Contract the axes of all players but one with their probabilities, last axis first."""
    n = len(profile)
    own = np.moveaxis(own, player - n, -n)
    own, others = _where_pure(own, [np.asarray(profile[j]) for j in range(n) if j != player])
    for axes_left in range(len(others), 0, -1):
        probabilities = others.pop()
        if probabilities.shape == (2,):  # the same sum of two, without a loop of two at each of thousands of profiles
            own = own[..., 0] * probabilities[0] + own[..., 1] * probabilities[1]
            continue
        shape = probabilities.shape[:-1] + (1,) * axes_left + probabilities.shape[-1:]
        # Unlike a matrix product, this keeps a batch innermost in memory where it is, many times faster there.
        own = np.einsum("...j,...j->...", own, probabilities.reshape(shape))
    return own


def _where_pure(own: Array, others: list[Array]) -> tuple[Array, list[Array]]:
    """Return the exact payoffs of one game where those of the others stand who play one action, and who is left.

    In fractions the products with zero are nearly all the work: of eight states with four actions, minutes.
    """
    if own.dtype != object or any(play.ndim != 1 or play.dtype.kind == "f" for play in others):
        return own, others
    pure = [np.count_nonzero(play) == 1 and bool((play == 1).any()) for play in others]
    places = [int((play == 1).argmax()) if one else slice(None) for play, one in zip(others, pure, strict=True)]
    return own[(slice(None), *places)], [play for play, one in zip(others, pure, strict=True) if not one]


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


def pure_equilibria(payoffs: Array, n_players: int, tol: Any = None, tick: Callable[[], None] = lambda: None) -> Array:
    """Return which pure profiles are equilibria: booleans of shape ``(*batch, m_0, ..., m_{n-1})``.

    One pass per player over that player's payoffs, no loop over profiles. ``tol``: the regret that counts as zero, as
    in `best_replies`; None lets the rule of `tolerance` decide, which is asked only where payoffs nearly tie.
    ``tick`` is called before each pass.

    >>> chicken = np.array([[[3, 1], [4, 0]], [[3, 4], [1, 0]]])
    >>> np.argwhere(pure_equilibria(chicken, 2)).tolist()
    [[0, 1], [1, 0]]
    """
    shape = payoffs.shape[: -n_players - 1] + payoffs.shape[-n_players:]
    payoffs = batch_innermost(payoffs, n_players)
    if tol is not None:
        return _within(payoffs, n_players, tol, tick).reshape(shape)
    found, near = _without_regret(payoffs, n_players, tick)
    doubtful = near > found
    if doubtful.any():
        at = np.nonzero(doubtful)
        found[at] = _rounding_apart(payoffs, n_players, at)
    return found.reshape(shape)


def _within(payoffs: Array, n_players: int, tol: Any, tick: Callable[[], None]) -> Array:
    """Return which profiles leave nobody a regret above ``tol``."""
    found = np.ones_like(payoffs[:, 0], dtype=bool)
    limits = np.broadcast_to(tol, (*np.shape(tol)[:-1], n_players)).reshape(-1, n_players)
    for i in range(n_players):
        tick()
        own = player_payoffs(payoffs, i, n_players)
        with np.errstate(over="ignore"):
            regrets = own.max(axis=i - n_players, keepdims=True) - own
        found &= regrets <= limits[(slice(None), i) + (None,) * n_players]
    return found


def _without_regret(payoffs: Array, n_players: int, tick: Callable[[], None]) -> tuple[Array, Array]:
    """Return which profiles leave nobody any regret, and which none that rounding could not account for."""
    found, near, passed = (np.ones_like(payoffs[:, 0], dtype=bool) for _ in range(3))
    for i in range(n_players):
        tick()
        own = player_payoffs(payoffs, i, n_players)
        best = own.max(axis=i - n_players, keepdims=True)
        found &= np.greater_equal(own, best, out=passed)
        if payoffs.dtype != object:
            near &= np.greater_equal(own, best - _coarse_rounding(own, best), out=passed)
    return found, near if payoffs.dtype != object else found


def _coarse_rounding(own: Array, best: Array) -> Array:
    """Return what rounding cannot exceed anywhere in each game, ``(games, 1, ..., 1)``."""
    axes = tuple(range(1, own.ndim))
    largest = np.maximum(best.max(axis=axes, keepdims=True), -own.min(axis=axes, keepdims=True))
    return np.asarray(ROUNDING * largest)


def _rounding_apart(payoffs: Array, n_players: int, at: tuple[Array, ...]) -> Array:
    """Return at which of these pure profiles (game, a_0, ..., a_{n-1}) nobody's regret is more than rounding."""
    regrets, orders = np.empty((2, len(at[0]), n_players))
    for i, (columns, actions) in enumerate(zip(pure_deviation_payoffs(payoffs, at[0], at[1:]), at[1:], strict=True)):
        best, value = columns.max(axis=1), np.take_along_axis(columns, actions[:, None], axis=1)[:, 0]
        with np.errstate(over="ignore"):
            regrets[:, i] = best - value
        orders[:, i] = np.maximum(np.abs(best), np.abs(value))
    games, place = np.unique(at[0], return_inverse=True)
    some = payoffs[games]
    left_over = remainder_order(np.abs(some).reshape(len(games), n_players, -1))[place]
    scale = strategic_scale(some, n_players)
    slack = payoff_rounding(np.maximum(orders, left_over), scale.ranges[place], scale.whole[place])
    return np.asarray((regrets <= slack).all(axis=1))
