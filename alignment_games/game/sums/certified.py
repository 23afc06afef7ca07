r"""Expected payoffs and regrets of mixed play of a game of sums, in proven intervals.

With the expected payoff of action a of state i known as :math:`v_{ia}` to within :math:`e_{ia}`, its regret lies
between

.. math::

   \max_a (v_{ia} - e_{ia}) - \sum_a x_i(a) (v_{ia} + e_{ia})
   \quad\text{and}\quad
   \max_a (v_{ia} + e_{ia}) - \sum_a x_i(a) (v_{ia} - e_{ia})

and, whatever the first of these says, it is never below 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.profile import Profile
from alignment_games.game.sums.expected import Expectation
from alignment_games.game.sums.game_sums import GameSums
from alignment_games.text.display import DisplayedRecord


@dataclass(frozen=True, eq=False, repr=False)
class PayoffBounds(DisplayedRecord):
    """What each action is worth against mixed play.

    ``least``, ``largest``: bounds on the expected payoff of each action of each player, one array ``(m_i,)`` each.
    ``ranges``: each player's largest payoff minus its least, shape (n,).
    """

    profile: Profile
    least: tuple[Array, ...]
    largest: tuple[Array, ...]
    ranges: Array

    @property
    def regrets(self) -> tuple[Array, Array]:
        """Each player's largest gain from a deviation, in payoff units: proven bounds from below and above, (n,)."""
        each = list(zip(self.profile, self.least, self.largest, strict=True))
        low = np.array([(least.max() - largest) @ x for x, least, largest in each])  # differences: no large offset is
        high = np.array([(largest.max() - least) @ x for x, least, largest in each])  # taken off after rounding
        return np.maximum(low, 0), np.clip(high, 0, self.ranges)

    @property
    def middle(self) -> tuple[Array, ...]:
        """The expected payoff of each action: the middle of its bounds."""
        return tuple((least + largest) / 2 for least, largest in zip(self.least, self.largest, strict=True))


def expectation_in_own_units(sums: GameSums, beside: tuple[Expectation, ...] = ()) -> Expectation:
    """Return the expectation in units of each state's own payoff range; ``beside`` as `Expectation` has it."""
    lowest, highest = sums.ranges()
    spans = highest - lowest
    return Expectation(sums, lowest, np.where(spans > 0, spans, spans.max() or 1), beside)


def bounded_payoffs(own: Expectation, profile: Profile) -> PayoffBounds:
    """Return the payoffs against a profile; ``own`` is in units of each state's payoff range.

    Against pure play they are the game's own, and no bound is needed.
    """
    play = as_table(profile, own.sums.offered)
    lowest, highest = own.sums.ranges()
    if (np.count_nonzero(play, axis=1) == 1).all():
        least = largest = own.sums.payoffs_at(play.argmax(axis=1))
    else:
        values, errors = own.certified(play)
        floors, scales = own.floors[:, None], own.scales[:, None]
        ends = (floors + scales * (values + sign * errors) for sign in (-1, 1))
        least, largest = (np.clip(end, lowest[:, None], highest[:, None]) for end in ends)
    offered = own.sums.offered
    return PayoffBounds(profile, _by_player(least, offered), _by_player(largest, offered), highest - lowest)


def _by_player(table: Array, offered: Array) -> tuple[Array, ...]:
    return tuple(row[mask] for row, mask in zip(table, offered, strict=True))


def as_table(profile: Profile, offered: Array) -> Array:
    """Return the play of all states in one table (n, m)."""
    play = np.zeros(offered.shape)
    play[offered] = np.concatenate([np.asarray(x, dtype=float) for x in profile])
    return play
