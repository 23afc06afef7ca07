"""A proof that nothing is near: boxes around the origin that hold no point where all slacks are at least zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from sympy import Expr, Symbol

from alignment_games.arrays import Array
from alignment_games.inverse.intervals import enclosed

#: Boxes that are halved together.
_TOGETHER = 512
#: The share of the radius at which a proof is good enough.
_ENOUGH = 0.99
_WIDE = 1e-14


def nothing_nearer(
    slacks: Sequence[Expr],
    symbols: Sequence[Symbol],
    inputs: Callable[[Array], Array],
    radius: float,
    *,
    most: int = 20_000,
) -> float:
    """Return a distance from the origin within which no change z makes all slacks at least zero, up to ``radius``.

    ``inputs``: the symbols' values at changes ``(points, symbols)``, each rising in its own. Best first: of the boxes
    that may hold such a change the nearest are halved, and what is proven is the distance of the nearest that is left.
    ``most``: boxes that are looked at. 0 where the origin itself may be such a change.

    >>> x, y = Symbol("x"), Symbol("y")
    >>> 0.96 < nothing_nearer([x + y - 2**0.5], [x, y], lambda z: z, 1.0) <= 1
    True
    """
    size = len(symbols)
    low, high = np.full((1, size), -radius), np.full((1, size), radius)
    weight = np.ones((1, size))
    near, looked = np.zeros(1), 0
    while len(near) and near.min() < _ENOUGH * radius and looked < most:
        first = np.argsort(near, kind="stable")[:_TOGETHER]
        halves = _halved(low[first], high[first], weight[first])
        kept, steep = _may_hold(slacks, symbols, *_outside(inputs, *halves))
        looked += 2 * len(first)
        low = np.concatenate([np.delete(low, first, axis=0), halves[0][kept]])
        high = np.concatenate([np.delete(high, first, axis=0), halves[1][kept]])
        weight = np.concatenate([np.delete(weight, first, axis=0), steep[kept]])
        near = np.linalg.norm(np.maximum(np.maximum(low, -high), 0.0), axis=1)
        inside = near < radius
        low, high, weight, near = low[inside], high[inside], weight[inside], near[inside]
    return float(min(near.min(initial=radius), radius)) * (1 - 1e-12)


def _outside(inputs: Callable[[Array], Array], low: Array, high: Array) -> tuple[Array, Array]:
    """Return boxes of inputs around those of changes, wide enough for the rounding of exponentials."""
    below, above = inputs(low), inputs(high)
    return below - _WIDE * abs(below), above + _WIDE * abs(above)


def _halved(low: Array, high: Array, weight: Array) -> tuple[Array, Array]:
    along = weight.argmax(axis=1)
    at = np.arange(len(low))
    middle = (low[at, along] + high[at, along]) / 2
    left, right = high.copy(), low.copy()
    left[at, along], right[at, along] = middle, middle
    return np.concatenate([low, right]), np.concatenate([left, high])


def _may_hold(slacks: Sequence[Expr], symbols: Sequence[Symbol], low: Array, high: Array) -> tuple[Array, Array]:
    """Return which boxes no slack rules out, and how much each input moves the slacks that may."""
    kept, weight = np.ones(len(low), dtype=bool), np.zeros_like(low)
    for slack in slacks:
        at = np.flatnonzero(kept)
        if not len(at):
            break
        value, slope = enclosed(slack, symbols, low[at], high[at])
        kept[at[value.high < 0]] = False
        open_ = (value.low < 0) & (value.high >= 0)
        steep = np.maximum(abs(slope.low), abs(slope.high)).T[open_]
        steep = steep * (high - low)[at[open_]]
        weight[at[open_]] += np.where(np.isfinite(steep), steep, 1.0)
    return kept, np.where(weight.any(axis=1, keepdims=True), weight, 1.0)
