"""What the two-player solvers share: payoffs scaled for floats, and exact play on given supports."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.solvers._vertices.exact_algebra import solve_exactly

Array = NDArray[Any]


def only_two_players(game: NormalFormGame) -> str | None:
    """Return why a two-player solver does not treat the game, or None when it does."""
    return None if game.n_players == 2 else f"expected 2 players, got {game.n_players}; use SupportEnumeration"


def scaled(own: Array) -> Array:
    """Return one player's payoffs in [1, 2] as floats; each is wrong by at most two roundings.

    >>> scaled(np.array([[2**60, 2**60 + 1]], dtype=object)).tolist()
    [[1.0, 2.0]]
    """
    if own.dtype == object:
        low = own.min()
        spread = Fraction(own.max() - low) or 1
        return np.array([[1 + float((entry - low) / spread) for entry in line] for line in own.tolist()])
    # A power of two loses nothing, and keeps differences of payoffs from overflow and underflow.
    own = np.ldexp(own, -np.frexp(np.abs(own).max())[1] - 1)
    above = own - own.min()
    return np.asarray(1 + above / (above.max() or 1.0))


def indifferent_profile(game: NormalFormGame, supports: Sequence[Sequence[int]]) -> Profile | None:
    """Return the one profile, in fractions, that makes each player indifferent over the other's support.

    None when no profile or more than one does, or when a probability is negative.
    """
    (rows, columns), (row, column) = supports, game.payoffs
    inner = np.ix_(list(rows), list(columns))
    first = _indifferent(column[inner].T, rows, row.shape[0])
    second = _indifferent(row[inner], columns, row.shape[1])
    return None if first is None or second is None else (first, second)


def _indifferent(payoffs: Array, support: Sequence[int], size: int) -> Array | None:
    """Return the mixture over ``support`` that gives every row of ``payoffs`` the same value."""
    system = np.vstack([np.ones((1, len(support)), dtype=object), payoffs[1:] - payoffs[:1]])
    values = solve_exactly(system, [1] + [0] * (len(payoffs) - 1))
    if values is None or min(values) < 0:
        return None
    probabilities = np.array([Fraction(0)] * size, dtype=object)
    probabilities[list(support)] = values
    return probabilities
