r"""What preconditioning says of cells: excluded, shrunk, or settled with at most one root; see `cells`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import prod

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._search.cells import Cells, edges, spread
from alignment_games.solvers._search.separation import conditional_rounding, conditional_rows, parted
from alignment_games.solvers._search.supports import ROUNDING

#: Bounds on local coordinates below this are not used to shrink a cell, so that its faces stay where they are.
_WORTHWHILE = 0.05
#: Weight of an edge whose ends are not near any root; such edges must not stay long for ever.
_LEAST = 0.3


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
    rows = conditional_rows(cells.corners[:, :n_equations], own, cells.shape)
    apart, weights = parted(
        rows, cells.corners[:, n_equations:], conditional_rounding(cells.rounding, own, cells.shape)
    )
    cells, weights = cells.take(~apart), weights[~apart]
    inverse = approximate_inverse(_central_jacobian(cells.values[:, :n_equations]))
    h, margin = _fixed_point_map(cells, inverse)
    low, high = h.min(axis=2) - margin, h.max(axis=2) + margin
    inside = ((low <= 1) & (high >= 0)).all(axis=1)
    low = np.where(low > _WORTHWHILE, low, 0)
    parts = np.split(low, np.cumsum(cells.shape)[:-1], axis=1)
    for part in parts:
        inside &= part.sum(axis=1) <= 1
    alive = np.flatnonzero(inside)
    changes = _changes(h[alive], cells.shape)
    contracts = _contracts(changes, margin[alive], cells.shape)
    found = Newton(
        [part[alive] for part in parts],
        changes.sum(axis=1) * (_LEAST + _edge_weights(weights[alive], cells.shape)),
        contracts,
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
    inverse = approximate_inverse(_central_jacobian(cells.values[:, :n_equations]))
    h, margin = _fixed_point_map(cells, inverse)
    return _contracts(_changes(h, cells.shape), margin, cells.shape)


def _fixed_point_map(cells: Cells, inverse: Array) -> tuple[Array, Array]:
    """Return h(y) = y - C f(y) at the corners, ``(N, coordinates, corners)``, and its margin for rounding."""
    full = np.concatenate(spread(inverse.transpose(0, 2, 1), cells.shape), axis=-1).transpose(0, 2, 1)
    d = full.shape[2]
    h = _coordinates(cells.shape) - full @ cells.corners[:, :d]
    return h, ROUNDING + (abs(full) @ cells.rounding[:, :d, None])[..., 0]


def _contracts(changes: Array, margin: Array, shape: tuple[int, ...]) -> Array:
    """Return where h brings points closer together; the edges from vertex 0 span all directions."""
    basis = [number for number, (_, a, _) in enumerate(edges(shape)) if a == 0]
    found: Array = (changes[..., basis].sum(axis=-1) + 2 * len(basis) * margin).max(axis=1) < 1 - 1e-3
    return found


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


@cache
def _coordinates(shape: tuple[int, ...]) -> Array:
    """Return each local coordinate at every corner: 1 at the corners of its vertex, else 0."""
    grid = np.indices(shape).reshape(len(shape), -1)
    return np.concatenate([(grid[j] == np.arange(k)[:, None]) for j, k in enumerate(shape)]).astype(float)


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
