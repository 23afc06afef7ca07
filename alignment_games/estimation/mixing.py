r"""Whose play makes up whose slots, by way of what the states of a game do together.

In a game of many states each one tells the strongest others apart, and takes the rest as one bloc of their joint
power. So all that a state sees of the others are the plays of a few and one mean, the same for all but for what the
state itself adds to it. With :math:`q_k = \sum_j w_{jk} x_j` the joint plays, a state's slot s is played by

.. math:: \sum_k \text{shares}_{sk}\, q_k - \text{own}_s\, x + \text{idle}_s / m,

which takes as many figures as there are states where a table of who matters to whom takes their square.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array


@dataclass(frozen=True, eq=False)
class Mixing:
    """Rows of states, (rows,), or (games, n) where the games are of one size; ``joint`` plays of each game.

    ``weights``: (rows, joint), how much of a state's play each joint play of its game holds. ``shares``: (slots, rows,
    joint), how much each of these makes up a slot; ``own``: (slots, rows), how much of the state's own play is taken
    off; ``idle``: (slots, rows), padding by others who do not matter.
    """

    weights: Array
    shares: Array
    own: Array
    idle: Array

    def take(self, rows: Array, joint: int | None = None) -> Mixing:
        """Return some of the rows, or of the games, and the first joint plays alone where their number is given."""
        kept = slice(joint)
        return Mixing(
            self.weights[rows][..., kept], self.shares[:, rows][..., kept], self.own[:, rows], self.idle[:, rows]
        )

    def others(self, play: Array) -> Array:
        """Return the probabilities of each slot's actions, (slots, games, n, m), where play is (games, n, m)."""
        return np.asarray(self.moved(play) + self.idle[..., None] / play.shape[-1])

    def moved(self, change: Array) -> Array:
        """Return how slots' plays change as play does, (slots, games, n, columns), from (games, n, columns)."""
        joint = np.swapaxes(self.weights, 1, 2) @ change
        return np.asarray(self.shares @ joint - self.own[..., None] * change)


def joined(parts: Sequence[Mixing]) -> Mixing:
    """Return the rows of several games, one after the other."""
    widest = max(part.weights.shape[1] for part in parts)

    def wide(figures: Array) -> Array:
        return np.pad(figures, [(0, 0)] * (figures.ndim - 1) + [(0, widest - figures.shape[-1])])

    return Mixing(
        np.concatenate([wide(part.weights) for part in parts]),
        np.concatenate([wide(part.shares) for part in parts], axis=1),
        np.concatenate([part.own for part in parts], axis=1),
        np.concatenate([part.idle for part in parts], axis=1),
    )


def mixing_of(powers: Array, slots: int, individually: int) -> Mixing:
    """Return who makes up the slots of each state of a game: all others, or the strongest and the bloc of the rest."""
    n = len(powers)
    order = [int(j) for j in np.argsort(-powers, kind="stable")]
    apart = order if n - 1 <= slots else order[: individually + 1]
    rest = order[len(apart) :]
    weights = np.zeros((n, len(apart) + bool(rest)))
    weights[apart, range(len(apart))] = 1
    shares, own = np.zeros((slots, *weights.shape)), np.zeros((slots, n))
    lent = powers[rest] if powers[rest].any() else np.ones(len(rest))  # of no power, each is as much of the bloc
    weights[rest, len(apart) :] = lent[:, None]
    for i in range(n):
        alone = [place for place, j in enumerate(apart) if j != i]
        if rest:
            alone = alone[:individually]
        shares[range(len(alone)), i, alone] = 1
        if i in apart and rest:
            shares[individually, i, -1] = 1 / lent.sum()
        elif rest:  # the last of those told apart is in this state's bloc, and the state itself is not
            last, bloc = float(powers[apart[-1]]), bool(powers[rest].any())
            if not last:
                last, bloc = 1.0, True
            less = bloc * weights[i, -1]
            total = last + bloc * lent.sum() - less
            shares[individually, i, -2:] = last / total, bloc / total
            own[individually, i] = less / total
    return Mixing(weights, shares, own, (np.arange(slots)[:, None] >= n - 1) * np.ones((slots, n)))
