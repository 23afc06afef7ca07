r"""The values of actions in many games of one size at once, and how they move with the logits of play.

In logits z, with :math:`x = \operatorname{softmax}(z)`, the values v of a game's n states and m actions depend on play
through a few joint plays q alone, and through what a state adds to its own bloc (`estimation.mixing`):

.. math:: \frac{dv}{dz} = A\, \frac{dq}{dz} - E .

A has as many columns as there are joint plays, and E is a block of m by m for each state. So equations in n m unknowns
are solved in those of q: with :math:`D = 1 + tE`, block by block,

.. math:: (1 - t A \tfrac{dq}{dz} + tE)\, y = r \iff y = D^{-1}(r + t A\, p),\quad
   (1 - \tfrac{dq}{dz} D^{-1} t A)\, p = \tfrac{dq}{dz} D^{-1} r ,

and the determinants are equal but for that of D (Woodbury 1950; Hager 1989). Two hundred states take thirteen unknowns
instead of six hundred. Tables have the states last, so that sums over actions run along them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.mixing import Mixing
from alignment_games.solvers.logit.response import softmax


@dataclass(frozen=True, eq=False)
class GameBlock:
    """Games of n states and m actions: payoffs times the rate, and costs.

    ``gains``: (m, m, ..., m, games, n), own action first, then one axis for each slot of others. ``cost``: (games, n,
    m). ``mixing``: whose play makes up whose slot.
    """

    gains: Array
    cost: Array
    mixing: Mixing

    def take(self, games: Array) -> GameBlock:
        """Return some of the games."""
        return GameBlock(self.gains.take(games, axis=-2), self.cost[games], self.mixing.take(games))

    def values(self, play: Array) -> Array:
        """Return v, (games, n, m), each state's mean taken off: logits matter by their differences alone."""
        return self._centred(expected(self.gains, self.mixing.others(play)))

    def values_and_slope(self, logits: Array) -> tuple[Array, PlaySlope]:
        """Return v, (games, n m), and its derivatives by the logits."""
        games, n, m = logits.shape
        play = softmax(logits)
        others = along_rows(self.mixing.others(play))
        opened = _each_open(_flat(self.gains), others)
        values = np.einsum("oar,ar->or", opened[0], others[0]) if opened else _flat(self.gains)
        # Probabilities add up to one: their changes matter by the differences from the last action's.
        slopes = np.array(opened).reshape(len(others), m, m, games * n)
        slopes = slopes[:, :, :-1] - slopes[:, :, -1:]
        slopes -= slopes.mean(axis=1, keepdims=True)
        by_slot = np.ascontiguousarray(slopes.reshape(len(others), m * (m - 1), games * n).T)
        return self._centred(_by_game(values, games)).reshape(games, n * m), self._slope(by_slot, play)

    def _slope(self, by_slot: Array, play: Array) -> PlaySlope:
        """Return the derivatives of v from those by each slot's play, (rows, m (m - 1), slots)."""
        games, n, m = play.shape
        mixing = self.mixing
        shares = mixing.shares.reshape(len(mixing.shares), games * n, mixing.shares.shape[-1]).transpose(1, 0, 2)
        moved = play[..., :-1, None] * (np.eye(m)[:-1] - play[:, :, None, :])  # dx/dz, without the last action
        joint = np.swapaxes(mixing.weights, 1, 2)[:, None, :, :, None] * moved.transpose(0, 2, 1, 3)[:, :, None]
        own = None
        if mixing.own.any():
            each = mixing.own.reshape(len(mixing.own), games * n).T[:, :, None]
            own = (by_slot @ each).reshape(games, n, m, m - 1) @ moved
        return PlaySlope((by_slot @ shares).reshape(games, n * m, -1), joint.reshape(games, -1, n * m), own)

    def _centred(self, values: Array) -> Array:
        values = values - self.cost
        return np.asarray(values - values.mean(axis=-1, keepdims=True))


@dataclass(frozen=True, eq=False)
class PlaySlope:
    """The derivatives of v by the logits: those by joint plays, (games, n m, k), times those of joint plays, less own.

    ``joint``: (games, k, n m). ``own``: (games, n, m, m), None where no state has a part in its own bloc.
    """

    by_joint: Array
    joint: Array
    own: Array | None

    def solve(self, right: Array) -> Array:
        """Return y with (1 - dv/dz) y = right, (games, n m, columns); NaN where there is none."""
        parts, _ = self._apart(np.ones(len(right)), self.by_joint, right)
        k = self.by_joint.shape[2]
        inner = self.joint @ parts
        found = solved(np.eye(k) - inner[:, :, :k], inner[:, :, k:])
        return np.asarray(parts[:, :, k:] + parts[:, :, :k] @ found)

    def transposed(self) -> PlaySlope:
        """Return the transpose, of the same form."""
        own = None if self.own is None else np.swapaxes(self.own, 2, 3)
        return PlaySlope(np.swapaxes(self.joint, 1, 2), np.swapaxes(self.by_joint, 1, 2), own)

    def solve_bordered(self, share: Array, values: Array, along: Array, right: Array) -> tuple[Array, Array]:
        """Return y with ((1 - share dv/dz, -values), along) y = right, and the sign of that determinant.

        ``share``: (games,); ``values``: (games, n m); ``along`` and each column of ``right``: (games, n m + 1).
        The last unknown is solved for beside the joint plays, for where a branch folds the rest alone is singular.
        """
        by_known = np.concatenate([share[:, None, None] * self.by_joint, values[:, :, None]], axis=2)
        parts, sign = self._apart(share, by_known, right[:, :-1])
        k = by_known.shape[2]
        inner = np.concatenate([self.joint, -along[:, None, :-1]], axis=1) @ parts
        core = np.eye(k) - inner[:, :, :k]
        core[:, -1, -1] += along[:, -1] - 1
        sums = inner[:, :, k:]
        sums[:, -1] += right[:, -1]
        found = solved(core, sums)
        whole = np.concatenate([parts[:, :, k:] + parts[:, :, :k] @ found, found[:, -1:]], axis=1)
        return whole, sign * np.linalg.slogdet(core)[0]

    def _apart(self, share: Array, by_known: Array, right: Array) -> tuple[Array, Array]:
        """Return columns divided by 1 + share own, state by state, and the sign of that determinant."""
        columns = np.concatenate([by_known, right], axis=2)
        if self.own is None:
            return columns, np.ones(len(columns))
        games, n, m, _ = self.own.shape
        blocks = np.eye(m) + share[:, None, None, None] * self.own
        inverse = solved(blocks.reshape(-1, m, m), np.broadcast_to(np.eye(m), (games * n, m, m)))
        found = inverse @ columns.reshape(games * n, m, -1)
        # Blocks within a distance of one of the identity have positive determinants.
        far = abs(blocks - np.eye(m)).sum(axis=3).max(axis=(1, 2)) >= 1
        sign = np.ones(games)
        sign[far] = np.sign(np.linalg.det(blocks[far])).prod(axis=1)
        return found.reshape(columns.shape), sign


def expected(table: Array, others: Array) -> Array:
    """Return the expectation over the slots of others, (games, n, m).

    ``table``: (m, m, ..., m, games, n); ``others``: (slots, games, n, m).
    """
    found = _flat(table)
    for probabilities in along_rows(others)[::-1]:
        found = np.einsum("...ar,ar->...r", found, probabilities)
    return _by_game(found, table.shape[-2])


def solved(matrices: Array, right: Array) -> Array:
    """Return the solutions of a stack of equations, (stack, k, columns), and NaN where a matrix is singular."""
    try:
        return np.asarray(np.linalg.solve(matrices, right))
    except np.linalg.LinAlgError:
        if len(matrices) == 1:
            return np.full_like(right, np.nan)
        half = len(matrices) // 2
        return np.concatenate([solved(matrices[:half], right[:half]), solved(matrices[half:], right[half:])])


def _each_open(table: Array, others: Array) -> list[Array]:
    """Return the expectations with each slot left open in turn, (m, m, rows), by halves of the slots.

    ``table``: (m, m, ..., m, rows); ``others``: (slots, m, rows).
    """
    if len(others) <= 1:
        return [table] * len(others)
    half = len(others) // 2
    m, rows = table.shape[0], table.shape[-1]
    early, late = _jointly(others[:half]), _jointly(others[half:])
    of_early = np.einsum("oabr,br->oar", table.reshape(m, len(early), len(late), rows), late)
    of_late = np.einsum("oabr,ar->obr", table.reshape(m, len(early), len(late), rows), early)
    return [
        *_each_open(of_early.reshape((m,) * (half + 1) + (rows,)), others[:half]),
        *_each_open(of_late.reshape((m,) * (len(others) - half + 1) + (rows,)), others[half:]),
    ]


def _jointly(others: Sequence[Array] | Array) -> Array:
    """Return the probabilities of what slots play together, (m^slots, rows)."""
    found = others[0]
    for each in others[1:]:
        found = (found[:, None] * each[None]).reshape(-1, found.shape[-1])
    return found


def _flat(table: Array) -> Array:
    return table.reshape(*table.shape[:-2], -1)


def along_rows(others: Array) -> Array:
    """Return probabilities with the rows last, (slots, m, games n)."""
    slots, games, n, m = others.shape
    return np.ascontiguousarray(np.moveaxis(others, -1, 1)).reshape(slots, m, games * n)


def _by_game(values: Array, games: int) -> Array:
    """Return values of the rows, (m, games n), by game and state."""
    return np.ascontiguousarray(values.T).reshape(games, -1, len(values))
