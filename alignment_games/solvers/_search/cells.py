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
from numpy.typing import NDArray

from alignment_games.solvers._search.separation import conditional_rows, parted

Array = NDArray[Any]

#: Rounding allowed in a corner value of a row scaled to 1: a hundred halvings lose a few times 1e-14.
ROUNDING = 1e-13
#: Bounds on local coordinates below this are not used to shrink a cell, so that its faces stay where they are.
_WORTHWHILE = 0.05
#: Weight of an edge whose ends are not near any root; such edges must not stay long for ever.
_LEAST = 0.3


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
        values, vertices = self.values.copy(), list(self.vertices)
        for j, mix in enumerate(maps):
            moved = np.flatnonzero((mix != np.eye(mix.shape[1])).any(axis=(1, 2)))
            if len(moved):
                values[moved] = along_axis(values[moved], mix[moved], j)
                vertices[j] = mix @ vertices[j]
        return Cells(self.owner, values, tuple(vertices))

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
    return Cells(
        np.concatenate([part.owner for part in parts]), np.concatenate([part.values for part in parts]), vertices
    )


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


def _central_jacobian(values: Array) -> Array:
    """Return `jacobian` at the centres: one fixed combination of the corner values for each unknown."""
    mix = _central_differences(values.shape[2:])
    found: Array = (values.reshape(-1, mix.shape[1]) @ mix.T).reshape(*values.shape[:2], len(mix))
    return found


@cache
def _central_differences(shape: tuple[int, ...]) -> Array:
    """Return what to multiply corner values with for the derivatives at the centre, ``(unknowns, corners)``."""
    weights = _coordinates(shape) * np.repeat(shape, shape)[:, None] / prod(shape)
    parts = np.split(weights, np.cumsum(shape)[:-1])
    return np.concatenate([part[1:] - part[:1] for part in parts])


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
    found: Array = (low <= ROUNDING).all(axis=1) & (high >= -ROUNDING).all(axis=1)
    return found


@dataclass(frozen=True)
class Newton:
    """What preconditioning says of a stack of cells that it could not exclude.

    ``low``: for each player, lower bounds of the local coordinates of any root. ``changes``: how much h
    changes along each edge, ``(N, edges)``, summed over its coordinates, less where an end is far from any
    root. ``unique``: which cells hold at most one root.
    """

    low: list[Array]
    changes: Array
    unique: Array


def newton(cells: Cells, own: Sequence[int]) -> tuple[Cells, Newton]:
    """Return the cells that preconditioning at the centre does not exclude, and what it says of them.

    ``own``: for each equation, the player (axis) on whose play it does not depend.
    """
    n_equations = len(own)
    slopes = _central_jacobian(cells.values)
    inverse = approximate_inverse(slopes[:, :n_equations])
    conditions = _reduced_conditions(cells, slopes, inverse)
    alive = np.flatnonzero((conditions.min(axis=2, initial=np.inf) <= 0).all(axis=1))
    cells, inverse, conditions = cells.take(alive), inverse[alive], conditions[alive]
    h, margin = _fixed_point_map(cells, inverse)
    low, high = h.min(axis=2) - margin, h.max(axis=2) + margin
    inside = ((low <= 1) & (high >= 0)).all(axis=1)
    low = np.where(low > _WORTHWHILE, low, 0)
    parts = np.split(low, np.cumsum(cells.shape)[:-1], axis=1)
    for part in parts:
        inside &= part.sum(axis=1) <= 1
    alive = np.flatnonzero(inside)
    rows = conditional_rows(cells.corners[alive, :n_equations], own, cells.shape)
    apart, weights = parted(rows, conditions[alive], ROUNDING)
    alive, weights = alive[~apart], weights[~apart]
    changes = _changes(h[alive], cells.shape)
    found = Newton(
        [part[alive] for part in parts],
        changes.sum(axis=1) * (_LEAST + _edge_weights(weights, cells.shape)),
        _contracts(changes, cells.shape),
    )
    return cells.take(alive), found


def _edge_weights(weights: Array, shape: tuple[int, ...]) -> Array:
    """Return the geometric mean of the weights of each edge's ends, ``(N, edges)``."""
    ends = weights @ _coordinates(shape).T
    offset = np.cumsum([0, *shape])
    found: Array = np.sqrt(np.stack([ends[:, offset[j] + a] * ends[:, offset[j] + b] for j, a, b in edges(shape)], 1))
    return found


def one_to_one(cells: Cells, n_equations: int) -> Array:
    """Return on which cells the equations are proven to be one to one."""
    inverse = approximate_inverse(_central_jacobian(cells.values)[:, :n_equations])
    return _contracts(_changes(_fixed_point_map(cells, inverse)[0], cells.shape), cells.shape)


def _reduced_conditions(cells: Cells, slopes: Array, inverse: Array) -> Array:
    """Return the conditions' corner values with what the equations say of them put in, less the rounding."""
    d = inverse.shape[1]
    weights = slopes[:, d:] @ inverse
    margin = ROUNDING * (1 + abs(weights).sum(axis=-1))
    found: Array = cells.corners[:, d:] - weights @ cells.corners[:, :d] - margin[..., None]
    return found


def _fixed_point_map(cells: Cells, inverse: Array) -> tuple[Array, Array]:
    """Return h(y) = y - C f(y) at the corners, ``(N, coordinates, corners)``, and its margin for rounding."""
    full = np.concatenate(spread(inverse.transpose(0, 2, 1), cells.shape), axis=-1).transpose(0, 2, 1)
    h = _coordinates(cells.shape) - full @ cells.corners[:, : full.shape[2]]
    return h, ROUNDING * (1 + abs(full).sum(axis=-1))


def _contracts(changes: Array, shape: tuple[int, ...]) -> Array:
    """Return where h brings points closer together; the edges from vertex 0 span all directions."""
    basis = [number for number, (_, a, _) in enumerate(edges(shape)) if a == 0]
    found: Array = changes[..., basis].sum(axis=-1).max(axis=1) < 1 - 1e-3
    return found


@cache
def _coordinates(shape: tuple[int, ...]) -> Array:
    """Return each local coordinate at every corner: 1 at the corners of its vertex, else 0."""
    grid = np.indices(shape).reshape(len(shape), -1)
    return np.concatenate([(grid[j] == np.arange(k)[:, None]) for j, k in enumerate(shape)]).astype(float)


@cache
def edges(shape: tuple[int, ...]) -> list[tuple[int, int, int]]:
    """Return every edge of a cell's simplices: player, vertex, vertex."""
    return [(j, a, b) for j, k in enumerate(shape) for a in range(k) for b in range(a + 1, k)]


def _changes(h: Array, shape: tuple[int, ...]) -> Array:
    """Return the largest change of each coordinate of h along each edge, ``(N, coordinates, edges)``."""
    found = []
    for j, a, b in edges(shape):
        own = h.reshape(*h.shape[:2], prod(shape[:j]), shape[j], prod(shape[j + 1 :]))
        found.append(abs(own[:, :, :, a] - own[:, :, :, b]).max(axis=(2, 3)))
    return np.stack(found, axis=-1)


def approximate_inverse(matrices: Array) -> Array:
    """Return a preconditioner: nearly the inverse; small directions are damped in singular matrices.

    Any matrix keeps the tests sound; a good one makes them sharp. Columns and rows are brought to one size first:
    those of a cell that is much thinner for one player than for another are not small directions.
    """
    size = matrices.shape[-1]
    columns = _lengths(matrices, 1)
    rows = _lengths(matrices / columns, 2)
    even = matrices / columns / rows
    nudge = 1e-9 * np.cos(np.arange(1.0, size * size + 1) ** 2).reshape(size, size)  # zeros stay invertible
    try:
        inverse = np.linalg.inv(even + nudge)
    except np.linalg.LinAlgError:  # one of them is exactly singular
        inverse = np.full(matrices.shape, np.inf)
    bad = np.flatnonzero(~(abs(inverse).max(axis=(1, 2)) < 1e4))
    if len(bad):
        left, values, right = np.linalg.svd(even[bad])
        damped = values / (values**2 + 1e-8)
        inverse[bad] = (right.transpose(0, 2, 1) * damped[:, None]) @ left.transpose(0, 2, 1)
    found: Array = inverse / columns.transpose(0, 2, 1) / rows.transpose(0, 2, 1)
    return found


def _lengths(matrices: Array, axis: int) -> Array:
    """Return the lengths of columns (axis 1) or rows (axis 2), 1 for those that are zero."""
    lengths = np.sqrt((matrices**2).sum(axis=axis, keepdims=True))
    return np.where(lengths > 1e-12, lengths, 1.0)


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
