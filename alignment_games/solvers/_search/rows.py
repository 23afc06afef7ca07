"""Rows of a support's system on products of polytopes: their values at corners, players held at points, factors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from alignment_games.algebra.polytope import Polytope
from alignment_games.arrays import Array


@dataclass(frozen=True, eq=False)
class Row:
    """One row by its ``values`` at the pure profiles; ``player``: whose indifference (axis), None in conditions."""

    values: Array
    slack: Array | None
    player: int | None

    @property
    def equation(self) -> bool:
        """Whether the row must be zero; others must not be positive."""
        return self.player is not None


def ignoring(row: Row, parts: Sequence[Polytope], axes: Sequence[int]) -> Row:
    """Return a row for which only the players in ``axes`` matter, the others being where their parts say."""
    fixed = [part.vertices[0] for part in parts]
    players = [j for j in range(len(parts)) if j not in axes]
    slack = None if row.slack is None else _with_fixed(row.slack, fixed, players)
    return replace(row, values=_with_fixed(row.values, fixed, players), slack=slack)


def at_corners(row: Array, parts: Sequence[Polytope]) -> Array:
    """Return the values of a row at every combination of vertices."""
    for j, part in enumerate(parts):
        row = part.at_vertices(row, j)
    return row


def varies(corner: Array, axis: int) -> bool:
    return bool(np.any(np.take(corner, [0], axis=axis) != corner))


def of_player(row: Array, parts: Sequence[Polytope], player: int) -> Array:
    """Return a row as a linear function of one player's probabilities, the others at any point."""
    for j in reversed(range(len(parts))):
        if j != player:
            row = np.tensordot(row, parts[j].vertices[0], axes=(j, 0))
    return row


def factored(row: Row, corner: Array, parts: Sequence[Polytope]) -> tuple[Row, Row] | None:
    """Return a row as a function of one player times one of the others, where it is such a product.

    The first has the others, the second the player fixed where the row is largest.
    """
    at = tuple(int(k) for k in np.unravel_index(int(np.argmax(abs(corner))), corner.shape))
    for j in range(corner.ndim):
        own = np.moveaxis(corner, j, 0)
        line = np.moveaxis(corner, j, -1)[(*at[:j], *at[j + 1 :])]
        crossed = np.multiply.outer(line, own[at[j]]) - corner[at] * own
        if varies(corner, j) and np.all(crossed == 0):
            fixed = [p.vertices[int(k)] for p, k in zip(parts, at, strict=True)]
            others = [i for i in range(len(parts)) if i != j]
            return _factor(row, fixed, others), _factor(row, fixed, [j])
    return None


def _factor(row: Row, fixed: Sequence[Array], players: Sequence[int]) -> Row:
    slack = None if row.slack is None else _with_fixed(row.slack, fixed, players)
    return replace(row, values=_with_fixed(row.values, fixed, players), slack=slack)


def _with_fixed(row: Array, fixed: Sequence[Array], players: Sequence[int]) -> Array:
    """Return a row with some players held at given points, as a function of all that ignores them."""
    for j in players:
        point = fixed[j] if row.dtype == object else fixed[j].astype(float)
        own = np.expand_dims(np.tensordot(row, point, axes=(j, 0)), j)
        row = np.repeat(own, len(point), axis=j)
    return row
