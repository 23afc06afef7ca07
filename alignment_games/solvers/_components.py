r"""Continua of equilibria on one support: products of polytopes, found exactly.

On a degenerate support the equations may leave a set of positive dimension. Whenever a row depends on one
player's probabilities alone (the others' being fixed, or mattering not), it cuts that player's polytope.
Cutting one may fix a player at a point, which may free further rows; this is repeated until nothing changes.
A row that is of one sign on the product of polytopes and must be zero is zero on the products of faces where
all its corner values vanish: the search branches over those. What is left is exact: a product of polytopes,

.. math:: X_S = P_0 \times \dots \times P_{n-1},

whose corners are the ends of the continuum. An equation that is a product of one player's factor and a rest
splits the search in two. Conditions that still depend on several players stay with the piece: the set is the
product as far as they are met.

Three players with two actions whose equations are irreducible leave a quadratic in one probability
(`_algebraic.eliminated`); where it vanishes identically the solutions are a curve (Nau, Gomez Canovas & Hansen
2004, section 5), cut where one of the probabilities reaches 0 or 1. Other equations that stay bilinear are not
decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.solvers._algebraic import eliminated
from alignment_games.solvers._polytope import Polytope

Array = NDArray[Any]
Row = tuple[Array, bool]


@dataclass(frozen=True)
class Piece:
    """A product of polytopes of equilibria, as far as the conditions are met (values at its corners, at most 0)."""

    parts: tuple[Polytope, ...]
    conditions: tuple[Array, ...] = ()

    @property
    def dimension(self) -> int | None:
        """The dimension of the set; None where the conditions leave it open."""
        strict = np.all([condition < 0 for condition in self.conditions], axis=0)
        return sum(part.dimension for part in self.parts) if not self.conditions or np.any(strict) else None

    def members(self, tol: Any) -> list[tuple[Array, ...]]:
        """Return the ends: the corners, and where a condition cuts a line between two corners."""
        corners = list(product(*(range(len(part)) for part in self.parts)))
        points = [self._point(c) for c in corners if all(condition[c] <= tol for condition in self.conditions)]
        return points + [point for condition in self.conditions for point in self._crossings(condition, corners, tol)]

    def _point(self, corner: Sequence[int]) -> tuple[Array, ...]:
        return tuple(part.vertices[k] for part, k in zip(self.parts, corner, strict=True))

    def _crossings(self, condition: Array, corners: list[tuple[int, ...]], tol: Any) -> list[tuple[Array, ...]]:
        """Return where one condition is zero on a line between corners and the others are met."""
        found = []
        for low, high in product(corners, corners):
            moved = [j for j in range(len(low)) if low[j] != high[j]]
            if len(moved) == 1 and condition[low] < -tol and condition[high] > tol:
                share = condition[low] / (condition[low] - condition[high])
                if all(c[low] + share * (c[high] - c[low]) <= tol for c in self.conditions):
                    pairs = zip(self._point(low), self._point(high), strict=True)
                    found.append(tuple(a + share * (b - a) for a, b in pairs))
        return found


@dataclass(frozen=True)
class Arc:
    """A curve of equilibria in the interior of its support: its two ends and a point between them."""

    points: tuple[tuple[Array, ...], ...]
    dimension: int = 1

    def members(self, _tol: Any) -> list[tuple[Array, ...]]:
        """Return the two ends and the point between them."""
        return list(self.points)


def equilibrium_pieces(values: Array, n_equations: int, tol: Any) -> Sequence[Piece | Arc] | None:
    """Return all of a support's equilibria that use every action, as pieces; None where that is not decided.

    ``values`` (rows, *shape) as in `Systems`, of one support, not scaled. Closed sets: a piece may touch
    smaller supports, and one that lies in a smaller support altogether is left to that support.
    """
    exact = values.dtype == object
    parts = [Polytope.simplex(k, exact=exact) for k in values.shape[1:]]
    rows = [(row, number < n_equations) for number, row in enumerate(values)]
    pieces = _solve(parts, rows, tol)
    if pieces is None and values.shape[1:] == (2, 2, 2) and (values[n_equations:] <= tol).all():
        return _arcs(values[:n_equations], tol)
    return pieces


def _arcs(equations: Array, tol: Any) -> list[Arc] | None:
    """Return the curves that three equations of two-action players share, None where they share none."""
    found = eliminated(equations)
    if found is None or any(abs(coefficient) > tol for coefficient in found[0]):
        return None
    fractions = found[1:]
    intervals = _intervals(fractions, tol)
    return None if intervals is None else [Arc(_three_points(ends, fractions)) for ends in intervals]


def _intervals(fractions: Sequence[Any], tol: Any) -> list[tuple[Any, Any]] | None:
    """Return where in [0, 1] all the fractions of linear functions lie in [0, 1]; None for reducible ones."""
    if any(abs(top[0] * bottom[1] - top[1] * bottom[0]) <= tol for top, bottom in fractions):
        return None
    lines = [line for top, bottom in fractions for line in (top, bottom, _minus(bottom, top))]
    zero = 0 * lines[0][0]
    cuts = sorted({-p / q for p, q in lines if q != 0 and 0 < -p / q < 1} | {zero, zero + 1})
    return [
        (low, high)
        for low, high in pairwise(cuts)
        if all(0 < _at(top, bottom, (low + high) / 2) < 1 for top, bottom in fractions)
    ]


def _three_points(ends: tuple[Any, Any], fractions: Sequence[Any]) -> tuple[tuple[Array, ...], ...]:
    """Return both ends of a curve and a point between, each with the players of the fractions first."""
    low, high = ends
    return tuple(
        tuple(np.array([1 - p, p]) for p in (*(_at(top, bottom, z) for top, bottom in fractions), z))
        for z in (low, high, (low + high) / 2)
    )


def _minus(one: Sequence[Any], other: Sequence[Any]) -> tuple[Any, Any]:
    return one[0] - other[0], one[1] - other[1]


def _at(top: Sequence[Any], bottom: Sequence[Any], z: Any) -> Any:
    return (top[0] + top[1] * z) / (bottom[0] + bottom[1] * z)


def _solve(parts: list[Polytope], rows: list[Row], tol: Any) -> Sequence[Piece | Arc] | None:
    """Cut the parts by every row that concerns one player; branch on rows of one sign and on products."""
    pending: list[tuple[Row, Array]] = []
    possible = all((abs(part.vertices) > tol).any(axis=0).all() for part in parts)  # else a smaller support's affair
    for row, equation in rows if possible else []:
        corner = _at_corners(row, parts)
        low, high = corner.min(), corner.max()
        possible = low <= tol and (not equation or high >= -tol)
        if not possible:
            break
        if high <= tol and (not equation or low >= -tol):
            continue
        branches = _branches(parts, rows, (row, equation), corner, tol)
        if branches is not None:
            return _joined([_solve(part, some, tol) for part, some in branches])
        pending.append(((row, equation), corner))
    return _pieces(parts, pending, tol) if possible else []


def _branches(
    parts: list[Polytope], rows: list[Row], open_row: Row, corner: Array, tol: Any
) -> list[tuple[list[Polytope], list[Row]]] | None:
    """Return the smaller problems that a row splits the search into; None where it does not help."""
    row, equation = open_row
    concerned = [j for j in range(corner.ndim) if _varies(corner, j, tol)]
    if len(concerned) == 1:
        j = concerned[0]
        part = parts[j].cut(_of_player(row, parts, j), equation=equation, tol=tol)
        return [] if part is None else [([*parts[:j], part, *parts[j + 1 :]], rows)]
    if corner.min() >= -tol or (equation and corner.max() <= tol):
        return _faces(parts, rows, abs(corner), tol)
    factors = _factors(row, corner, parts, tol) if equation else None
    if factors is None:
        return None
    others = [other for other in rows if other[0] is not row]
    return [(parts, [*others, (factor, True)]) for factor in factors]


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


def _faces(
    parts: list[Polytope], rows: list[Row], corner: Array, tol: Any
) -> list[tuple[list[Polytope], list[Row]]] | None:
    """Return the problems on the faces that avoid a corner at which a row of one sign is not zero."""
    at = np.unravel_index(int(np.argmax(corner)), corner.shape)
    concerned = [j for j, part in enumerate(parts) if _varies(corner, j, tol) and len(part) > 1]
    if any(len(parts[j]) != parts[j].dimension + 1 for j in concerned):
        return None
    return [([p.without(int(at[j])) if i == j else p for i, p in enumerate(parts)], rows) for j in concerned]


def _joined(branches: Sequence[Sequence[Piece | Arc] | None]) -> Sequence[Piece | Arc] | None:
    known = [pieces for pieces in branches if pieces is not None]
    return [piece for pieces in known for piece in pieces] if len(known) == len(branches) else None


def _factors(row: Array, corner: Array, parts: Sequence[Polytope], tol: Any) -> tuple[Array, Array] | None:
    """Return a row as a function of one player times one of the others, where it is such a product.

    The first has the others, the second the player fixed where the row is largest.
    """
    at = tuple(int(k) for k in np.unravel_index(int(np.argmax(abs(corner))), corner.shape))
    for j in range(corner.ndim):
        own = np.moveaxis(corner, j, 0)
        line = np.moveaxis(corner, j, -1)[(*at[:j], *at[j + 1 :])]
        crossed = np.multiply.outer(line, own[at[j]]) - corner[at] * own
        if _varies(corner, j, tol) and np.all(abs(crossed) <= tol * abs(corner[at])):
            fixed = [p.vertices[int(k)] for p, k in zip(parts, at, strict=True)]
            return _with_fixed(row, fixed, [i for i in range(len(parts)) if i != j]), _with_fixed(row, fixed, [j])
    return None


def _with_fixed(row: Array, fixed: Sequence[Array], players: Sequence[int]) -> Array:
    """Return a row with some players held at given points, as a function of all that ignores them."""
    for j in players:
        own = np.expand_dims(np.tensordot(row, fixed[j], axes=(j, 0)), j)
        row = np.repeat(own, len(fixed[j]), axis=j)
    return row


def _pieces(parts: list[Polytope], pending: list[tuple[Row, Array]], tol: Any) -> Sequence[Piece | Arc] | None:
    """Return the product of the parts, cut by what still concerns several players."""
    equations = [corner for (_, equation), corner in pending if equation]
    if not equations:
        piece = Piece(tuple(parts), tuple(corner for _, corner in pending))
        return [piece] if piece.members(tol) else None
    return _star(parts, equations, tol) if len(equations) == len(pending) else None


def _star(parts: Sequence[Polytope], equations: Sequence[Array], tol: Any) -> list[Arc] | None:
    """Return the arcs of equations that each tie one player to the same other one, all on segments."""
    free = [j for j, part in enumerate(parts) if len(part) > 1]
    tied = [tuple(j for j in free if _varies(corner, j, tol)) for corner in equations]
    hubs = [j for j in free if all(len(pair) == 2 and j in pair for pair in tied)]
    if (
        len(free) != len(equations) + 1
        or len(set(tied)) != len(tied)
        or not hubs
        or any(len(parts[j]) > 2 for j in free)
    ):
        return None
    hub = hubs[0]
    leaves = [next(j for j in pair if j != hub) for pair in tied]
    fractions = [_fraction(corner, leaf, hub) for corner, leaf in zip(equations, leaves, strict=True)]
    intervals = _intervals(fractions, tol)
    return None if intervals is None else [_arc(parts, [*leaves, hub], ends, fractions) for ends in intervals]


def _fraction(corner: Array, leaf: int, hub: int) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """Return the leaf's share of its second vertex as a fraction of linear functions of the hub's."""
    rest = tuple(slice(None) if j in (leaf, hub) else 0 for j in range(corner.ndim))
    values = corner[rest] if leaf < hub else corner[rest].T
    a, b, c = values[0, 0], values[1, 0] - values[0, 0], values[0, 1] - values[0, 0]
    return (-a, -c), (b, values[1, 1] - values[0, 1] - b)  # a + b s + c t + d s t = 0


def _arc(parts: Sequence[Polytope], players: Sequence[int], ends: tuple[Any, Any], fractions: Sequence[Any]) -> Arc:
    """Return the arc over one interval of the hub's share, which is the last of the players'."""
    points = []
    for local in _three_points(ends, fractions):
        point = [part.vertices[0] for part in parts]
        for j, share in zip(players, local, strict=True):
            point[j] = share @ parts[j].vertices
        points.append(tuple(point))
    return Arc(tuple(points))
