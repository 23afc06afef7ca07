r"""Roots by themselves, each with a certificate: many at once, or one.

With C the inverse Jacobian at :math:`\hat x`, if

.. math::

   |C f(\hat x)| + \| I - C f' \|_\infty r < r \quad \text{on the box of radius } r,

exactly one root lies within r of :math:`\hat x` (Krawczyk 1969, Rump 1983). Entries of f' are multilinear in
values scaled to 1, so on the box they change by at most 4 r for each unknown (8 r with room for rounding). The
smallest such r bounds the error of the root, the largest says how far no other is: cells within it are done with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._search.cells import evaluate, jacobian, spread

Point = tuple[Array, ...]

#: A Jacobian (rows scaled to 1) with a smaller singular value than this counts as singular.
SINGULAR = 1e-7
#: How far the preconditioned Jacobian may be off by the rounding of the values.
_ROUGH = 1e-2
#: Newton's method for a certificate starts from multiples of this, and takes at most so many steps.
_GRID, _STEPS = 2.0**-30, 3
#: Newton's method has arrived when no coordinate moves by more than this.
STANDSTILL = 1e-14
#: Cells thinner than this are not asked what they hold.
_THIN = 1e12


@dataclass(frozen=True)
class Root:
    """A certified isolated root: support coordinates for each player, the radius that is proven, the index.

    No other root is within ``alone`` of the point. ``sign`` is that of det(-f'), the index of an equilibrium at
    which no unused action is a best reply.
    """

    point: Point
    radius: float
    alone: float
    sign: int

    @property
    def place(self) -> tuple[float, ...]:
        """Where the root is, for an order that the way to it does not change."""
        return tuple(np.round(np.concatenate(self.point), 9).tolist())


def certify(equations: Array, point: Point, rounding: Array) -> Root | None:
    """Return the root with a radius within which it is proven to lie, alone; None where that fails.

    ``rounding``: how far the values of each equation may be off; the proof holds for whatever they are within it.
    """
    return certify_each(equations[None], [p[None] for p in point], rounding[None])[0]


def certify_each(equations: Array, points: Sequence[Array], rounding: Array) -> list[Root | None]:
    """Return what `certify` does for a stack of systems, ``(N, d, *shape)``, with a point next to the root of each."""
    at, inverse, residual, regular, sign = _refined(equations, [_on_grid(p) for p in points])
    d = equations.shape[1]
    size = abs(inverse)
    norm, lost = size.sum(axis=2).max(axis=1), (size @ rounding[:, :, None])[:, :, 0].max(axis=1)
    radius = 2.1 * (max(equations.shape[2:]) - 1) * (abs(residual).max(axis=1) + lost)
    with np.errstate(all="ignore"):  # what is singular
        alone = 0.5 / (norm * 8 * d**2)
    proven = regular & (radius < alone) & ~(4 * d * lost > _ROUGH)
    figures = zip(proven.tolist(), radius.tolist(), alone.tolist(), sign.tolist(), strict=True)
    return [
        Root(tuple(y[k] for y in at), own, free, index) if sure else None
        for k, (sure, own, free, index) in enumerate(figures)
    ]


def _refined(equations: Array, at: list[Array]) -> tuple[list[Array], Array, Array, Array, Array]:
    """Return where Newton's method arrives, the inverse by which, its step there, which are regular, and signs."""
    shape, d = equations.shape[2:], equations.shape[1]
    slopes, inverse = np.empty((len(equations), d, d)), np.empty((len(equations), d, d))
    regular, moving = np.ones(len(equations), dtype=bool), np.arange(len(equations))
    for _ in range(_STEPS):
        here = [y[moving] for y in at]
        slopes[moving] = own = jacobian(equations[moving], here)
        singular = np.linalg.svd(own, compute_uv=False)[:, -1] < SINGULAR
        regular[moving[singular]] = False
        own[singular] = np.eye(d)
        inverse[moving] = own = np.linalg.inv(own)
        step = _times(own, evaluate(equations[moving], here))
        for y, before, change in zip(at, here, spread(step, shape), strict=True):
            y[moving] = before - change
        moving = moving[regular[moving] & (abs(step).max(axis=1) > STANDSTILL)]
        if not len(moving):
            break
    sign = np.sign(np.linalg.det(-slopes)).astype(int)
    return at, inverse, _times(inverse, evaluate(equations, at)), regular, sign


def _times(matrices: Array, vectors: Array) -> Array:
    found: Array = (matrices @ vectors[:, :, None])[:, :, 0]
    return found


def _on_grid(probabilities: Array) -> Array:
    """Return points from which Newton's method goes the same way, whichever search came near the root."""
    rounded = np.round(probabilities / _GRID) * _GRID
    rounded[:, 0] += 1 - rounded.sum(axis=1)
    return rounded


def within(roots: Sequence[Root], vertices: Sequence[Array]) -> Array:
    """Return which roots, wherever in its radius each may be, lie in its product of simplices ``(N, k, k)``."""
    inside = np.ones(len(roots), dtype=bool)
    radius = np.array([root.radius for root in roots])
    for j, own in enumerate(vertices):
        inside &= ~(np.linalg.cond(own) > _THIN)
        inverse = np.linalg.inv(np.where(inside[:, None, None], own, np.eye(own.shape[1])))
        local = (np.stack([root.point[j] for root in roots])[:, None] @ inverse)[:, 0]
        inside &= ~((local - radius[:, None] * abs(inverse).sum(axis=1)).min(axis=1) <= 0)
    return inside
