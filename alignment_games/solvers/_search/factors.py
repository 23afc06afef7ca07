"""What the equilibria of a degenerate support are made of: flat sets, curves and surfaces, and products of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np

from alignment_games.algebra.polytope import Polytope
from alignment_games.arrays import Array
from alignment_games.solvers._search.elimination import parametrised

#: One array of probabilities for each player concerned.
Point = tuple[Array, ...]


@dataclass(frozen=True, eq=False)
class Flat:
    """A product of polytopes, as far as ``conditions`` (values at its corners, at most 0) are met.

    ``axes``: whose, as positions among those who have a choice.
    """

    axes: tuple[int, ...]
    parts: tuple[Polytope, ...]
    conditions: tuple[Array, ...] = ()
    rounded: bool = False

    @property
    def dimension(self) -> int | None:
        """The dimension of the set; None where the conditions leave it open."""
        strict = np.all([condition < 0 for condition in self.conditions], axis=0)
        return sum(part.dimension for part in self.parts) if not self.conditions or np.any(strict) else None

    @property
    def bounded(self) -> bool:
        """Whether conditions bound the set."""
        return bool(self.conditions)

    @property
    def on_a_segment(self) -> bool:
        """Whether one condition bounds the set of two players, one of them between two mixtures."""
        return len(self.conditions) == 1 and len(self.parts) == 2 and 2 in map(len, self.parts)

    @property
    def connected(self) -> bool:
        """Whether the set is known to be connected, once `connected_parts` has been at it."""
        return not self.conditions or self.on_a_segment

    def members(self) -> list[Point]:
        """Return the ends: the corners, and where conditions cut a line between two corners or each other."""
        points = [_point(self.parts, c) for c in _corners(self.parts) if _met(self.conditions, c)]
        for k, condition in enumerate(self.conditions):
            others = self.conditions[:k] + self.conditions[k + 1 :]
            points += _zeros_on_edges(self.parts, condition, others)
        return points + self._meetings()

    def _meetings(self) -> list[Point]:
        """Return where two conditions are zero at once and the others are met, between two players' segments."""
        points = []
        for a, b in combinations(range(len(self.conditions)), 2):
            rest = [condition for k, condition in enumerate(self.conditions) if k not in (a, b)]
            found = parametrised([self.conditions[a], self.conditions[b]], rest, rounded=self.rounded)
            points += [_mixed(self.parts, weights) for weights in (found.points if found else [])]
        return points


@dataclass(frozen=True, eq=False)
class Curve:
    """A curve in the interior of some players' polytopes: its two ends and a point between them."""

    axes: tuple[int, ...]
    points: tuple[Point, ...]
    dimension: int = 1
    bounded: bool = False
    connected: bool = True

    def members(self) -> list[Point]:
        """Return the two ends and the point between them."""
        return list(self.points)


@dataclass(frozen=True, eq=False)
class Surface:
    """Where some ``players`` (axes) stay indifferent on a product of polytopes, as far as nobody gains if ``bounded``.

    ``points``: where the set meets the boundary of the product, by ends of what it is there. ``dimension``: None where
    it is not known.
    """

    axes: tuple[int, ...]
    parts: tuple[Polytope, ...]
    players: tuple[int, ...]
    points: tuple[Point, ...]
    dimension: int | None
    bounded: bool
    connected: bool = False

    def members(self) -> list[Point]:
        """Return the points."""
        return list(self.points)


def hypersurface_points(parts: Sequence[Polytope], equation: Array, conditions: Sequence[Array]) -> tuple[Point, ...]:
    """Return the zeros of one equation at corners and on edges at which the conditions are met.

    ``equation`` and ``conditions``: values at the corners. Without conditions every connected part of the set is there:
    where two players mix it is a hyperbola, which ends where one of them does not; so from any of its points one player
    after the other comes to a corner.
    """
    at_corners = [c for c in _corners(parts) if equation[c] == 0 and _met(conditions, c)]
    return (*(_point(parts, c) for c in at_corners), *_zeros_on_edges(parts, equation, conditions))


Factor = Flat | Curve | Surface


@dataclass(frozen=True, eq=False)
class Piece:
    """A product of sets of different players."""

    factors: tuple[Factor, ...]

    @property
    def dimension(self) -> int | None:
        """The dimension of the set; None where it is not known."""
        each = [factor.dimension for factor in self.factors]
        return None if None in each else sum(d for d in each if d is not None)

    def members(self) -> list[Point]:
        """Return the combinations of the factors' members."""
        axes = [axis for factor in self.factors for axis in factor.axes]
        order = [axes.index(axis) for axis in range(len(axes))]
        chosen = ([x for point in points for x in point] for points in product(*(f.members() for f in self.factors)))
        return [tuple(every[k] for k in order) for every in chosen]

    def on(self, axes: Sequence[int]) -> tuple[Factor, ...]:
        """Return the factors that concern these players; the others stand at one point."""
        kept: list[Factor] = []
        for factor in self.factors:
            if isinstance(factor, Flat) and not factor.conditions:
                places = [k for k, axis in enumerate(factor.axes) if axis in axes]
                parts = tuple(factor.parts[k] for k in places)
                kept.append(replace(factor, axes=tuple(factor.axes[k] for k in places), parts=parts))
            else:
                kept.append(factor)
        return tuple(kept)


def uses_all(point: Sequence[Array]) -> bool:
    """Return whether every action has a positive probability."""
    return all((x > 0).all() for x in point)


def _corners(parts: Sequence[Polytope]) -> list[tuple[int, ...]]:
    return list(product(*(range(len(part)) for part in parts)))


def _point(parts: Sequence[Polytope], corner: Sequence[int]) -> Point:
    return tuple(part.vertices[k] for part, k in zip(parts, corner, strict=True))


def _mixed(parts: Sequence[Polytope], weights: Sequence[Array]) -> Point:
    return tuple(own @ part.vertices for own, part in zip(weights, parts, strict=True))


def _met(conditions: Sequence[Array], corner: tuple[int, ...]) -> bool:
    return all(condition[corner] <= 0 for condition in conditions)


def _zeros_on_edges(parts: Sequence[Polytope], row: Array, conditions: Sequence[Array]) -> list[Point]:
    """Return where a row changes sign on a line between corners that differ for one player, and conditions are met."""
    found = []
    corners = _corners(parts)
    for low, high in product(corners, corners):
        if sum(a != b for a, b in zip(low, high, strict=True)) == 1 and row[low] < 0 < row[high]:
            share = row[low] / (row[low] - row[high])
            if all(c[low] + share * (c[high] - c[low]) <= 0 for c in conditions):
                pairs = zip(_point(parts, low), _point(parts, high), strict=True)
                found.append(tuple(a + share * (b - a) for a, b in pairs))
    return found
