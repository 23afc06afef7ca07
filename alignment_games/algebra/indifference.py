r"""What makes players indifferent on given supports, in whole numbers.

With S_i the actions that player i uses and s the first of them, an equilibrium x on these supports solves

.. math::

   \sum_{a_{-i}} \left( u_i(b, a_{-i}) - u_i(s, a_{-i}) \right) \prod_{j \ne i} x_j(a_j) = 0, \qquad b \in S_i, b \ne s,

as many equations as there are unknowns, each linear in every other player's probabilities; the same sums are at most
zero for the actions that are not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm, prod
from typing import Any

import numpy as np

from alignment_games.arrays import Array

#: Whose gain it is where it depends on all players alike.
NOBODY = -1


@dataclass(frozen=True, eq=False)
class DeviationGain:
    """What ``player`` gains by one action over the first that is used, times a positive number.

    ``values`` (k_0, ..., k_{m-1}): whole numbers, one axis for each player that mixes; they do not depend on the own.
    """

    player: int
    action: int
    values: Array

    def at(self, axes: Sequence[int], weights: Sequence[Array]) -> Any:
        """Return the sum of the values over all axes but the own, weighted; ``axes``: whose each is."""
        total: Any = self.values
        for axis in reversed(range(len(axes))):
            if axes[axis] == self.player:
                total = np.take(total, 0, axis=axis)
            else:
                total = np.tensordot(total, weights[axis], axes=(axis, 0))
        return np.asarray(total).item()


@dataclass(frozen=True, eq=False)
class Indifference:
    """The equations on given supports.

    ``players``: positions of those that mix, the axes of all values. ``shape``: how many actions each of them uses.
    ``equations``: zero at an equilibrium. ``unused``: at most zero there.
    """

    players: tuple[int, ...]
    shape: tuple[int, ...]
    equations: tuple[DeviationGain, ...]
    unused: tuple[DeviationGain, ...]

    @property
    def ends(self) -> list[int]:
        """Where one player's probabilities end when all of them stand in one row."""
        return [sum(self.shape[:k]) for k in range(1, len(self.shape))]

    @property
    def tensor(self) -> Array:
        """All equations as one array (d, *shape)."""
        return np.array([e.values for e in self.equations], dtype=object).reshape(-1, *self.shape)


def indifference(payoffs: Array, supports: Sequence[Sequence[int]]) -> Indifference:
    """Return the equations of a game on supports. ``payoffs`` (n, m_0, ..., m_{n-1}): fractions."""
    players = tuple(i for i, own in enumerate(supports) if len(own) > 1)
    shape = tuple(len(supports[i]) for i in players)
    equations: list[DeviationGain] = []
    unused: list[DeviationGain] = []
    for i, used in enumerate(supports):
        kept = [range(len(own)) if j == i else own for j, own in enumerate(supports)]
        kept[i] = range(payoffs.shape[1 + i])
        rows = np.moveaxis(payoffs[i][np.ix_(*kept)], i, 0)
        for action in range(len(rows)):
            if action == used[0]:
                continue
            values = np.expand_dims(whole(np.asarray(rows[action] - rows[used[0]])), i)
            gain = DeviationGain(i, action, np.repeat(values, len(used), axis=i).reshape(shape))
            (equations if action in used else unused).append(gain)
    return Indifference(players, shape, tuple(equations), tuple(unused))


def whole(fractions: Array) -> Array:
    """Return fractions times the positive number that makes them whole and without common divisor."""
    parts = [Fraction(value) for value in fractions.ravel().tolist()]
    scale = lcm(*(part.denominator for part in parts))
    numbers = [int(part * scale) for part in parts]
    divisor = reduce(gcd, numbers, 0) or 1
    found = np.empty(prod(fractions.shape), dtype=object)
    found[:] = [number // divisor for number in numbers]
    return found.reshape(fractions.shape)
