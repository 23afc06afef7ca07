r"""Cells: products of simplices, on which multilinear functions are known by their corner values.

A support profile's mixed profiles form a product of simplices. A cell is a product of smaller simplices
inside it, given by their vertices. A function f that is linear in each player's probabilities takes, on a
cell, its largest and its smallest value at a corner (one vertex for each player), so corner values give its
exact range. Cutting a cell or shrinking it only mixes corner values along one axis. Three facts carry the
search (all with rounding margins):

1. *Exclusion.* A row of equations with one sign at all corners, or a condition positive at all corners, or
   any combination of these, rules the cell out.
2. *Contraction.* With C the inverse Jacobian at the centre and y the cell's own barycentric coordinates,
   :math:`h(y) = y - C f(y)` is again multilinear; a root has y = h(y), so the corner values of h bound its
   coordinates. Simplices shrink to the bounds, or the cell is empty.
3. *Uniqueness.* If :math:`\| I - C f'(y) \|_\infty < 1` on the whole cell, which again corner values decide,
   then C f is one to one there: at most one root.

The preconditioned tests are the interval Newton method (Krawczyk 1969; Neumaier 1990, "Interval methods for
systems of equations", section 5) with exact ranges in place of interval bounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

#: Rounding allowed in a corner value of a row scaled to 1: a hundred halvings lose a few times 1e-14.
ROUNDING = 1e-13


@dataclass(frozen=True)
class Cells:
    """A stack of cells of one shape.

    ``owner``: which system each belongs to. ``values``: corner values ``(N, rows, *shape)``. ``vertices``:
    for each player ``(N, k, k)``, one barycentric vector in the support for each vertex.
    """

    owner: Array
    values: Array
    vertices: tuple[Array, ...]

    @classmethod
    def whole(cls, owner: Array, values: Array) -> Cells:
        """Return one cell for each system: all mixed profiles on the support."""
        shape = values.shape[2:]
        return cls(owner, values, tuple(np.broadcast_to(np.eye(k), (len(owner), k, k)) for k in shape))

    def __len__(self) -> int:
        return len(self.owner)

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of vertices of each player's simplex."""
        return self.values.shape[2:]

    def take(self, which: Any) -> Cells:
        """Return the cells at the given positions."""
        return Cells(self.owner[which], self.values[which], tuple(v[which] for v in self.vertices))

    def restricted(self, maps: Sequence[Array]) -> Cells:
        """Return the cells with new vertices, given in barycentric coordinates of the old ones."""
        vertices = tuple(new @ old for new, old in zip(maps, self.vertices, strict=True))
        return Cells(self.owner, along_axes(self.values, maps), vertices)

    def sizes(self) -> Array:
        """Return the longest edge of each cell."""
        edges = [abs(v[:, :, None] - v[:, None]).max(axis=(1, 2, 3)) for v in self.vertices]
        return np.max(edges, axis=0)

    def points(self, local: Sequence[Array]) -> tuple[Array, ...]:
        """Return support coordinates of points given in the cells' own barycentric coordinates."""
        return tuple((y[:, None] @ v)[:, 0] for y, v in zip(local, self.vertices, strict=True))


def join(parts: Sequence[Cells]) -> Cells:
    """Return several stacks as one."""
    if len(parts) == 1:
        return parts[0]
    vertices = tuple(np.concatenate(own) for own in zip(*(part.vertices for part in parts), strict=True))
    return Cells(
        np.concatenate([part.owner for part in parts]), np.concatenate([part.values for part in parts]), vertices
    )


def along_axes(values: Array, maps: Sequence[Array]) -> Array:
    """Return corner values at new vertices: ``maps[j]`` (N, new, old) acts on the j-th player's axis."""
    n, rows, *shape = values.shape
    for j, mix in enumerate(maps):
        before, after = rows * int(np.prod(shape[:j])), int(np.prod(shape[j + 1 :]))
        flat = values.reshape(n, before, shape[j], after)
        shape[j] = mix.shape[1]
        if after == 1:
            values = flat[..., 0] @ mix.transpose(0, 2, 1)
        else:
            values = mix[:, None] @ flat
    return values.reshape(n, rows, *shape)


def evaluate(values: Array, point: Sequence[Array]) -> Array:
    """Return every row at one point for each cell, shape ``(N, rows)``."""
    return along_axes(values, [y[:, None] for y in point]).reshape(values.shape[:2])


def jacobian(values: Array, point: Sequence[Array]) -> Array:
    """Return the derivatives of every row at a point, ``(N, rows, unknowns)``.

    The unknowns are each player's coordinates but the first, which is one minus their sum.
    """
    parts = []
    eyes = [np.broadcast_to(np.eye(k), (len(values), k, k)) for k in values.shape[2:]]
    for j, eye in enumerate(eyes):
        maps = [eye if j == i else y[:, None] for i, y in enumerate(point)]
        own = along_axes(values, maps).reshape(*values.shape[:2], values.shape[2 + j])
        parts.append(own[..., 1:] - own[..., :1])
    return np.concatenate(parts, axis=-1)


def spread(step: Array, shape: Sequence[int]) -> list[Array]:
    """Return a step in the unknowns as one array for each player, each adding up to zero."""
    parts = np.split(step, np.cumsum([k - 1 for k in shape])[:-1], axis=-1)
    return [np.concatenate([-part.sum(axis=-1, keepdims=True), part], axis=-1) for part in parts]


def possible(cells: Cells, n_equations: int) -> Array:
    """Return which cells the plain ranges of equations and conditions leave."""
    flat = cells.values.reshape(*cells.values.shape[:2], -1)
    low = flat.min(axis=-1)
    high = flat[:, :n_equations].max(axis=-1)
    return (low <= ROUNDING).all(axis=1) & (high >= -ROUNDING).all(axis=1)


@dataclass(frozen=True)
class Newton:
    """What preconditioning says of a stack of cells.

    ``alive``: which may hold a root that satisfies the conditions. ``low``: for each player, lower bounds of
    the local coordinates of any root. ``changes``: how much h changes along each edge, ``(N, edges)``, summed
    over its coordinates. ``unique``: which hold at most one root.
    """

    alive: Array
    low: list[Array]
    changes: Array
    unique: Array


def newton(cells: Cells, n_equations: int) -> Newton:
    """Return exclusion, contraction and uniqueness of a stack of cells by preconditioning at the centre."""
    n, rows, *shape = cells.values.shape
    centre = [np.full((n, k), 1 / k) for k in shape]
    slopes = jacobian(cells.values, centre)
    inverse = approximate_inverse(slopes[:, :n_equations])
    flat = cells.values.reshape(n, rows, -1)
    alive = np.ones(n, dtype=bool)
    if rows > n_equations:  # conditions, with what the equations say of them put in
        weights = slopes[:, n_equations:] @ inverse
        margin = ROUNDING * (1 + abs(weights).sum(axis=-1))
        left = flat[:, n_equations:] - weights @ flat[:, :n_equations]
        alive &= (left.min(axis=-1) <= margin).all(axis=1)
    full = np.concatenate(spread(inverse.transpose(0, 2, 1), shape), axis=-1).transpose(0, 2, 1)
    h = _coordinates(shape) - full @ flat[:, :n_equations]
    margin = ROUNDING * (1 + abs(full).sum(axis=-1))
    low, high = h.min(axis=-1) - margin, h.max(axis=-1) + margin
    alive &= ((low <= 1) & (high >= 0)).all(axis=1)
    low_parts = np.split(np.maximum(low, 0), np.cumsum(shape)[:-1], axis=1)
    for part in low_parts:
        alive &= part.sum(axis=1) <= 1
    change = _changes(h.reshape(n, -1, *shape))
    basis = [number for number, (_, a, _) in enumerate(edges(shape)) if a == 0]
    unique = change[..., basis].sum(axis=-1).max(axis=1) < 1 - 1e-3
    return Newton(alive, low_parts, change.sum(axis=1), unique)


def _coordinates(shape: Sequence[int]) -> Array:
    """Return each local coordinate at every corner: 1 at the corners of its vertex, else 0."""
    grid = np.indices(shape).reshape(len(shape), -1)
    return np.concatenate([(grid[j] == np.arange(k)[:, None]) for j, k in enumerate(shape)]).astype(float)


def edges(shape: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return every edge of a cell's simplices: player, vertex, vertex."""
    return [(j, a, b) for j, k in enumerate(shape) for a in range(k) for b in range(a + 1, k)]


def _changes(h: Array) -> Array:
    """Return the largest change of each coordinate of h along each edge, ``(N, coordinates, edges)``."""
    found = []
    for j, a, b in edges(h.shape[2:]):
        own = np.moveaxis(h, 2 + j, 0)
        found.append(abs(own[a] - own[b]).reshape(*h.shape[:2], -1).max(axis=-1))
    return np.stack(found, axis=-1)


def approximate_inverse(matrices: Array) -> Array:
    """Return a preconditioner: nearly the inverse; small directions are damped in singular matrices.

    Any matrix keeps the tests sound; a good one makes them sharp.
    """
    size = matrices.shape[-1]
    scale = np.sqrt((matrices**2).sum(axis=(1, 2), keepdims=True)) + 1e-300
    nudge = 1e-9 * np.cos(np.arange(1.0, size * size + 1)).reshape(size, size)  # no matrix is exactly singular
    inverse = np.linalg.inv(matrices / scale + nudge)
    bad = np.flatnonzero(~(abs(inverse).max(axis=(1, 2)) < 1e4))
    if len(bad):
        left, values, right = np.linalg.svd(matrices[bad] / scale[bad])
        damped = values / (values**2 + 1e-8)
        inverse[bad] = (right.transpose(0, 2, 1) * damped[:, None]) @ left.transpose(0, 2, 1)
    return inverse / scale


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
    return names[np.argmax(score, axis=1)]
