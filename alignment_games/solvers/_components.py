r"""Continua of equilibria on one support: products of polytopes, found exactly.

On a degenerate support the equations may leave a set of positive dimension. Whenever a row depends on one
player's probabilities alone (the others' being fixed, or mattering not), it cuts that player's polytope.
Cutting one may fix a player at a point, which may free further rows; this is repeated until nothing changes.
A row that is of one sign on the product of polytopes and must be zero is zero on the products of faces where
all its corner values vanish: the search branches over those. What is left is exact: a product of polytopes,

.. math:: X_S = P_0 \times \dots \times P_{n-1},

whose corners are the ends of the continuum. One condition that still depends on several players and changes
sign is allowed for when its satisfied corners hang together along edges: a function that is linear in each
player's probabilities leads from every satisfied point to a satisfied corner without leaving the set, so the
set is not empty and connected. Equations that stay bilinear (curves) are not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.solvers._polytope import Polytope

Array = NDArray[Any]
Row = tuple[Array, bool]


@dataclass(frozen=True)
class Piece:
    """A product of polytopes of equilibria; ``condition``: values at its corners, at most zero on the set."""

    parts: tuple[Polytope, ...]
    condition: Array | None = None

    @property
    def dimension(self) -> int:
        """The dimension of the set."""
        return sum(part.dimension for part in self.parts)

    def members(self, tol: Any) -> list[tuple[Array, ...]]:
        """Return the ends: the corners, and where a condition cuts an edge between two corners."""
        corners = list(product(*(range(len(part)) for part in self.parts)))
        good = [c for c in corners if self.condition is None or self.condition[c] <= tol]
        points = [tuple(part.vertices[k] for part, k in zip(self.parts, c, strict=True)) for c in good]
        return points + ([] if self.condition is None else self._crossings(good, tol))

    def _crossings(self, good: Sequence[tuple[int, ...]], tol: Any) -> list[tuple[Array, ...]]:
        found = []
        condition: Any = self.condition
        for corner in good:
            for j, part in enumerate(self.parts):
                for k in range(len(part)):
                    other = (*corner[:j], k, *corner[j + 1 :])
                    if condition[other] > tol and condition[corner] < -tol:
                        share = condition[corner] / (condition[corner] - condition[other])
                        point = [p.vertices[c] for p, c in zip(self.parts, corner, strict=True)]
                        point[j] = point[j] + share * (part.vertices[k] - point[j])
                        found.append(tuple(point))
        return found


def equilibrium_pieces(values: Array, n_equations: int, tol: Any) -> list[Piece] | None:
    """Return all of a support's equilibria that use every action, as pieces; None where that is not decided.

    ``values`` (rows, *shape) as in `Systems`, of one support, not scaled. Closed sets: a piece may touch
    smaller supports, and one that lies in a smaller support altogether is left to that support.
    """
    exact = values.dtype == object
    parts = [Polytope.simplex(k, exact=exact) for k in values.shape[1:]]
    rows = [(row, number < n_equations) for number, row in enumerate(values)]
    return _solve(parts, rows, tol)


def _solve(parts: list[Polytope], rows: list[Row], tol: Any) -> list[Piece] | None:
    """Cut the parts by every row that concerns one player; branch on rows of one sign."""
    if any(not (abs(part.vertices) > tol).any(axis=0).all() for part in parts):
        return []  # an action is never used: a smaller support's affair
    pending: list[tuple[Row, Array]] = []
    for row, equation in rows:
        corner = _at_corners(row, parts)
        low, high = corner.min(), corner.max()
        if low > tol or (equation and high < -tol):
            return []
        if high <= tol and (not equation or low >= -tol):
            continue
        concerned = [j for j in range(corner.ndim) if _varies(corner, j, tol)]
        if len(concerned) == 1:
            part = parts[concerned[0]].cut(_of_player(row, parts, concerned[0]), equation=equation, tol=tol)
            if part is None:
                return []
            return _solve([part if j == concerned[0] else p for j, p in enumerate(parts)], rows, tol)
        if low >= -tol or (equation and high <= tol):
            return _branch(parts, rows, abs(corner), tol)
        pending.append(((row, equation), corner))
    return _pieces(parts, pending, tol)


def _at_corners(row: Array, parts: Sequence[Polytope]) -> Array:
    for j, part in enumerate(parts):
        row = np.moveaxis(np.tensordot(part.vertices, row, axes=(1, j)), 0, j)
    return row


def _varies(corner: Array, axis: int, tol: Any) -> bool:
    return bool(np.any(corner.max(axis=axis) - corner.min(axis=axis) > tol))


def _of_player(row: Array, parts: Sequence[Polytope], player: int) -> Array:
    """Return a row as a linear function of one player's probabilities, the others at any point."""
    for j in reversed(range(len(parts))):
        if j != player:
            row = np.tensordot(row, parts[j].vertices[0], axes=(j, 0))
    return row


def _branch(parts: list[Polytope], rows: list[Row], corner: Array, tol: Any) -> list[Piece] | None:
    """Return the pieces on the faces that avoid one corner at which a row of one sign is not zero."""
    at = np.unravel_index(int(np.argmax(corner)), corner.shape)
    found: list[Piece] = []
    for j, part in enumerate(parts):
        if not _varies(corner, j, tol):
            continue
        if len(part) != part.dimension + 1:
            return None
        if len(part) > 1:
            face = [part.without(int(at[j])) if i == j else p for i, p in enumerate(parts)]
            pieces = _solve(face, rows, tol)
            if pieces is None:
                return None
            found += pieces
    return found


def _pieces(parts: list[Polytope], pending: list[tuple[Row, Array]], tol: Any) -> list[Piece] | None:
    if not pending:
        return [Piece(tuple(parts))]
    if len(pending) > 1 or pending[0][0][1]:
        return None
    condition = pending[0][1]
    return [Piece(tuple(parts), condition)] if _hangs_together(condition <= tol) else None


def _hangs_together(good: Array) -> bool:
    """Return whether the marked corners are joined by edges between marked corners."""
    corners = [tuple(c) for c in np.argwhere(good).tolist()]
    reached, todo = {corners[0]}, [corners[0]]
    while todo:
        at = todo.pop()
        near = [c for c in corners if c not in reached and sum(a != b for a, b in zip(at, c, strict=True)) == 1]
        reached.update(near)
        todo += near
    return len(reached) == len(corners)
