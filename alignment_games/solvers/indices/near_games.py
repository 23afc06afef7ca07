r"""Where the equilibria of all games near one are: cells, in groups that stay apart.

A cell is a product of simplices, one inside each player's mixtures. What an action pays on it is largest and smallest
at corners. Where an action pays less than another by more than ``margin`` at all of them, it is not used in any
equilibrium of any game whose payoff differences differ by no more than that: the cell shrinks to its face without the
action, or is gone where it has none. All others are cut in two along their longest edge, again and again.

What is left is closed and holds every equilibrium of every such game. Where it falls into parts, no equilibrium of
these games leaves one for another while the payoffs change, so that in each part the sum of the indices is the same
for all of them (Ritzberger 1994; McLennan 2018, Advanced Fixed Point Theory for Economics, chapter 13).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.profile import Profile

#: How far a profile in floats may be off its place.
_OFF = 1e-9


@dataclass(frozen=True, eq=False)
class NearCells:
    """Cells by their vertices: for each player ``(N, k, k)``, one mixture in each line, which may occur twice."""

    vertices: tuple[Array, ...]

    @classmethod
    def whole(cls, n_actions: Sequence[int]) -> NearCells:
        """Return all mixed profiles as one cell."""
        return cls(tuple(np.eye(m)[None] for m in n_actions))

    def __len__(self) -> int:
        return len(self.vertices[0])

    def take(self, which: Array) -> NearCells:
        """Return some of the cells."""
        return NearCells(tuple(own[which] for own in self.vertices))

    def pruned(self, payoffs: Sequence[Array], margin: float) -> NearCells:
        """Return what the cells have left without actions that pay less than others by more than ``margin``."""
        cells = self
        for player in range(len(payoffs)):
            worse = _worse(payoffs[player], player, cells.vertices, margin)
            for action in range(worse.shape[1]):
                cells, kept = cells.without(player, action, worse[:, action])
                worse = worse[kept]
        return cells

    def without(self, player: int, action: int, worse: Array) -> tuple[NearCells, Array]:
        """Return the cells, some of them shrunk to their face without an action, and which have one."""
        own = self.vertices[player]
        on = own[..., action] == 0
        kept = ~worse | on.any(axis=1)
        first = np.take_along_axis(own, on.argmax(axis=1)[:, None, None], axis=1)
        shrunk = np.where((worse[:, None] & ~on)[..., None], first, own)
        vertices = (*self.vertices[:player], shrunk, *self.vertices[player + 1 :])
        return NearCells(tuple(each[kept] for each in vertices)), kept

    def halved(self, size: float) -> NearCells | None:
        """Return the cells with those cut in two that have edges longer than ``size``; None where none has."""
        edges = [(j, a, b) for j, own in enumerate(self.vertices) for a in range(own.shape[1]) for b in range(a)]
        if not edges:
            return None
        lengths = np.stack([abs(self.vertices[j][:, a] - self.vertices[j][:, b]).max(axis=1) for j, a, b in edges])
        longest = np.where(lengths.max(axis=0) > size, lengths.argmax(axis=0), len(edges))
        if (longest == len(edges)).all():
            return None
        parts = [self.take(longest == len(edges))]
        for edge, (j, a, b) in enumerate(edges):
            cells = self.take(longest == edge)
            own = cells.vertices[j]
            middle = (own[:, [a]] + own[:, [b]]) / 2
            for end in (a, b):
                same = (own == own[:, [end]]).all(axis=2, keepdims=True)
                parts.append(NearCells((*cells.vertices[:j], np.where(same, middle, own), *cells.vertices[j + 1 :])))
        return NearCells(tuple(np.concatenate(own) for own in zip(*(part.vertices for part in parts), strict=True)))

    @cached_property
    def bounds(self) -> tuple[Array, Array]:
        """The lowest and the highest probabilities, each ``(N, actions of all)``."""
        low, high = (np.concatenate([find(own, axis=1) for own in self.vertices], axis=1) for find in (np.min, np.max))
        return low, high

    def groups(self) -> Array:
        """Return for each cell the group of those that hang together; no two groups touch."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        low, high = self.bounds
        touching = np.ones((len(self), len(self)), dtype=bool)
        for action in range(low.shape[1]):
            touching &= low[:, None, action] <= high[None, :, action]
        return np.asarray(connected_components(csr_array(touching & touching.T), directed=False)[1])

    def holding(self, profile: Profile) -> Array:
        """Return which cells a profile may be in."""
        point = np.concatenate([np.asarray(own, dtype=float) for own in profile])
        low, high = self.bounds
        return np.flatnonzero(((low - _OFF <= point) & (point <= high + _OFF)).all(axis=1))


def _worse(own: Array, player: int, vertices: Sequence[Array], margin: float) -> Array:
    """Return which of a player's actions another one beats at all corners, ``(N, actions)``."""
    pays = np.moveaxis(own, player, 0)[None]
    for j, points in enumerate(vertices):
        if j != player:  # the next player's axis is the third; its corners come last
            pays = np.moveaxis(np.einsum("nkm,namr->nakr", points, _three_axes(pays)), 2, 3).reshape(
                len(points), pays.shape[1], *pays.shape[3:], -1
            )
    pays = np.broadcast_to(pays, (len(vertices[0]), *pays.shape[1:])).reshape(len(vertices[0]), pays.shape[1], -1)
    least = np.stack([(pays - pays[:, [a]]).min(axis=2).max(axis=1) for a in range(pays.shape[1])], axis=1)
    return np.asarray(least > margin)


def _three_axes(pays: Array) -> Array:
    return pays.reshape(*pays.shape[:3], -1)
