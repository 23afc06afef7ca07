r"""How far each inequality of an equilibrium is from giving way.

A pure profile a is an equilibrium iff every slack :math:`u_i(a) - u_i(b, a_{-i})`, one for each state i and each
deviation b, is non-negative. The smallest one binds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from alignment_games.arrays import Array
from alignment_games.text.play import do


class Preference(NamedTuple):
    """The state would not rather play ``deviation`` than ``action``."""

    state: str
    action: str
    deviation: str

    def __str__(self) -> str:
        return f"{self.state}: {do(self.action)} rather than {do(self.deviation)}"


def inequalities(players: Sequence[str], actions: Sequence[Sequence[str]], index: Sequence[int]) -> list[Preference]:
    """Return the inequalities of a pure profile, given by the positions of its actions, in the order of `slacks`."""
    rows = zip(players, actions, index, strict=True)
    return [Preference(player, own[k], other) for player, own, k in rows for other in own if other != own[k]]


def slacks(payoffs: Array, index: Sequence[int], player: int | None = None) -> Array:
    """Return the slack of each inequality of a pure profile, shape ``(games, inequalities)``, in payoff units.

    ``player``: of the inequalities of one player alone, by position.

    >>> dilemma = np.array([[[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]]])
    >>> slacks(dilemma, (1, 1)).tolist()
    [[1.0, 1.0]]
    """
    parts = []
    for i in range(len(index)) if player is None else [player]:
        at: tuple[Any, ...] = (slice(None), i, *index[:i], slice(None), *index[i + 1 :])
        parts.append(own_slacks(payoffs[at], index[i]))
    return np.concatenate(parts, axis=1)


def own_slacks(own: Array, action: int) -> Array:
    """Return what one player's action pays beyond each of its others, of payoffs ``(games, m_i)``."""
    return own[:, [action]] - np.delete(own, action, axis=1)
