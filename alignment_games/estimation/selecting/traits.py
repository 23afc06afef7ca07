r"""What marks an equilibrium out among those of its game: traits of which its chance of being played is a logit.

``pure``: no player mixes. ``joint_payoff``: the sum of payoffs is the largest of the game's equilibria.
``undominated``: no other equilibrium is better for every player. ``coalition_proof``: pure, and no credible joint
deviation is better for its members (`refinements.coalitions`). ``risk_dominant``: pure, and of the game's pure
equilibria with the largest product over players of what the cheapest deviation costs; in 2 x 2 games with two strict
equilibria that is risk dominance (Harsanyi & Selten 1988). All but ``coalition_proof`` are traits that Bajari, Hong &
Ryan (2010) name or their like. Equilibria are compared by payoffs with shocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game import best_reply
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.refinements.coalitions import coalition_proof_profiles

#: Probabilities nearer to one than this are one.
_PURE = 1e-9


class Candidates:
    """The equilibria of games that have two or more, as rows sorted by game.

    ``payoffs``: (games, n, m_0, ..., m_(n-1)), of these games among others. ``place``: which of them a row is of,
    rising. ``profiles``: of each row, (rows, m_i) for each player. ``game``: of each row, its game's number among those
    that have rows.
    """

    def __init__(self, payoffs: Array, place: Array, profiles: Profile) -> None:
        self.payoffs, self.place, self.profiles = payoffs, place, profiles
        self.starts = np.flatnonzero(np.diff(place, prepend=-1))
        self.game = np.repeat(np.arange(len(self.starts)), np.diff(self.starts, append=len(place)))
        self.pure = np.all([own.max(axis=-1) > 1 - _PURE for own in profiles], axis=0)
        if self.pure.all():
            actions = [own.argmax(axis=-1) for own in profiles]
            self.deviations = best_reply.pure_deviation_payoffs(payoffs, place, actions)
        else:
            self.deviations = best_reply.deviation_payoffs(payoffs[place], profiles)
        values = zip(self.deviations, profiles, strict=True)
        self.values = np.stack([(each * own).sum(axis=-1) for each, own in values], axis=-1)

    def largest(self, figures: Array) -> Array:
        """Return which rows have the largest figure of their game; none where that is not finite."""
        top = np.maximum.reduceat(figures, self.starts)[self.game]
        return np.asarray((figures == top) & np.isfinite(top))

    def undominated(self, among: Array) -> Array:
        """Return which rows no other of their game, of those ``among`` which to look, is better than for everybody."""
        found = np.ones(len(self.game), dtype=bool)
        most = int(np.bincount(self.game).max())
        place = np.arange(len(self.game)) - self.starts[self.game]
        counts = np.bincount(self.game)[self.game]
        for k in range(1, most):  # each row beside the one k places on, round about the rows of its game
            other = self.starts[self.game] + (place + k) % counts
            better = (self.values[other] > self.values).all(axis=-1) & among[other] & (counts > k)
            found &= ~better
        return found


def pure(rows: Candidates) -> Array:
    """Return which equilibria nobody mixes in."""
    return np.asarray(rows.pure)


def joint_payoff(rows: Candidates) -> Array:
    """Return which equilibria have the largest sum of payoffs."""
    return rows.largest(rows.values.sum(axis=-1))


def undominated(rows: Candidates) -> Array:
    """Return which equilibria no other is better than for everybody."""
    return rows.undominated(np.ones(len(rows.game), dtype=bool))


def risk_dominant(rows: Candidates) -> Array:
    """Return which pure equilibria have the largest product of what deviating costs at least."""
    product = np.ones(len(rows.game))
    for each, own in zip(rows.deviations, rows.profiles, strict=True):
        if each.shape[-1] > 1:
            aside = np.where(own > 0.5, -np.inf, each).max(axis=-1)
            product *= np.maximum((each * own).sum(axis=-1) - aside, 0)
    return rows.largest(np.where(rows.pure, product, -np.inf))


def coalition_proof(rows: Candidates) -> Array:
    """Return which pure equilibria no credible joint deviation undoes; of two players that is another equilibrium."""
    if len(rows.profiles) == 2:
        return np.asarray(rows.pure & rows.undominated(rows.pure))
    found = np.zeros(len(rows.game), dtype=bool)
    at = tuple(own.argmax(axis=-1) for own in rows.profiles)
    players = [str(k) for k in range(len(rows.profiles))]
    for first, last in zip(rows.starts, [*rows.starts[1:], len(found)], strict=True):
        if rows.pure[first:last].any():
            proof = coalition_proof_profiles(NormalFormGame(rows.payoffs[rows.place[first]], players))
            found[first:last] = proof[tuple(own[first:last] for own in at)]
    return np.asarray(found & rows.pure)


#: Traits by name.
TRAITS: Mapping[str, Callable[[Candidates], Array]] = {
    each.__name__: each for each in (pure, joint_payoff, undominated, risk_dominant, coalition_proof)
}
