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

Equations that stay multilinear are solved where one player's probability determines everybody else's
(`elimination`): what is left are points and curves (Nau, Gomez Canovas & Hansen 2004, section 5, have one). Others
are not decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.solvers._search.elimination import parametrised
from alignment_games.solvers._search.polytope import Polytope

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
        """Return the ends: the corners, and where conditions cut a line between two corners or each other."""
        corners = list(product(*(range(len(part)) for part in self.parts)))
        points = [self._point(c) for c in corners if all(condition[c] <= tol for condition in self.conditions)]
        points += [point for condition in self.conditions for point in self._crossings(condition, corners, tol)]
        return points + self._meetings()

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

    def _meetings(self) -> list[tuple[Array, ...]]:
        """Return where two conditions are zero at once and the others are met, between two players' segments."""
        points = []
        for a, b in combinations(range(len(self.conditions)), 2):
            rest = [condition for k, condition in enumerate(self.conditions) if k not in (a, b)]
            found = parametrised([self.conditions[a], self.conditions[b]], rest)
            points += [_at_weights(self.parts, weights) for weights in (found.points if found else [])]
        return points


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
    return _solve(parts, rows, tol)


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
    if any(equation for (_, equation), _ in pending):
        return _eliminated(parts, pending, tol)
    piece = Piece(tuple(parts), tuple(corner for _, corner in pending))
    return [piece] if piece.members(tol) else None


def _eliminated(parts: list[Polytope], pending: list[tuple[Row, Array]], tol: Any) -> Sequence[Piece | Arc] | None:
    """Return the points and curves of equations that one player's probability solves; see `elimination`."""
    if any(len(part) != part.dimension + 1 for part in parts):
        return None
    found = parametrised(
        [corner for (_, equation), corner in pending if equation],
        [corner for (_, equation), corner in pending if not equation],
    )
    if found is None:
        return None
    curves = [tuple(_at_weights(parts, weights) for weights in curve) for curve in found.curves]
    points = [_at_weights(parts, weights) for weights in found.points]
    pieces: list[Piece | Arc] = [Arc(curve) for curve in curves if _uses_all(curve[-1], tol)]
    pieces += [Piece(tuple(map(Polytope.point, point))) for point in points if _uses_all(point, tol)]
    for z in found.open_at:
        fixed = Polytope.point(np.array([1 - z, z], dtype=parts[found.hub].vertices.dtype) @ parts[found.hub].vertices)
        more = _solve([*parts[: found.hub], fixed, *parts[found.hub + 1 :]], [row for row, _ in pending], tol)
        if more is None:
            return None
        pieces += more
    return pieces


def _at_weights(parts: Sequence[Polytope], weights: Sequence[Array]) -> tuple[Array, ...]:
    return tuple(own @ part.vertices for own, part in zip(weights, parts, strict=True))


def _uses_all(point: Sequence[Array], tol: Any) -> bool:
    return all((x > tol).all() for x in point)
