r"""A mixed profile of an aggregative game, with expected payoffs and regrets in proven intervals.

With the expected payoff of action a of state i known as :math:`v_{ia}` to within :math:`e_{ia}`, its regret lies
between

.. math::

   \max_a (v_{ia} - e_{ia}) - \sum_a x_i(a) (v_{ia} + e_{ia})
   \quad\text{and}\quad
   \max_a (v_{ia} + e_{ia}) - \sum_a x_i(a) (v_{ia} - e_{ia})

and, whatever the first of these says, it is never below 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.errors import InvalidModelError, only_known, unknown_name
from alignment_games.game.profile import Profile
from alignment_games.solvers._sums.expected import Expectation
from alignment_games.solvers._sums.game_sums import Array, GameSums
from alignment_games.solvers._sums.model_sums import AggregativeModel, model_sums


@dataclass(frozen=True, eq=False)
class CertifiedPlay:
    """Mixed play and what it is worth to each state.

    ``profile``: one array of probabilities for each of ``states``, in the order of its ``actions``. ``least``,
    ``largest``: bounds on the expected payoff of each action against the others' play, likewise. ``ranges``: each
    state's largest payoff minus its least, shape (n,).
    """

    states: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    profile: Profile
    least: tuple[Array, ...]
    largest: tuple[Array, ...]
    ranges: Array

    @property
    def regrets(self) -> tuple[Array, Array]:
        """Each state's largest gain from a deviation, in payoff units: proven bounds from below and above, (n,)."""
        each = list(zip(self.profile, self.least, self.largest, strict=True))
        low = np.array([(least.max() - largest) @ x for x, least, largest in each])  # differences: no large offset is
        high = np.array([(largest.max() - least) @ x for x, least, largest in each])  # taken off after rounding
        return np.maximum(low, 0), np.clip(high, 0, self.ranges)

    @property
    def relative_regret(self) -> float:
        """The largest regret of all, from above, as a share of the state's payoff range."""
        return float(
            np.divide(self.regrets[1], self.ranges, out=np.zeros(len(self.ranges)), where=self.ranges > 0).max()
        )

    def __getitem__(self, state: str) -> dict[str, float]:
        """Return the probability of each of one state's actions."""
        if state not in self.states:
            raise unknown_name("state", state, self.states)
        i = self.states.index(state)
        return dict(zip(self.actions[i], self.profile[i].tolist(), strict=True))


def expected_payoffs_by_structure(
    model: AggregativeModel, profile: Mapping[str, Mapping[str, float]] | Sequence[Sequence[float]]
) -> CertifiedPlay:
    """Return every action's expected payoff against mixed play, in proven intervals, for some thirty states.

    ``profile``: for each state the probabilities of its actions, in order or by name (actions left out count 0).
    No table of payoffs is built. The intervals are of the width of rounding in threshold games, where amounts are
    whole multiples of one number, and where at most 40,000 different sums can occur; otherwise sums are rounded to a
    lattice and the error of that is bounded. Raises InvalidModelError for play off the simplex, UnsupportedGameError as
    `pure_equilibria_by_structure` does, and for threshold games of more states than can be evaluated.

    >>> from alignment_games.models.threshold import threshold_model
    >>> dilemma = threshold_model({f"State {k}": 1 for k in range(30)}, against=1, cost=0.5, benefit=1)
    >>> play = expected_payoffs_by_structure(dilemma, [[0.1, 0.9]] * 30)
    >>> payoffs = play.least[0] - [1 - 0.5, 1 - 0.9**29]  # balance: held for sure; pass: held unless all others pass
    >>> bool(abs(payoffs).max() < 1e-12)
    True
    """
    sums = model_sums(model)
    return certified_play(model, expectation_in_own_units(sums), _play_of(profile, model, sums))


def expectation_in_own_units(sums: GameSums) -> Expectation:
    """Return the expectation in units of each state's own payoff range."""
    lowest, highest = sums.ranges()
    spans = highest - lowest
    return Expectation(sums, lowest, np.where(spans > 0, spans, spans.max() or 1))


def certified_play(model: AggregativeModel, own: Expectation, play: Array, *, in_haste: bool = False) -> CertifiedPlay:
    """Return the play (n, m) with its payoffs in intervals; ``own`` is in units of each state's payoff range.

    ``in_haste``: the intervals may be wide.
    """
    values, errors = own.certified(play, in_haste=in_haste)
    lowest, highest = own.sums.ranges()
    least, largest = (
        np.clip(own.floors[:, None] + own.scales[:, None] * (values + sign * errors), lowest[:, None], highest[:, None])
        for sign in (-1, 1)
    )
    offered = own.sums.offered
    each = [tuple(row[mask] for row, mask in zip(table, offered, strict=True)) for table in (play, least, largest)]
    return CertifiedPlay(model.names, model.actions, each[0], each[1], each[2], highest - lowest)


def _play_of(
    profile: Mapping[str, Mapping[str, float]] | Sequence[Sequence[float]], model: AggregativeModel, sums: GameSums
) -> Array:
    """Return the play as one table (n, m), or raise InvalidModelError where it is no profile of this model."""
    rows: Sequence[Sequence[float]]
    if isinstance(profile, Mapping):
        only_known("state", profile, model.names)
        for name, actions in zip(model.names, model.actions, strict=True):
            only_known("action", profile.get(name, {}), actions)
        rows = [
            [profile.get(name, {}).get(action, 0) for action in actions]
            for name, actions in zip(model.names, model.actions, strict=True)
        ]
    else:
        rows = profile
    if len(rows) != len(model.names):
        raise InvalidModelError(f"expected the play of {len(model.names)} states, got {len(rows)}")
    play = np.zeros(sums.offered.shape)
    for i, row in enumerate(rows):
        own = np.asarray(row, dtype=float)
        if own.shape != (len(model.actions[i]),) or not (own >= 0).all() or not abs(own.sum() - 1) <= 1e-9:
            raise InvalidModelError(
                f"the play of {model.names[i]} must be probabilities of {', '.join(model.actions[i])} "
                f"that sum to 1, got {row!r}"
            )
        play[i, : len(own)] = own / own.sum()
    return play
