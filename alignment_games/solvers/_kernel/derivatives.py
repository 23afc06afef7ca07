"""Values and derivatives of multilinear rows at a point of a product of simplices; layouts are those of `systems`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.solvers._kernel.compiling import inner
from alignment_games.solvers._kernel.rows import fill
from alignment_games.solvers._kernel.systems import Layout

Array = NDArray[Any]


@inner
def against_others(values: Array, layout: Layout, point: Array, sums: Array) -> None:
    """Fill in, for each row, its value at each vertex of each player, the others being at the point."""
    sizes, _, offsets, digits, _ = layout
    weights = np.empty(values.shape[1])
    for r in range(len(sums)):
        fill(sums[r], 0.0)
    for j in range(len(sizes)):
        fill(weights, 1.0)
        for i in range(len(sizes)):
            if i != j:
                for c in range(len(weights)):
                    weights[c] *= point[offsets[i] + digits[i, c]]
        for r in range(len(sums)):
            for c in range(len(weights)):
                sums[r, offsets[j] + digits[j, c]] += values[r, c] * weights[c]


@inner
def fill_slopes(sums: Array, layout: Layout, slopes: Array) -> None:
    """Fill in the derivatives by each player's coordinates but the first, which is one minus their sum."""
    sizes, offsets = layout[0], layout[2]
    for r in range(len(slopes)):
        for j in range(len(sizes)):
            for v in range(1, sizes[j]):
                slopes[r, offsets[j] - j + v - 1] = sums[r, offsets[j] + v] - sums[r, offsets[j]]


@inner
def value_at(sums: Array, sizes: Array, point: Array, row: int) -> float:
    """Return one row at the point."""
    total = 0.0
    for v in range(sizes[0]):
        total += point[v] * sums[row, v]
    return total


@inner
def centre(layout: Layout) -> Array:
    """Return the point at which each player mixes evenly."""
    sizes, offsets = layout[0], layout[2]
    point = np.empty(offsets[len(sizes)])
    for j in range(len(sizes)):
        fill(point[offsets[j] : offsets[j + 1]], 1.0 / sizes[j])
    return point


@inner
def move(point: Array, layout: Layout, step: Array) -> None:
    """Take a step off the coordinates, each player's first one making up for it."""
    sizes, offsets = layout[0], layout[2]
    for j in range(len(sizes)):
        for v in range(1, sizes[j]):
            change = step[offsets[j] - j + v - 1]
            point[offsets[j] + v] -= change
            point[offsets[j]] += change
