"""Sets that have more unknowns than equations, by what they are where one of the players stops mixing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

from alignment_games.algebra.polytope import Polytope
from alignment_games.arrays import Array
from alignment_games.solvers._search.factors import Piece, Point, Surface, uses_all


class Slices(Protocol):
    """What tells the solutions with one player at a point, None where they cannot be worked out.

    ``closed``: all of them, not only those that use every action.
    """

    def __call__(self, player: int, point: Array, *, closed: bool) -> list[Piece] | None: ...


def by_its_boundary(
    parts: Sequence[Polytope], axes: tuple[int, ...], players: tuple[int, ...], at: Slices, *, bounded: bool
) -> Surface | None:
    """Return the set on which the ``players`` (axes) are indifferent, those in ``axes`` being tied together.

    None when its boundary cannot be worked out or is empty, or when no point inside is found.
    """
    if not _has_inside(parts, axes, at):
        return None
    points: list[Point] = []
    for j in axes:
        for vertex in parts[j].vertices if len(parts[j]) > 1 else []:
            pieces = at(j, vertex, closed=True)
            if pieces is None:
                return None
            points += [tuple(member[axis] for axis in axes) for piece in pieces for member in piece.members()]
    if not points:
        return None
    return Surface(axes, tuple(parts[j] for j in axes), players, tuple(points), None, bounded)


def _has_inside(parts: Sequence[Polytope], axes: Sequence[int], at: Slices) -> bool:
    """Return whether a solution that uses every action is found, one player mixing all that is left to him."""
    return any(
        uses_all(member)
        for j in axes
        if len(parts[j]) > 1
        for point in _inner_points(parts[j])
        for piece in at(j, point, closed=False) or []
        for member in piece.members()
    )


def _inner_points(part: Polytope) -> list[Array]:
    """Return the middle of a polytope and points between it and the vertices."""
    middle = part.vertices.sum(axis=0) / Fraction(len(part))
    shares = (Fraction(1, 3), Fraction(2, 3), Fraction(9, 10))
    return [middle, *(middle + share * (vertex - middle) for share in shares for vertex in part.vertices)]
