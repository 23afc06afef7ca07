r"""Double roots at fractions: how far around them there is no other, so that cells need not come closer.

Let f vanish at p, where its Jacobian J has rank d - 1: J v = 0 and u J = 0. With c the largest coordinate of v, write
:math:`x - p = s v + w, \; w_c = 0`. Without one equation, and multiplied by the inverse of J without its row and the
column c, the others read

.. math:: w + g(s, w) = 0, \qquad u f = q\, s^2 + h(s, w), \qquad q = \tfrac12\, u\, f''(p)(v, v),

with g of degree two and more. Where :math:`|s|, |w| \le r` and the absolute terms of g make no more than
:math:`\kappa \max(|s|, |w|)` with :math:`\kappa < 1`, a root has :math:`|w| \le \kappa |s|`. If then the absolute terms
of h make less than :math:`|q| s^2`, it has s = 0, w = 0: there is no root but p (compare Dedieu & Shub 2001).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._search.algebraic import value_at
from alignment_games.solvers._search.cells import Cells
from alignment_games.solvers._search.enclosure import inverted

Point = tuple[Array, ...]

#: Denominators with which a point in floats is read as fractions, and how far off it may be.
_DENOMINATORS, _OFF = (2, 12, 60, 400), 1e-3
#: The largest radius that is tried, and how often it is halved.
_LARGEST, _HALVINGS = 0.5, 16
#: Room for the rounding of floats, and what it is in sums, as a share of their terms.
_ROOM, _ROUNDING = 1e-9, 1e-13


@dataclass(frozen=True, eq=False)
class DoubleRoot:
    """A root in fractions. There is no other where all ``coordinates`` @ (x - point) are at most the ``radius``.

    ``coordinates`` (d, d): from the players' probabilities after the first of each to s and w.
    """

    point: Point
    coordinates: Array
    radius: float

    def is_at(self, near: Sequence[Array]) -> bool:
        """Return whether this is what a point in floats stands for."""
        return _apart(self.point, near) < _OFF

    def holds(self, cells: Cells) -> Array:
        """Return which cells lie where there is no other root."""
        moves = np.split(self.coordinates, np.cumsum([len(x) - 1 for x in self.point])[:-1], axis=1)
        low, high = np.zeros((2, len(cells), len(self.coordinates)))
        for own, x, move in zip(cells.vertices, self.point, moves, strict=True):
            ways = (own[..., 1:] - x[1:].astype(float)) @ move.T
            low, high = low + ways.min(axis=1), high + ways.max(axis=1)
        found: Array = np.maximum(-low, high).max(axis=1) <= self.radius - _ROOM
        return found


def double_root(equations: Array, near: Sequence[Array]) -> DoubleRoot | None:
    """Return the double root near a point, None where there is none in simple fractions.

    ``equations`` (d, *shape): fractions.
    """
    point = _in_fractions(equations, near)
    if point is None:
        return None
    terms = _around(equations, point)
    slopes = _slopes(terms)
    v, u = _kernel(slopes), _kernel(slopes.T)
    if v is None or u is None:
        return None
    c, e = (int(np.argmax(abs(vector))) for vector in (v, u))
    v, kept = v / v[c], [k for k in range(len(v)) if k != c]
    inverse = inverted(np.delete(slopes, e, axis=0)[:, kept])
    if inverse is None:
        return None
    others = np.tensordot(inverse, np.delete(terms, e, axis=0), axes=(1, 0))
    radius = _radius(others, np.tensordot(u, terms, axes=(0, 0)), v, c)
    coordinates = np.eye(len(v))
    coordinates[:, c] -= v.astype(float)
    coordinates[c, c] = 1.0
    return None if radius is None else DoubleRoot(point, coordinates, radius)


def _in_fractions(equations: Array, near: Sequence[Array]) -> Point | None:
    """Return the point in the simplest fractions at which all equations vanish."""
    for denominator in _DENOMINATORS:
        rest = [[Fraction(p).limit_denominator(denominator) for p in x[1:].tolist()] for x in near]
        point = tuple(np.array([1 - sum(own), *own], dtype=object) for own in rest)
        if _apart(point, near) < _OFF and not any(value_at(equations, point).tolist()):
            return point
    return None


def _apart(point: Point, near: Sequence[Array]) -> float:
    return max(float(abs(x.astype(float) - y).max()) for x, y in zip(point, near, strict=True))


def _around(equations: Array, point: Point) -> Array:
    """Return the coefficients of the equations in x - point: along each axis the constant, then the unknowns'."""
    for axis, x in enumerate(point, start=1):
        first = np.take(equations, [0], axis=axis)
        constant = np.expand_dims(np.tensordot(equations, x, axes=(axis, 0)), axis)
        equations = np.concatenate([constant, np.delete(equations, 0, axis=axis) - first], axis=axis)
    return equations


def _slopes(terms: Array) -> Array:
    """Return the coefficients of single unknowns, in order."""
    by_player = [np.moveaxis(terms, axis, 1) for axis in range(1, terms.ndim)]
    return np.concatenate([own.reshape(*own.shape[:2], -1)[:, 1:, 0] for own in by_player], axis=1)


def _kernel(matrix: Array) -> Array | None:
    """Return what the matrix of fractions takes to zero, None where that is not one line."""
    rows, pivots = matrix.copy(), list[int]()
    for column in range(rows.shape[1]):
        lead = next((r for r in range(len(pivots), len(rows)) if rows[r, column] != 0), None)
        if lead is not None:
            rows[[len(pivots), lead]] = rows[[lead, len(pivots)]]
            head = rows[len(pivots)] = rows[len(pivots)] / rows[len(pivots), column]
            for r in range(len(rows)):
                if r != len(pivots):
                    rows[r] = rows[r] - rows[r, column] * head
            pivots.append(column)
    free = [column for column in range(rows.shape[1]) if column not in pivots]
    if len(free) != 1:
        return None
    found = np.array([Fraction(0)] * rows.shape[1], dtype=object)
    found[pivots], found[free] = -rows[: len(pivots), free[0]], Fraction(1)
    return found


def _radius(others: Array, singular: Array, v: Array, c: int) -> float | None:
    """Return r, None where the root is not double or none is found."""
    shape = singular.shape
    degree = (np.indices(shape) > 0).sum(axis=0)
    sizes = [float(abs(x)) for x in v.tolist()]
    curvature = np.where(degree == 2, singular, 0) * _products(v.tolist(), shape)
    q = abs(float(curvature.sum()))
    terms_of_g, terms_of_h = abs(others.astype(float)), abs(singular.astype(float))
    radius = _LARGEST
    for _ in range(_HALVINGS):
        most = _products([x + (k != c) for k, x in enumerate(sizes)], shape) * radius ** np.maximum(degree - 1, 0)
        sums = (terms_of_g * np.where(degree >= 2, most, 0)).sum(axis=tuple(range(1, terms_of_g.ndim)))
        kappa = float(sums.max(initial=0))
        if kappa < 1 - _ROOM:
            near = _products([x + kappa * (k != c) for k, x in enumerate(sizes)], shape)
            on_line = np.where(degree == 2, _products(sizes, shape), 0)
            rest = (near - on_line) * radius ** np.maximum(degree - 2, 0)
            rounding = _ROUNDING * float((terms_of_h * near).sum())
            if float((terms_of_h * np.where(degree >= 2, rest, 0)).sum()) + rounding < q * (1 - _ROOM):
                return radius
        radius /= 2
    return None


def _products(unknowns: Sequence[Any], shape: Sequence[int]) -> Array:
    """Return the product of unknowns that each coefficient stands at."""
    left = iter(unknowns)
    factors = [np.array([1, *(next(left) for _ in range(size - 1)), None], dtype=object)[:-1] for size in shape]
    found = reduce(np.multiply.outer, factors)
    return np.asarray(found if isinstance(unknowns[0], Fraction) else found.astype(float))
