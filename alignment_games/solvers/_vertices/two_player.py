"""What the two-player solvers share: payoffs scaled for floats, and exact play on given supports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.solvers._vertices.exact_algebra import solve_exactly
from alignment_games.solvers._vertices.simple_polytopes import LabelledPair

#: Largest relative error of a probability that needs no second look.
_ACCURATE = 1e-9
#: Floats below this lose digits.
_SMALLEST = 1e-290
#: Payoffs of more binary digits than this before or behind the point are scaled.
_EXTREME = 900
#: Largest system of a float game that is solved in fractions: larger ones take seconds.
_MOST_EXACT = 40
#: Losses against one action below this share of the payoffs may come from rounding.
_DOUBTFUL = 2.0**-40


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


@dataclass(frozen=True)
class Equilibrated:
    """A game that is strategically the same, with payoffs that floats hold well.

    ``row``, ``column``: 2 less what a player loses by an action, in [1, 2] and each wrong by at most two roundings,
    shape ``(m, n)``. What it loses against one action of the other is divided by a power of two next to the largest
    such loss, so that a payoff out of proportion counts against that action alone. In return the other's weight on
    that action is multiplied: ``for_rows``, ``for_columns`` turn weights back.
    """

    row: Array
    column: Array
    for_rows: Array
    for_columns: Array

    @property
    def in_range(self) -> bool:
        """Whether the factors of weights keep all their digits."""
        return bool(min(self.for_rows.min(), self.for_columns.min()) > _SMALLEST)

    def profile(self, weights: Sequence[Array]) -> Profile:
        """Return the profile of the game itself that has these weights here."""
        x, y = weights[0] * self.for_rows, weights[1] * self.for_columns
        return x / x.sum(), y / y.sum()


def equilibrated(game: NormalFormGame) -> Equilibrated:
    """Return a two-player game's payoffs for floats.

    >>> game = equilibrated(NormalFormGame(np.array([[[9.0, 2.0**30], [7.0, 0.0]], [[0.0, 1.0], [1.0, 0.0]]])))
    >>> game.row.tolist(), game.for_columns.tolist() == [1, 2.0**-29]
    ([[2.0, 2.0], [1.5, 1.5]], True)
    """
    row, for_columns = _equilibrated(game.payoffs[0])
    column, for_rows = _equilibrated(game.payoffs[1].T)
    return Equilibrated(row, column.T, for_rows, for_columns)


def _equilibrated(own: Array) -> tuple[Array, Array]:
    if own.dtype != object:
        own = within_range(own)
    loss = own.max(axis=0) - own
    largest = loss.max(axis=0)
    if own.dtype != object:  # losses that rounding can account for stay small, and undecided
        size = np.abs(own).max(axis=0)
        largest = np.where(largest <= _DOUBTFUL * size, size, largest)
        units = np.exp2(np.frexp(largest)[1])
    else:
        units = np.array([_power_of_two(Fraction(entry)) for entry in largest], dtype=object)
    return 2 - (loss / units).astype(float), (units.min() / units).astype(float)


def _power_of_two(number: Fraction) -> Fraction:
    """Return a power of two that is at least the number, and at most four times."""
    return Fraction(2) ** (number.numerator.bit_length() - number.denominator.bit_length() + 1)


def within_range(own: Array) -> Array:
    """Return float payoffs times a power of two, which changes no digit, where differences would leave a float's range.

    >>> within_range(np.array([1.0, -1.5]) * 2.0**1023).tolist(), within_range(np.array([5e-324, 1.0])).tolist()
    ([0.5, -0.75], [5e-324, 1.0])
    """
    exponent = int(np.frexp(np.abs(own).max())[1])
    return own if abs(exponent) < _EXTREME else np.ldexp(own, -exponent)


def isolated_profile(game: NormalFormGame, floats: Equilibrated, found: LabelledPair) -> Profile:
    """Return an equilibrium without ties: in fractions in an exact game, in a float game right to nine digits."""
    accurate = floats.in_range and found.error <= _ACCURATE
    if game.arithmetic == "float" and (accurate or len(found.supports[0]) > _MOST_EXACT):
        return floats.profile(found.weights)
    exact = indifferent_profile(game, found.supports)
    if exact is None:  # a certified equilibrium solves its system
        return floats.profile(found.weights)
    return exact if game.arithmetic == "exact" else tuple(p.astype(float) for p in exact)


def indifferent_profile(game: NormalFormGame, supports: Sequence[Sequence[int]]) -> Profile | None:
    """Return the one profile, in fractions, that makes each player indifferent over the other's support.

    Floats stand for the fractions that they are. None when no profile or more than one does, or when a probability is
    negative.
    """
    (rows, columns), (row, column) = supports, game.payoffs
    inner = np.ix_(list(rows), list(columns))
    first = _indifferent(column[inner].T, rows, row.shape[0])
    second = _indifferent(row[inner], columns, row.shape[1])
    return None if first is None or second is None else (first, second)


def _indifferent(payoffs: Array, support: Sequence[int], size: int) -> Array | None:
    """Return the mixture over ``support`` that gives every row of ``payoffs`` the same value."""
    exact = np.array([[Fraction(entry) for entry in line] for line in payoffs.tolist()], dtype=object)
    system = np.vstack([np.ones((1, len(support)), dtype=object), exact[1:] - exact[:1]])
    values = solve_exactly(system, [1] + [0] * (len(payoffs) - 1))
    if values is None or min(values) < 0:
        return None
    probabilities = np.array([Fraction(0)] * size, dtype=object)
    probabilities[list(support)] = values
    return probabilities
