r"""What a search works with: differences between a player's own actions at fixed play of the others.

.. math:: d_i(a, b, s) = u_i(a, s) - u_i(b, s)

A float is the fraction that it is. But payoffs are computed, and the same payoff computed in two ways differs in its
last bits. So a difference that the rule of `alignment_games.game.tolerance` puts down to rounding,

.. math:: |d_i(a, b, s)| \le \epsilon_i(a, b, s) = \min(\rho\, U,\ \tau R_i), \qquad U = \max(|u_i(a, s)|, |u_i(b, s)|),

is a tie, exactly zero; the others are right to their last place, and each is known up to its
:math:`\epsilon_i(a, b, s)`, its *slack*. Differences of zero have none: ties stay ties. Exact payoffs have no slack.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cached_property

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.strategic_range import ROUNDING, StrategicScale, remainder_order, strategic_scale
from alignment_games.game.tolerance import payoff_rounding
from alignment_games.solvers.control import Tick, unhurried

#: Exact payoffs whose range lies outside these bounds are scaled before floats are taken of them.
_FLOATS = (10**-200, 10**200)


class Gaps:
    """The payoff differences of one game: for each player an array ``(m_i, m_i, *others)``, first minus second action.

    ``nearest``: in floats, ties zero. ``exact``: in fractions, ties zero. ``slack``: what rounding of the payoffs can
    change in each, None for exact payoffs. ``faithful``: whether no difference became zero in floats alone.
    ``rounded``: whether some difference is a tie by the rule, and none of the numbers as given.
    """

    def __init__(self, game: NormalFormGame, tick: Tick = unhurried) -> None:
        self.is_exact, self._tick = game.arithmetic == "exact", tick
        self.faithful, self.rounded = True, False
        self._payoffs = game.payoffs
        self.nearest: list[Array] = []
        if not self.is_exact:
            with np.errstate(over="ignore"):  # the range of payoffs near 1e308 may be none of a float
                wide = bool(np.isinf(np.ptp(game.payoffs)))
            self._payoffs = game.payoffs / 4 if wide else game.payoffs
        for i in range(len(self._payoffs)):
            tick()
            self.nearest.append(self._floats(i))

    def _own(self, player: int) -> Array:
        own = self._payoffs[player]
        return np.asarray(own.transpose(player, *(j for j in range(own.ndim) if j != player)))

    def _floats(self, player: int) -> Array:
        if self.is_exact:
            return self._rounded(self.exact[player])
        own = self._own(player)
        gaps = own[:, None] - own[None, :]
        sizes = np.abs(gaps)
        close = (sizes <= ROUNDING * self._largest[player]) & (sizes != 0)
        near = close & (sizes <= ROUNDING * self._orders(player)) if close.any() else close
        if near.any():
            tied = near & (np.abs(gaps) <= self._rounding(player))
            gaps[tied] = 0.0
            self.rounded |= bool(tied.any())
        return np.asarray(gaps)

    def _rounded(self, gaps: Array) -> Array:
        """Return the nearest floats, in units that keep them from overflowing."""
        largest = abs(gaps).max(initial=0)
        if largest and not _FLOATS[0] < largest < _FLOATS[1]:
            gaps = gaps / Fraction(largest)
        floats = gaps.astype(float)
        self.faithful &= not bool(((floats == 0) & (gaps != 0)).any())
        return np.asarray(floats)

    def _orders(self, player: int) -> Array:
        sizes = np.abs(self._own(player))
        return np.maximum(np.maximum(sizes[:, None], sizes[None, :]), remainder_order(sizes.ravel()))

    def _rounding(self, player: int) -> Array:
        return self._rounding_of(player, self._orders(player))

    def _rounding_of(self, player: int, order: Array) -> Array:
        return payoff_rounding(order, self._scale.ranges[player], self._scale.whole[player])

    @cached_property
    def _largest(self) -> list[float]:
        """The size of each player's largest payoff."""
        return [float(np.abs(own).max()) for own in self._payoffs]

    @cached_property
    def _scale(self) -> StrategicScale:
        return strategic_scale(self._payoffs, len(self._payoffs))

    @cached_property
    def most_slack(self) -> list[float]:
        """A bound on each player's slack."""
        if self.is_exact:
            return [0.0] * len(self._payoffs)
        most = []
        for i, size in enumerate(self._largest):
            rounding = ROUNDING * size
            small = rounding <= 1e-14 * float(self.nearest[i].max(initial=0.0))
            most.append(rounding if small else float(self._rounding_of(i, np.asarray(rounding / ROUNDING))))
        return most

    @cached_property
    def slack(self) -> list[Array] | None:
        """What rounding of the payoffs can change in each difference; None for exact payoffs."""
        if self.is_exact:
            return None
        return [np.where(gaps == 0, 0.0, self._rounding(i)) for i, gaps in enumerate(self.nearest)]

    @cached_property
    def exact(self) -> list[Array]:
        """The differences in fractions."""
        tables = []
        for i in range(len(self._payoffs)):
            self._tick()
            own = as_fractions(self._own(i))
            gaps = own[:, None] - own[None, :]
            if not self.is_exact:
                gaps[self.nearest[i] == 0] = Fraction(0)
            tables.append(gaps)
        return tables


def as_fractions(numbers: Array) -> Array:
    """Return numbers as the fractions that they are: quotients of whole ones would be floats."""
    table = np.empty(numbers.size, dtype=object)
    table[:] = [Fraction(number) for number in numbers.ravel().tolist()]
    return table.reshape(numbers.shape)


def same_action(game: NormalFormGame) -> Callable[[int, int, int], bool]:
    """Return what tells whether two actions of a player are the same to everybody, by the rule for ties."""
    tables = game.payoffs if game.arithmetic == "exact" else game.payoffs / 4
    scales: list[StrategicScale] = []
    largest = [np.abs(table).max() for table in tables]

    def tied(i: int, one: Array, other: Array) -> bool:
        if np.any(np.abs(one - other) > ROUNDING * largest[i]):
            return False
        order = np.maximum(np.maximum(np.abs(one), np.abs(other)), remainder_order(np.abs(tables[i]).ravel()))
        apart = np.abs(one - other)
        if np.any(apart > ROUNDING * order):
            return False
        if not scales:
            scales.append(strategic_scale(tables, len(tables)))
        return bool(np.all(apart <= payoff_rounding(order, scales[0].ranges[i], scales[0].whole[i])))

    def same(player: int, first: int, second: int) -> bool:
        for i, table in enumerate(tables):
            one, other = np.take(table, first, axis=player), np.take(table, second, axis=player)
            if np.any(one != other) and (table.dtype == object or not tied(i, one, other)):
                return False
        return True

    return same
