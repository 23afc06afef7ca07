r"""Polynomial equations in a unit cube, in Bernstein's form: every root, proven.

There are as many equations as unknowns. A part of the cube is a box; its coefficients come from the whole cube's by
de Casteljau's cuts. A box is ruled out by coefficients of one sign, in one of the equations or, multiplied by the
inverse of the Jacobian at the middle, in one of their combinations. It holds at most one root where the Jacobian so
multiplied is diagonally dominant by its coefficients, and a root where the combinations differ in sign on opposite
sides (Miranda 1940, Bollettino dell'Unione Matematica Italiana 3). Rounding: cuts take convex combinations only, so a
coefficient is off by at most a small multiple of the largest one's rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import comb
from typing import Any, NamedTuple

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers.control import Tick, unhurried

#: Boxes with sides below this are not cut further.
_SMALLEST = 2.0**-40
#: Where boxes are cut: not in the middle, for roots like round numbers, and one on the edge of a box settles nothing.
_CUT = 0.4873
#: The half-width of the box in which a root is certified.
_AROUND = 1e-9
_EPS = float(np.finfo(float).eps)
#: Coefficients that are held at once.
_TOGETHER = 200_000
#: Of Newton's method, which doubles the digits with each; one that needs more starts too far away.
_STEPS = 12
#: A Jacobian beyond this condition is not inverted.
_SINGULAR = 1e12


class Roots(NamedTuple):
    """The roots, one row each, whether these are proven to be all, and how many boxes were looked at."""

    points: Array
    proven: bool
    boxes: int


@dataclass(frozen=True, eq=False)
class _Boxes:
    """Boxes by their corners ``(boxes, axes, 2)`` and coefficients ``(boxes, equations, ...)``."""

    corners: Array
    coefficients: Array

    def __len__(self) -> int:
        return len(self.corners)

    def take(self, which: Any) -> _Boxes:
        return _Boxes(self.corners[which], self.coefficients[which])


def roots(
    equations: Array,
    gains: Array | None = None,
    orders: Sequence[tuple[int, int]] = (),
    most_boxes: int = 20_000,
    tick: Tick = unhurried,
) -> Roots:
    """Return the roots inside the cube; ``equations``: coefficients, shape (equations, degree + 1 for each unknown).

    ``gains``: more polynomials; roots where one is sure to be positive may be left out. ``orders``: pairs of unknowns
    of which the first is not below the second by more than 1e-9.

    >>> found = roots(np.array([[[-1.0, 0.0], [0.0, 1.0]], [[0.0, -1.0], [2.0, 1.0]]]))  # x + y = 1 and 2x = y
    >>> found.proven, found.points.round(12).tolist()
    (True, [[0.333333333333, 0.666666666667]])
    """
    n = len(equations)
    rows = equations if gains is None else np.concatenate([equations, gains])
    error = _rounding(rows)
    stack = [_whole(rows)]
    points: list[Array] = []
    proven, looked_at, at_once = True, 0, max(1, _TOGETHER // rows.size)
    while stack:
        tick()
        boxes = stack.pop()
        if len(boxes) > at_once:
            stack.append(boxes.take(slice(at_once, None)))
            boxes = boxes.take(slice(at_once))
        looked_at += len(boxes)
        if looked_at > most_boxes:
            proven = False
            break
        boxes = _settled(_possible(boxes, orders, error, n), equations, error, points)
        small = (np.diff(boxes.corners, axis=2) < _SMALLEST).any(axis=(1, 2))
        proven &= not small.any()
        stack += _cut(boxes.take(~small))
    kept = [root for root in points if all(root[above] >= root[below] - _AROUND for above, below in orders)]
    return Roots(np.array(kept).reshape(-1, n), proven, looked_at)


def _whole(rows: Array) -> _Boxes:
    return _Boxes(np.tile([0.0, 1.0], (1, rows.ndim - 1, 1)), rows[None])


def _rounding(rows: Array) -> float:
    """Return what rounding may make of a coefficient, that of values of up to one which it was made of included."""
    return 32 * sum(rows.shape[1:]) * _EPS * float(np.abs(rows).max(initial=1.0))


def nowhere(equations: Array, gains: Array, most_boxes: int, tick: Tick = unhurried) -> bool:
    """Return whether it is sure that nowhere in the cube all equations hold and no gain is positive.

    ``equations`` and ``gains`` in Bernstein's form, of any number each; none is zero throughout.

    >>> nowhere(np.zeros((0, 2)), np.array([[-1.0, 3.0], [2.0, -3.0]]), 100)  # 4x <= 1 and 5x >= 2
    True
    """
    rows = np.concatenate([equations, gains])
    error, boxes, looked_at = _rounding(rows), _whole(rows), 0
    while len(rows) and looked_at <= most_boxes:
        tick()
        looked_at += len(boxes)
        boxes = _possible(boxes, (), error, len(equations))
        if not len(boxes):
            return True
        parts = _cut(boxes)
        boxes = _Boxes(
            *(np.concatenate([getattr(part, name) for part in parts]) for name in ("corners", "coefficients"))
        )
    return False


def _possible(boxes: _Boxes, orders: Sequence[tuple[int, int]], error: float, equations: int) -> _Boxes:
    """Return the boxes that no equation, no gain after the equations, and no order of the unknowns rules out."""
    flat = boxes.coefficients.reshape(*boxes.coefficients.shape[:2], -1)
    kept = (flat.min(axis=2) <= error).all(axis=1) & (flat[:, :equations].max(axis=2) >= -error).all(axis=1)
    for above, below in orders:
        kept &= boxes.corners[:, above, 1] >= boxes.corners[:, below, 0]
    return boxes.take(kept)


def _settled(boxes: _Boxes, equations: Array, error: float, points: list[Array]) -> _Boxes:
    """Return the boxes that stay open; the roots of those that hold exactly one join ``points``."""
    if not len(boxes):
        return boxes
    coefficients = boxes.coefficients[:, : len(equations)]
    slopes = list(_slopes(coefficients))
    inverse = _inverses(np.stack([slope.mean(axis=2) for slope in slopes], axis=2))
    slack = error * np.abs(inverse).sum(axis=2)
    combined = inverse @ coefficients.reshape(*coefficients.shape[:2], -1)
    possible = ((combined.min(axis=2) <= slack) & (combined.max(axis=2) >= -slack)).all(axis=1)
    dominance = np.zeros_like(slack)
    for axis, slope in enumerate(slopes):
        turned = inverse @ slope
        dominance -= np.abs(turned).max(axis=2)
        dominance[:, axis] += np.abs(turned[:, axis]).max(axis=1) + turned[:, axis].min(axis=1)
    single = possible & (dominance > 2 * max(equations.shape) * slack * len(equations)).all(axis=1)
    for k in np.flatnonzero(single).tolist():
        low, high = boxes.corners[k].T
        root = _newton(equations, (low + high) / 2)
        if root is not None and (low < root).all() and (root < high).all() and _certified(equations, root, error):
            points.append(root)
            possible[k] = False
    return boxes.take(possible)


def _slopes(coefficients: Array) -> Iterator[Array]:
    """Yield the coefficients of the derivative along each axis, in widths of the box: (boxes, equations, ...)."""
    for axis in range(2, coefficients.ndim):
        slope = (coefficients.shape[axis] - 1) * np.diff(coefficients, axis=axis)
        yield slope.reshape(*coefficients.shape[:2], -1)


def _inverses(jacobians: Array) -> Array:
    """Return the inverse of each matrix; of singular ones, zero."""
    regular = np.linalg.cond(jacobians) < _SINGULAR
    inverse = np.zeros_like(jacobians)
    inverse[regular] = np.linalg.inv(jacobians[regular])
    return inverse


def _cut(boxes: _Boxes) -> list[_Boxes]:
    """Return each box in two, across the axis along which the equations change most."""
    if not len(boxes):
        return []
    size = np.abs(boxes.coefficients).reshape(*boxes.coefficients.shape[:2], -1).max(axis=2)
    change = np.stack([np.abs(slope).max(axis=2) for slope in _slopes(boxes.coefficients)], axis=2)
    axes = (change / size[..., None]).sum(axis=1).argmax(axis=1)
    parts = []
    for axis in np.unique(axes).tolist():
        part = boxes.take(axes == axis)
        low, high = part.corners[:, axis].T
        halves = _casteljau(part.coefficients, 2 + axis, _CUT)
        for side, coefficients in enumerate(halves):
            corners = part.corners.copy()
            corners[:, axis, 1 - side] = low + _CUT * (high - low)
            parts.append(_Boxes(corners, coefficients))
    return parts


def _casteljau(boxes: Array, axis: int, at: float) -> tuple[Array, Array]:
    """Return the coefficients on the part below and the part above a cut along an axis."""
    row = np.moveaxis(boxes, axis, 0)
    left, right = [row[0]], [row[-1]]
    while len(row) > 1:
        row = (1 - at) * row[:-1] + at * row[1:]
        left.append(row[0])
        right.append(row[-1])
    return np.moveaxis(np.stack(left), 0, axis), np.moveaxis(np.stack(right[::-1]), 0, axis)


def _newton(equations: Array, point: Array) -> Array | None:
    """Return where Newton's method leads from a point, or None where it leaves the cube."""
    for _ in range(_STEPS):
        value, jacobian = value_and_slopes(equations, point)
        try:
            step = np.linalg.solve(jacobian, value)
        except np.linalg.LinAlgError:
            return None
        point = point - step
        if not ((point > 0) & (point < 1)).all():
            return None
        if np.abs(step).max() < 4 * _EPS:
            break
    return point


def value_and_slopes(equations: Array, point: Array) -> tuple[Array, Array]:
    """Return the equations at a point, and their Jacobian."""
    slopes = [
        (equations.shape[axis] - 1) * value_at(np.diff(equations, axis=axis), point)
        for axis in range(1, equations.ndim)
    ]
    return value_at(equations, point), np.stack(slopes, axis=1)


def value_at(coefficients: Array, point: Array) -> Array:
    """Return polynomials at a point, axis by axis."""
    for x in point[::-1].tolist():
        degree = coefficients.shape[-1] - 1
        j = np.arange(degree + 1)
        coefficients = coefficients @ (_binomials(degree) * x**j * (1 - x) ** (degree - j))
    return coefficients


@cache
def _binomials(degree: int) -> Array:
    return np.array([comb(degree, j) for j in range(degree + 1)], dtype=float)


def _certified(equations: Array, root: Array, error: float) -> bool:
    """Return whether a small box around a point has a root: combinations differ in sign on opposite sides."""
    if not ((root > _AROUND) & (root < 1 - _AROUND)).all():
        return False
    box = equations
    for axis, x in enumerate(root.tolist()):
        low, high = x - _AROUND, x + _AROUND
        box = _casteljau(_casteljau(box, axis + 1, high)[0], axis + 1, low / high)[1]
    inverse = np.linalg.inv(value_and_slopes(equations, root)[1])
    combined = np.tensordot(inverse, box, axes=1)
    slack = 4 * error * np.abs(inverse).sum(axis=1)
    for row, part in enumerate(combined):
        first, last = (np.take(part, end, axis=row) for end in (0, -1))
        if not (first.max() < -slack[row] and last.min() > slack[row]):  # by the inverse each rises along its own axis
            return False
    return True
