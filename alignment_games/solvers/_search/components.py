r"""Continua of equilibria on one support: products of polytopes, curves and surfaces, found exactly.

On a degenerate support the equations may leave a set of positive dimension. Whenever a row depends on one
player's probabilities alone (the others' being fixed, or mattering not), it cuts that player's polytope.
Cutting one may fix a player at a point, which may free further rows; this is repeated until nothing changes.
A row that is of one sign on the product of polytopes and must be zero is zero on the products of faces where
all its corner values vanish: the search branches over those. An equation that is a product of one player's factor
and a rest splits the search in two. What is left is exact: a product of polytopes,

.. math:: X_S = P_0 \times \dots \times P_{n-1},

whose corners are the ends of the continuum, and rows that still depend on several players each. Players whom such
rows do not tie together, directly or through others, are apart: their sets are found one by one and multiplied
(`factors`).

Everything is decided in fractions. Floats are the fractions that they are; a corner value that is not zero but no
larger than its slack (see `gaps`) is left undecided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, product

import numpy as np

from alignment_games.algebra.polytope import Polytope
from alignment_games.arrays import Array
from alignment_games.solvers._search.connected import connected_parts
from alignment_games.solvers._search.elimination import parametrised
from alignment_games.solvers._search.factors import Curve, Factor, Flat, Piece, Surface, hypersurface_points, uses_all
from alignment_games.solvers._search.rows import Row, at_corners, factored, ignoring, of_player, varies
from alignment_games.solvers._search.supports import ExactSystem
from alignment_games.solvers._search.surfaces import by_its_boundary
from alignment_games.solvers.control import Tick, unhurried


@dataclass(frozen=True, eq=False)
class _Open:
    """A row that still concerns several players, with its values at the corners of the polytopes."""

    row: Row
    corner: Array


def equilibrium_pieces(system: ExactSystem, tick: Tick = unhurried) -> Sequence[Piece] | None:
    """Return all of a support's equilibria that use every action, as pieces; None where that is not decided.

    Closed sets: a piece may touch smaller supports, and one that lies in a smaller support altogether is left to that
    support.
    """
    parts = [Polytope.simplex(k) for k in system.rows.shape[1:]]
    rows = [
        Row(
            values,
            None if system.slack is None else system.slack[number],
            system.own[number] if number < len(system.own) else None,
        )
        for number, values in enumerate(system.rows)
    ]
    return _Pieces(rounded=system.slack is not None, tick=tick).solve(parts, rows)


@dataclass(frozen=True)
class _Pieces:
    """The search for the pieces; ``rounded``: the fractions stand for floats; ``closed``: actions may go unused."""

    rounded: bool
    tick: Tick
    closed: bool = False

    def solve(self, parts: list[Polytope], rows: list[Row]) -> list[Piece] | None:
        """Cut the parts by every row that concerns one player; branch on rows of one sign and on products."""
        if not self.closed and not _uses_all(parts):
            return []  # a smaller support's affair
        pending: list[_Open] = []
        for row in rows:
            self.tick()
            corner = at_corners(row.values, parts)
            if row.slack is not None and _doubtful(corner, at_corners(row.slack, parts)):
                return None
            if corner.min() > 0 or (row.equation and corner.max() < 0):
                return []
            if corner.max() <= 0 and (not row.equation or corner.min() >= 0):
                continue
            branches = _branches(parts, rows, row, corner)
            if branches is not None:
                return _joined([self.solve(part, some) for part, some in branches])
            pending.append(_Open(row, corner))
        return self._multiplied(parts, pending)

    def _multiplied(self, parts: list[Polytope], pending: list[_Open]) -> list[Piece] | None:
        """Return the products of what is found for each group of players whom the rows tie together."""
        choices = []
        for axes, rows in _groups(pending):
            found = self._tied_together(parts, axes, rows)
            if found is None:
                return None
            choices.append(found)
        tied = {j for axes, _ in _groups(pending) for j in axes}
        apart = [j for j in range(len(parts)) if j not in tied]
        flat = Flat(tuple(apart), tuple(parts[j] for j in apart))
        return [Piece((*chain.from_iterable(chosen), flat)) for chosen in product(*choices)]

    def _tied_together(
        self, parts: list[Polytope], axes: tuple[int, ...], rows: list[_Open]
    ) -> list[tuple[Factor, ...]] | None:
        """Return the solutions of rows that concern these players, each as factors of a product."""
        here = tuple(parts[j] for j in axes)
        others = tuple(j for j in range(len(parts)) if j not in axes)
        corners = [
            (one.row, one.corner[tuple(0 if j in others else slice(None) for j in range(len(parts)))]) for one in rows
        ]
        equations = [(row.player, corner) for row, corner in corners if row.equation]
        conditions = tuple(corner for row, corner in corners if not row.equation)
        if not equations:
            flats = connected_parts(Flat(axes, here, conditions, rounded=self.rounded))
            if flats is None or not all(flat.members() for flat in flats):
                return None
            return [(flat,) for flat in flats if self.closed or _uses_all(flat.parts)]
        found = self._eliminated(parts, axes, rows, [corner for _, corner in equations], conditions)
        if found is not None:
            return found
        players = tuple(row.player for row, _ in corners if row.player is not None)
        if len(equations) == 1:
            points = hypersurface_points(here, equations[0][1], conditions)
            dimension = None if conditions else sum(part.dimension for part in here) - 1
            if points:
                return [(Surface(axes, here, players, points, dimension, bool(conditions)),)]

        def at(player: int, point: Array, *, closed: bool) -> list[Piece] | None:
            return replace(self, closed=closed).at(parts, [one.row for one in rows], axes, player, point)

        surface = by_its_boundary(parts, axes, players, at, bounded=bool(conditions))
        return None if surface is None else [(surface,)]

    def at(
        self, parts: list[Polytope], rows: list[Row], axes: tuple[int, ...], player: int, point: Array
    ) -> list[Piece] | None:
        """Return the solutions of rows that concern ``axes`` with one of these players at a point."""
        there = [Polytope.point(point) if j == player else part for j, part in enumerate(parts)]
        return self.solve(there, [ignoring(row, there, axes) for row in rows])

    def _eliminated(
        self,
        parts: list[Polytope],
        axes: tuple[int, ...],
        rows: list[_Open],
        equations: list[Array],
        conditions: Sequence[Array],
    ) -> list[tuple[Factor, ...]] | None:
        """Return the points and curves of equations that one player's probability solves; see `elimination`."""
        if any(len(parts[j]) != parts[j].dimension + 1 for j in axes):
            return None
        found = parametrised(equations, conditions, rounded=self.rounded, tick=self.tick)
        if found is None:
            return None
        here = [parts[j] for j in axes]
        curves = [tuple(_at_weights(here, weights) for weights in curve) for curve in found.curves]
        points = [_at_weights(here, weights) for weights in found.points]
        factors: list[tuple[Factor, ...]] = [
            (Curve(axes, curve),) for curve in curves if self.closed or uses_all(curve[-1])
        ]
        factors += [
            (Flat(axes, tuple(map(Polytope.point, point))),) for point in points if self.closed or uses_all(point)
        ]
        hub = axes[found.hub]
        for z in found.open_at:
            point = np.array([1 - z, z], dtype=object) @ parts[hub].vertices
            more = self.at(parts, [one.row for one in rows], axes, hub, point)
            if more is None:
                return None
            factors += [piece.on(axes) for piece in more]
        return factors


def _uses_all(parts: Sequence[Polytope]) -> bool:
    """Return whether each action is used somewhere in its player's polytope."""
    return all((part.vertices != 0).any(axis=0).all() for part in parts)


def _doubtful(corner: Array, slack: Array) -> bool:
    """Return whether some value is not zero and yet no larger than what rounding of the payoffs can make."""
    return bool(np.any((corner != 0) & (abs(corner) <= slack)))


def _groups(pending: Sequence[_Open]) -> list[tuple[tuple[int, ...], list[_Open]]]:
    """Return the players whom rows tie together, directly or through others, with the rows that do."""
    groups: list[tuple[set[int], list[_Open]]] = []
    for one in pending:
        axes = {j for j in range(one.corner.ndim) if varies(one.corner, j)}
        touching = [group for group in groups if group[0] & axes]
        groups = [group for group in groups if group not in touching]
        groups.append((axes.union(*(g[0] for g in touching)), [r for g in touching for r in g[1]] + [one]))
    return [(tuple(sorted(axes)), rows) for axes, rows in groups]


def _branches(
    parts: list[Polytope], rows: list[Row], row: Row, corner: Array
) -> list[tuple[list[Polytope], list[Row]]] | None:
    """Return the smaller problems that a row splits the search into; None where it does not help."""
    concerned = [j for j in range(corner.ndim) if varies(corner, j)]
    if len(concerned) == 1:
        j = concerned[0]
        part = parts[j].cut(of_player(row.values, parts, j), equation=row.equation)
        return [] if part is None else [([*parts[:j], part, *parts[j + 1 :]], rows)]
    if corner.min() >= 0 or (row.equation and corner.max() <= 0):
        return _faces(parts, rows, abs(corner))
    factors = factored(row, corner, parts) if row.equation else None
    if factors is None:
        return None
    others = [other for other in rows if other is not row]
    return [(parts, [*others, factor]) for factor in factors]


def _faces(parts: list[Polytope], rows: list[Row], corner: Array) -> list[tuple[list[Polytope], list[Row]]] | None:
    """Return the problems on the faces that avoid a corner at which a row of one sign is not zero."""
    at = np.unravel_index(int(np.argmax(corner)), corner.shape)
    concerned = [j for j, part in enumerate(parts) if varies(corner, j) and len(part) > 1]
    if any(len(parts[j]) != parts[j].dimension + 1 for j in concerned):
        return None
    return [([p.without(int(at[j])) if i == j else p for i, p in enumerate(parts)], rows) for j in concerned]


def _joined(branches: Sequence[list[Piece] | None]) -> list[Piece] | None:
    known = [pieces for pieces in branches if pieces is not None]
    return [piece for pieces in known for piece in pieces] if len(known) == len(branches) else None


def _at_weights(parts: Sequence[Polytope], weights: Sequence[Array]) -> tuple[Array, ...]:
    return tuple(own @ part.vertices for own, part in zip(weights, parts, strict=True))
