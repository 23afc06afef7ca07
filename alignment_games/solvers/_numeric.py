r"""What several methods need of a game of numbers: the check that it is one, and the derivatives of payoffs.

With :math:`u_i(a, x_{-i})` player i's expected payoff of action a, the derivative with respect to the
probability of player j's action b is the expected payoff of (a, b) against the play of all others,

.. math::

   D_{(i,a),(j,b)} = \partial u_i(a, x_{-i}) / \partial x_j(b)
                   = \sum_{s} u_i(a, b, s) \prod_{k \ne i, j} x_k(s_k), \qquad D_{(i,a),(i,b)} = 0 .
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame

Array = NDArray[Any]


def one_game_of_numbers(game: NormalFormGame, method: str) -> NormalFormGame:
    """Return the game itself. Raises UnsupportedGameError for families of games and for symbolic payoffs."""
    if game.batch_shape:
        raise UnsupportedGameError(f"{method} takes one game, got a family (batch {game.batch_shape}); take one of it")
    if game.arithmetic == "symbolic":
        raise UnsupportedGameError(f"{method} needs numbers; put them in with game.substitute({{...}})")
    return game


def unit_payoffs(game: NormalFormGame) -> tuple[Array, float]:
    """Return float payoffs that run from 0 to at most 1 for each player, and the one scale divided out."""
    payoffs = game.to_float().payoffs
    axes = tuple(range(1, payoffs.ndim))
    floors = payoffs.min(axis=axes, keepdims=True)
    scale = float((payoffs - floors).max()) or 1.0
    return (payoffs - floors) / scale, scale


def own_unit_payoffs(game: NormalFormGame) -> Array:
    """Return float payoffs that run from 0 to 1 for each player, or are 0, whatever units each player's are in."""
    payoffs = game.to_float().payoffs
    axes = tuple(range(1, payoffs.ndim))
    above = payoffs - payoffs.min(axis=axes, keepdims=True)
    spans = above.max(axis=axes, keepdims=True)
    unit: Array = above / np.where(spans == 0, 1.0, spans)
    return unit


def payoff_derivatives(payoffs: Array, profile: Sequence[Array]) -> tuple[Array, Array]:
    """Return the expected payoffs of all players' actions in one row (N,), and their derivatives (N, N).

    N is the number of actions of all players together, in the players' order.

    >>> pennies = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])
    >>> values, derivatives = payoff_derivatives(pennies, [np.array([0.5, 0.5]), np.array([1.0, 0.0])])
    >>> values.tolist(), derivatives[0].tolist()
    ([1.0, -1.0, 0.0, 0.0], [0.0, 0.0, 1.0, -1.0])
    """
    sizes = [len(x) for x in profile]
    ends = np.cumsum(sizes)
    blocks = [slice(end - m, end) for end, m in zip(ends, sizes, strict=True)]
    kind = np.result_type(payoffs, *profile)
    values, derivatives = np.zeros(ends[-1], dtype=kind), np.zeros((ends[-1], ends[-1]), dtype=kind)
    for i, m in enumerate(sizes):
        own = np.moveaxis(payoffs[i], i, 0).reshape(m, -1)
        others = [j for j in range(len(sizes)) if j != i]
        before = _joints([profile[j] for j in others])
        after = _joints([profile[j] for j in reversed(others)], backward=True)
        values[blocks[i]] = own @ before[-1]
        for j, earlier, later in zip(others, before, reversed(after[:-1]), strict=False):
            table = own.reshape(m, len(earlier), sizes[j], len(later)) @ later
            derivatives[blocks[i], blocks[j]] = earlier @ table
    return values, derivatives


def _joints(parts: Sequence[Array], *, backward: bool = False) -> list[Array]:
    """Return the joint distributions of the first 0, 1, 2, ... of independent players, as rows.

    The last player in the game's order changes fastest; ``backward`` says that the parts come in reverse.
    """
    joints: list[Array] = [np.ones(1, dtype=int)]
    for part in parts:
        pair = (part[:, None] * joints[-1]) if backward else (joints[-1][:, None] * part)
        joints.append(pair.ravel())
    return joints
