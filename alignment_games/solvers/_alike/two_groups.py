r"""Two groups of mixing players who are alike but mix differently: all pairs of probabilities, proven.

Let r players act with probability u and s with v, besides those who act for sure, and let the gain from acting be
:math:`\Delta_k` when k others act. All are indifferent iff for one player taken out of each group

.. math:: E[\Delta(J)] = E[\Delta(J + 1)] = 0, \qquad J \sim \mathrm{Bin}(r - 1, u) + \mathrm{Bin}(s - 1, v)

(the gain is linear in the other's probability and zero at both u and v). Both are polynomials in Bernstein's form of
two variables, with the matrix :math:`\Delta_{i+j}` of coefficients, so a box is ruled out by coefficients of one sign.
A box holds at most one root where the preconditioned Jacobian is diagonally dominant by its coefficients, and one root
where preconditioned signs differ on opposite sides (Miranda 1940, Bollettino dell'Unione Matematica Italiana 3).
Rounding: subdivision takes convex combinations only, so a coefficient is off by at most a small multiple of the
largest one's rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

#: Boxes of sides below this are not cut further.
_SMALLEST = 2.0**-40
#: Where boxes are cut: not in the middle, for roots like round numbers, and one on the edge of a box settles nothing.
_CUT = 0.4873
#: The half-width of the box in which a root is certified.
_AROUND = 1e-9
_EPS = float(np.finfo(float).eps)
_MOST_BOXES = 20_000
#: Of Newton's method, which doubles the digits with each; one that needs more starts too far away.
_STEPS = 12
Root = tuple[float, float]


@dataclass(frozen=True)
class Pairs:
    """The pairs (u, v), u above v, that solve the equations, and whether these are proven to be all."""

    roots: tuple[Root, ...]
    proven: bool


def pairs(gains: Array, r: int, s: int) -> Pairs:
    """Return the pairs (u, v) with 0 < v < u < 1; ``gains``: r + s numbers, r and s at least 2.

    >>> found = pairs(np.array([-0.45, 0.55, -0.45, -0.45]), 2, 2)
    >>> found.proven, [tuple(round(p, 12) for p in pair) for pair in found.roots]
    (True, [(0.4, 0.25)])
    """
    matrix = np.array([[gains[i + j] for j in range(s)] for i in range(r)])
    equations = np.stack([matrix, np.array([[gains[1 + i + j] for j in range(s)] for i in range(r)])])
    error = 8 * (r + s) * _EPS * float(np.abs(gains).max())
    corners = np.array([[0.0, 1.0, 0.0, 1.0]])
    boxes = equations[None]
    roots: list[Root] = []
    proven = True
    while len(corners):
        corners, boxes = _possible(corners, boxes, error)
        if len(corners) > _MOST_BOXES:
            return Pairs(tuple(roots), proven=False)
        settled = _settled(corners, boxes, equations, error, roots)
        corners, boxes = corners[~settled], boxes[~settled]
        small = (corners[:, 1] - corners[:, 0] < _SMALLEST) & (corners[:, 3] - corners[:, 2] < _SMALLEST)
        proven &= not small.any()
        corners, boxes = _cut(corners[~small], boxes[~small])
    return Pairs(tuple(sorted(set(roots), reverse=True)), proven)


def _possible(corners: Array, boxes: Array, error: float) -> tuple[Array, Array]:
    """Return the boxes that may hold a root with u above v."""
    low, high = boxes.min(axis=(2, 3)), boxes.max(axis=(2, 3))
    kept = ((low <= error) & (high >= -error)).all(axis=1) & (corners[:, 1] > corners[:, 2])
    return corners[kept], boxes[kept]


def _cut(corners: Array, boxes: Array) -> tuple[Array, Array]:
    """Return each box in two, across its longer side."""
    if not len(corners):
        return corners, boxes
    parts: list[tuple[Array, Array]] = []
    across = (corners[:, 1] - corners[:, 0]) >= (corners[:, 3] - corners[:, 2])
    for first, axis in ((across, 2), (~across, 3)):
        low, high = (0, 1) if axis == 2 else (2, 3)
        at, part = corners[first], boxes[first]
        middle = at[:, low] + _CUT * (at[:, high] - at[:, low])
        left, right = _casteljau(part, axis, _CUT)
        lower, upper = at.copy(), at.copy()
        lower[:, high], upper[:, low] = middle, middle
        parts += [(lower, left), (upper, right)]
    return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


def _casteljau(boxes: Array, axis: int, at: float) -> tuple[Array, Array]:
    """Return the coefficients on the part below and the part above a cut along an axis."""
    row = np.moveaxis(boxes, axis, 0)
    left, right = [row[0]], [row[-1]]
    while len(row) > 1:
        row = (1 - at) * row[:-1] + at * row[1:]
        left.append(row[0])
        right.append(row[-1])
    return np.moveaxis(np.stack(left), 0, axis), np.moveaxis(np.stack(right[::-1]), 0, axis)


def _settled(corners: Array, boxes: Array, equations: Array, error: float, roots: list[Root]) -> Array:
    """Return which boxes hold at most one root and are done with: theirs, if any, joins ``roots``."""
    done = np.zeros(len(corners), dtype=bool)
    for k, (at, box) in enumerate(zip(corners, boxes, strict=True)):
        inverse = _at_most_one(box, error)
        if inverse is None:
            continue
        root = _newton(equations, (at[0] + at[1]) / 2, (at[2] + at[3]) / 2)
        if root is None or not (at[0] < root[0] < at[1] and at[2] < root[1] < at[3]):
            continue
        if root[0] - root[1] > 4 * _AROUND and _certified(equations, root, error):
            roots.append(root)
            done[k] = True
    return done


def _at_most_one(box: Array, error: float) -> Array | None:
    """Return the inverse of the Jacobian at the middle, if it proves that the box holds at most one root."""
    du, dv = (box.shape[1] - 1) * np.diff(box, axis=1), (box.shape[2] - 1) * np.diff(box, axis=2)
    jacobian = np.array([[du[e].mean(), dv[e].mean()] for e in (0, 1)])
    if abs(np.linalg.det(jacobian)) <= 1e-12 * np.abs(jacobian).max() ** 2:
        return None
    inverse = np.linalg.inv(jacobian)
    slack = 4 * box.size * error * np.abs(inverse).sum(axis=1)
    on_u, on_v = (np.tensordot(inverse, d, axes=1) for d in (du, dv))
    own = np.array([on_u[0].min(), on_v[1].min()])
    other = np.array([np.abs(on_v[0]).max(), np.abs(on_u[1]).max()])
    return inverse if (own - other > slack).all() else None


def _newton(equations: Array, u: float, v: float) -> Root | None:
    """Return where Newton's method leads from a point, or None where it leaves the square."""
    for _ in range(_STEPS):
        value, jacobian = _value_and_slopes(equations, u, v)
        try:
            step = np.linalg.solve(jacobian, value)
        except np.linalg.LinAlgError:
            return None
        u, v = u - float(step[0]), v - float(step[1])
        if not (0 < u < 1 and 0 < v < 1):
            return None
        if np.abs(step).max() < 4 * _EPS:
            break
    return float(u), float(v)


def _value_and_slopes(equations: Array, u: float, v: float) -> tuple[Array, Array]:
    """Return the two equations at a point, and their Jacobian."""
    r, s = equations.shape[1:]
    value = _weights(r, u) @ equations @ _weights(s, v)
    du = (r - 1) * (_weights(r - 1, u) @ np.diff(equations, axis=1) @ _weights(s, v))
    dv = (s - 1) * (_weights(r, u) @ np.diff(equations, axis=2) @ _weights(s - 1, v))
    return value, np.stack([du, dv], axis=1)


def _weights(count: int, p: float) -> Array:
    """Return Bernstein's polynomials of degree ``count - 1`` at p."""
    j = np.arange(count)
    return np.asarray(_binomials(count - 1) * p**j * (1 - p) ** (count - 1 - j))


@cache
def _binomials(degree: int) -> Array:
    return np.array([comb(degree, j) for j in range(degree + 1)], dtype=float)


def _certified(equations: Array, root: Root, error: float) -> bool:
    """Return whether a small box around a point has a root: preconditioned signs differ on opposite sides."""
    _, jacobian = _value_and_slopes(equations, *root)
    inverse = np.linalg.inv(jacobian)
    box = _on_box(equations, *((x - _AROUND, x + _AROUND) for x in root))
    slack = 4 * error * np.abs(inverse).sum(axis=1)
    mapped = np.tensordot(inverse, box, axes=1)
    sides: Sequence[tuple[Array, Array]] = ((mapped[0][0], mapped[0][-1]), (mapped[1][:, 0], mapped[1][:, -1]))
    return all(
        (low.max() < -slack[e] and high.min() > slack[e]) or (low.min() > slack[e] and high.max() < -slack[e])
        for e, (low, high) in enumerate(sides)
    )


def _on_box(equations: Array, across: tuple[float, float], up: tuple[float, float]) -> Array:
    """Return the coefficients of the equations on a box inside the square."""
    box = equations[None]
    for axis, (low, high) in ((2, across), (3, up)):
        box = _casteljau(box, axis, high)[0]
        box = _casteljau(box, axis, low / high)[1]
    return np.asarray(box[0])
