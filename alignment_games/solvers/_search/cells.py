r"""Cells: products of simplices, on which multilinear functions are known by their corner values.

A support profile's mixed profiles form a product of simplices. A cell is a product of smaller simplices
inside it, given by their vertices. A function f that is linear in each player's probabilities takes, on a
cell, its largest and its smallest value at a corner (one vertex for each player), so corner values give its
exact range. Cutting a cell or shrinking it only mixes corner values along one axis. Four facts carry the
search (all with rounding margins):

1. *Exclusion.* A row of equations with one sign at all corners, or a condition positive at all corners, or
   any combination of these, rules the cell out.
2. *Contraction.* With C the inverse Jacobian at the centre and y the cell's own barycentric coordinates,
   :math:`h(y) = y - C f(y)` is again multilinear; a root has y = h(y), so the corner values of h bound its
   coordinates. Simplices shrink to the bounds, or the cell is empty.
3. *Separation.* The values on a cell are convex combinations of the corner values; where a hyperplane parts these
   from zero (for conditions: from zero and below) there is no solution (`separation`).
4. *Uniqueness.* If :math:`\| I - C f'(y) \|_\infty < 1` on the whole cell, which again corner values decide,
   then C f is one to one there: at most one root.

The preconditioned tests are the interval Newton method (Krawczyk 1969; Neumaier 1990, "Interval methods for
systems of equations", section 5) with exact ranges in place of interval bounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import prod
from typing import Any

import numpy as np

from alignment_games.arrays import Array


@dataclass(frozen=True)
class Cells:
    """A stack of cells of one shape.

    ``owner``: which system each belongs to. ``values``: corner values ``(N, rows, *shape)``. ``rounding``: how far
    those of each row may be off, ``(N, rows)``. ``vertices``: for each player ``(N, k, k)``, one barycentric vector in
    the support for each vertex.
    """

    owner: Array
    values: Array
    rounding: Array
    vertices: tuple[Array, ...]

    @classmethod
    def whole(cls, owner: Array, values: Array, rounding: Array) -> Cells:
        """Return one cell for each system: all mixed profiles on the support."""
        shape = values.shape[2:]
        return cls(owner, values, rounding, tuple(np.broadcast_to(np.eye(k), (len(owner), k, k)) for k in shape))

    def __len__(self) -> int:
        return len(self.owner)

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of vertices of each player's simplex."""
        return self.values.shape[2:]

    def take(self, which: Any) -> Cells:
        """Return the cells at the given positions."""
        vertices = tuple(v[which] for v in self.vertices)
        return Cells(self.owner[which], self.values[which], self.rounding[which], vertices)

    def restricted(self, maps: Sequence[Array]) -> Cells:
        """Return the cells with new vertices, given in barycentric coordinates of the old ones."""
        values, vertices = self.values.copy(), list(self.vertices)
        for j, mix in enumerate(maps):
            moved = np.flatnonzero((mix != np.eye(mix.shape[1])).any(axis=(1, 2)))
            if len(moved):
                values[moved] = along_axis(values[moved], mix[moved], j)
                vertices[j] = mix @ vertices[j]
        return Cells(self.owner, values, self.rounding, tuple(vertices))

    @property
    def corners(self) -> Array:
        """The corner values in one axis, ``(N, rows, corners)``."""
        return self.values.reshape(*self.values.shape[:2], prod(self.shape))

    def sizes(self) -> Array:
        """Return the longest edge of each cell."""
        edges = [abs(v[:, :, None] - v[:, None]).max(axis=(1, 2, 3)) for v in self.vertices]
        found: Array = np.max(edges, axis=0)
        return found

    def farthest(self, points: Sequence[Array]) -> Array:
        """Return the largest difference in a coordinate between each cell and a point."""
        found: Array = np.max(
            [abs(v - x[:, None]).max(axis=(1, 2)) for v, x in zip(self.vertices, points, strict=True)], axis=0
        )
        return found

    def points(self, local: Sequence[Array]) -> tuple[Array, ...]:
        """Return support coordinates of points given in the cells' own barycentric coordinates."""
        return tuple((y[:, None] @ v)[:, 0] for y, v in zip(local, self.vertices, strict=True))


def join(parts: Sequence[Cells]) -> Cells:
    """Return several stacks as one."""
    if len(parts) == 1:
        return parts[0]
    vertices = tuple(np.concatenate(own) for own in zip(*(part.vertices for part in parts), strict=True))
    owner, values, rounding = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("owner", "values", "rounding")
    )
    return Cells(owner, values, rounding, vertices)


def along_axis(values: Array, mix: Array, j: int) -> Array:
    """Return corner values at new vertices of the j-th player: ``mix`` is (N, new, old)."""
    shape = list(values.shape)
    before, after = prod(shape[1 : 2 + j]), prod(shape[3 + j :])
    flat = values.reshape(len(values), before, shape[2 + j], after)
    flat = mix[:, None] @ flat if after > 1 else flat[..., 0] @ mix.transpose(0, 2, 1)
    shape[2 + j] = mix.shape[1]
    return flat.reshape(shape)


def evaluate(values: Array, point: Sequence[Array]) -> Array:
    """Return every row at one point for each cell, shape ``(N, rows)``."""
    for j, y in enumerate(point):
        values = along_axis(values, y[:, None], j)
    return values.reshape(values.shape[:2])


def jacobian(values: Array, point: Sequence[Array]) -> Array:
    """Return the derivatives of every row at a point, ``(N, rows, unknowns)``.

    The unknowns are each player's coordinates but the first, which is one minus their sum.
    """
    parts = []
    for j, k in enumerate(values.shape[2:]):
        own = values
        for i, y in enumerate(point):
            if i != j:
                own = along_axis(own, y[:, None], i)
        own = own.reshape(*values.shape[:2], k)
        parts.append(own[..., 1:] - own[..., :1])
    return np.concatenate(parts, axis=-1)


def spread(step: Array, shape: Sequence[int]) -> list[Array]:
    """Return a step in the unknowns as one array for each player, each adding up to zero."""
    ends = np.cumsum([k - 1 for k in shape]).tolist()
    parts = [step[..., end - k + 1 : end] for k, end in zip(shape, ends, strict=True)]
    return [np.concatenate([-part.sum(axis=-1, keepdims=True), part], axis=-1) for part in parts]


def possible(cells: Cells, n_equations: int) -> Array:
    """Return which cells the plain ranges of equations and conditions leave."""
    flat = cells.corners
    low = flat.min(axis=-1)
    high = flat[:, :n_equations].max(axis=-1)
    found: Array = (low <= cells.rounding).all(axis=1) & (high >= -cells.rounding[:, :n_equations]).all(axis=1)
    return found


@cache
def edges(shape: tuple[int, ...]) -> list[tuple[int, int, int]]:
    """Return every edge of a cell's simplices: player, vertex, vertex."""
    return [(j, a, b) for j, k in enumerate(shape) for a in range(k) for b in range(a + 1, k)]


def halved(cells: Cells, low: Sequence[Array], changes: Array) -> list[Cells]:
    """Return the cells shrunk to their bounds; those that shrank little are cut in two along one edge."""
    scale = [1 - part.sum(axis=1) for part in low]
    pairs = zip(scale, low, cells.shape, strict=True)
    shrink = [s[:, None, None] * np.eye(k) + part[:, None] for s, part, k in pairs]
    cut = np.flatnonzero(np.min(scale, axis=0) > 0.7)
    player, first, second = _edges_to_cut(cells.take(cut), changes[cut]).T
    other = [m[cut] for m in shrink]
    for j in range(len(shrink)):
        at = np.flatnonzero(player == j)
        a, b, row = first[at], second[at], cut[at]
        middle = (shrink[j][row, a] + shrink[j][row, b]) / 2
        shrink[j][row, a] = middle
        other[j][at, b] = middle
    return [part for part in (cells.take(cut).restricted(other), cells.restricted(shrink)) if len(part)]


def _edges_to_cut(cells: Cells, changes: Array) -> Array:
    """Return, for each cell, the edge along which h changes most; a long edge where h hardly changes."""
    names = np.array(edges(cells.shape))
    lengths = [abs(cells.vertices[j][:, a] - cells.vertices[j][:, b]).max(axis=1) for j, a, b in names.tolist()]
    score = changes + 0.01 * np.stack(lengths, axis=1)
    found: Array = names[np.argmax(score, axis=1)]
    return found
