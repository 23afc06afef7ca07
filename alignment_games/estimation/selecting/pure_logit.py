r"""What pure equilibria with logit shocks allow, whichever of several is played.

Player i's payoff of each own action has a shock of its own, of the extreme value distribution, known to all players;
a pure equilibrium is played. Profile a is one with the chance

.. math:: \phi_a(\theta) = \prod_i \frac{e^{f_i(a; \theta)}}{\sum_b e^{f_i(b, a_{-i}; \theta)}},

so that it is played at most as often, whatever selects: :math:`\log P(a) - \log \phi_a(\theta) \le 0`, which is convex
in :math:`\theta` where payoffs are affine in it (Andrews, Berry & Jia 2004; Koh 2022).

Where actions are two, the set of pure equilibria E has a distribution in closed form: each player's action at each play
of the others is right above, or below, a value of one logistic number. All inequalities
:math:`P(A) \le \Pr(E \cap A \ne \emptyset)` over sets A of profiles hold together iff some selection gives P
(Galichon & Henry 2011; Beresteanu, Molchanov & Molinari 2011): they are sharp. That of all profiles says that there is
always a pure equilibrium.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.selecting.games import PlayedGames

#: Sets of profiles are gone through where there are two actions and so many players at most: 256 sets.
MOST_PLAYERS = 3


class PureLogit:
    """The chances that profiles are pure equilibria, in some games: their logarithms and gradients."""

    def __init__(self, games: PlayedGames) -> None:
        self.games = games
        self.profiles = int(np.prod(games.shape))

    def logs(self, parameters: Array) -> tuple[Array, Array]:
        """Return log phi, (games, profiles), and its derivatives, (games, profiles, parameters)."""
        games = self.games
        payoffs, n, count = games.payoffs(parameters), games.n_players, len(games.names)
        logs, slopes = np.zeros((len(games), *games.shape)), np.zeros((len(games), count, *games.shape))
        for i in range(n):
            own, features = payoffs[:, i], games.features[:, :, i]
            axis = i + 1
            top = own.max(axis=axis, keepdims=True)
            share = np.exp(own - top)
            total = share.sum(axis=axis, keepdims=True)
            logs += own - top - np.log(total)
            share /= total
            slopes += features - (share[:, None] * features).sum(axis=axis + 1, keepdims=True)
        flat = slopes.reshape(len(games), count, -1)
        return logs.reshape(len(games), -1), np.moveaxis(flat, 1, -1)

    @property
    def sharp(self) -> bool:
        """Whether the inequalities of all sets of profiles have a closed form here."""
        return set(self.games.shape) == {2} and self.games.n_players <= MOST_PLAYERS

    def capacities(self, parameters: Array) -> Array:
        """Return the chance that each set of profiles holds a pure equilibrium, (games, sets).

        Set k holds the profiles whose bits are set in k. By inclusion and exclusion over its subsets.
        """
        sets = np.arange(1 << self.profiles)
        members = (sets[:, None] >> np.arange(self.profiles)) & 1 == 1
        none = self._all_equilibria(parameters, members) * (1 - 2 * (members.sum(axis=1) % 2))
        for bit in range(self.profiles):  # sums over subsets, one profile after the other
            above = sets[(sets >> bit) & 1 == 1]
            none[:, above] += none[:, above - (1 << bit)]
        return np.asarray(1 - none)

    def _all_equilibria(self, parameters: Array, members: Array) -> Array:
        """Return the chance that all profiles of a set are equilibria, (games, sets)."""
        games, n = self.games, self.games.n_players
        payoffs = games.payoffs(parameters)
        actions = np.indices(games.shape).reshape(n, -1)
        found = np.ones((len(games), len(members)))
        for i in range(n):
            own = np.moveaxis(payoffs[:, i], i + 1, -1)
            better = np.expand_dims(own[..., 1] - own[..., 0], i + 1)
            gain = np.broadcast_to(better, (len(games), *games.shape)).reshape(len(games), -1)
            low, high = np.full(found.shape, -np.inf), np.full(found.shape, np.inf)
            for profile in range(self.profiles):  # the shock for action 1 lies above -gain, or below it
                inside = members[:, profile]
                bound = -gain[:, profile : profile + 1]
                if actions[i, profile]:
                    low[:, inside] = np.maximum(low[:, inside], bound)
                else:
                    high[:, inside] = np.minimum(high[:, inside], bound)
            found *= np.maximum(_logistic(high) - _logistic(low), 0)
        return found


def _logistic(x: Array) -> Array:
    return np.asarray((1 + np.tanh(x / 2)) / 2)
