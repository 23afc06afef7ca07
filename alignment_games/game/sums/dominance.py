r"""Actions that no equilibrium of a game of sums uses, proven from the sums, round after round.

Action b strictly dominates action a where, in each of some boxes that cover all sums of the others that can occur,
:math:`\min (u(b) - u(a)) > 0` (`GameSums.gaps`). Where few different sums can occur each is a box of its own, and the
elimination is that of the whole table; otherwise the boxes are the cells of a grid.

Strictly means by ten times more than what the rule of `game.tolerance` can let pass for a tie; so what is left out is
in no equilibrium by that rule.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.sums.game_sums import GameSums
from alignment_games.game.sums.point_play import sums_of

#: Different sums up to which each is looked at by itself, and cells of the grid where they are more.
_MOST_POINTS, _CELLS = 4096, 1024
#: An action goes where it is worse by more than so many times what can count as zero.
_MARGIN = 10
#: How far the rounding of a sum of some hundred terms may reach, and that of `sums_of`, as a share of the largest sum.
_SLACK = 1e-13


def surviving_actions(sums: GameSums) -> Array:
    """Return which actions are left when strictly dominated ones go, round after round: booleans of shape (n, m)."""
    alive = sums.offered.copy()
    margins = _MARGIN * sums.tolerances()
    changed = True
    while changed:
        before = alive.copy()
        most_of_all = _MOST_POINTS * alive.shape[1]  # where all have more sums together, all but one have too many
        few = sums_of(sums, alive.astype(float), range(len(alive)), most_of_all) is not None
        for i in np.flatnonzero(alive.sum(axis=1) > 1).tolist():
            others = [j for j in range(len(alive)) if j != i]
            listed = sums_of(sums, alive.astype(float), others, _MOST_POINTS) if few else None
            boxes = _cells(sums, others, alive) if listed is None else (listed[0], listed[0])
            _strike_out(sums, i, alive, boxes, margins[i])
        changed = bool((alive != before).any())
    return alive


def _strike_out(sums: GameSums, i: int, alive: Array, boxes: tuple[Array, Array], margin: float) -> None:
    """Strike out the actions of one state that another one of it, alive itself, dominates in all boxes (d, r)."""
    slack = _SLACK * np.where(alive, sums.amounts, 0).max(axis=2).sum(axis=1)[:, None]
    low, high = np.maximum(boxes[0] - slack, 0), boxes[1] + slack
    gaps = sums.gaps(np.array([i]), low[:, None], high[:, None])[0]
    dominates = (gaps > margin).all(axis=0)
    for worse in np.flatnonzero(alive[i]).tolist():
        alive[i, worse] = not (dominates[:, worse] & alive[i]).any()


def _cells(sums: GameSums, others: Sequence[int], alive: Array) -> tuple[Array, Array]:
    """Return the corners (d, r) of the cells of a grid that cover all that some states may bring together."""
    amounts = sums.amounts[:, others]
    least = np.where(alive[others], amounts, np.inf).min(axis=2).sum(axis=1)
    most = np.where(alive[others], amounts, -np.inf).max(axis=2).sum(axis=1)
    wide = most > least
    side = int(_CELLS ** (1 / max(1, int(np.count_nonzero(wide)))))
    edges = [np.linspace(a, b, side + 1) if w else np.array([a, b]) for a, b, w in zip(least, most, wide, strict=True)]
    corners = (np.meshgrid(*part, indexing="ij") for part in ([e[:-1] for e in edges], [e[1:] for e in edges]))
    low, high = (np.stack([each.ravel() for each in part]) for part in corners)
    occurs = _together(amounts, alive[others], low, most)
    return low[:, occurs], high[:, occurs]


def _together(amounts: Array, alive: Array, low: Array, most: Array) -> Array:
    """Return which cells can be reached: what a state gives to one side it does not give to the other."""
    units = np.where(most > 0, most, 1)
    shares = (amounts / units[:, None, None]).sum(axis=0)
    limit = np.where(alive, shares, -np.inf).max(axis=1).sum()
    return np.asarray((low / units[:, None]).sum(axis=0) <= limit * (1 + _SLACK))
