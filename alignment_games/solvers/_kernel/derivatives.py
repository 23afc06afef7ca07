"""Values and derivatives of multilinear rows at a point of a product of simplices; layouts are those of `systems`."""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import inner, maker
from alignment_games.solvers._kernel.rows import dot_from, fill
from alignment_games.solvers._kernel.systems import Layout


@inner
def against_others(values: Array, layout: Layout, point: Array, lines: Array, sums: Array) -> None:
    """Fill in, for each row, its value at each vertex of each player, the others being at the point.

    One player after the other is put at the point; those behind the one concerned are weighed together. ``lines``: two
    to write on, as long as the rows.
    """
    sizes, strides, offsets, behind = layout[0], layout[1], layout[2], layout[6]
    weights, left = lines[0], lines[1]
    _weigh_behind(layout, point, weights)
    for r in range(len(sums)):
        for c in range(values.shape[1]):
            left[c] = values[r, c]
        for j in range(len(sizes)):
            ahead, first = strides[j], offsets[j]
            for v in range(sizes[j]):
                sums[r, first + v] = dot_from(left, v * ahead, weights, behind[j], ahead)
            for c in range(ahead):
                left[c] *= point[first]
            for v in range(1, sizes[j]):
                share, further = point[first + v], v * ahead
                for c in range(ahead):
                    left[c] += share * left[further + c]


@inner
def _weigh_behind(layout: Layout, point: Array, weights: Array) -> None:
    """Fill in the probabilities of all choices of the players behind each one."""
    sizes, strides, offsets, behind = layout[0], layout[1], layout[2], layout[6]
    n = len(sizes)
    weights[behind[n - 1]] = 1.0
    for j in range(n - 1, 0, -1):
        for v in range(sizes[j]):
            for c in range(strides[j]):
                weights[behind[j - 1] + v * strides[j] + c] = point[offsets[j] + v] * weights[behind[j] + c]


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


@maker
def centre(layout: Layout) -> Array:
    """Return the point at which each player mixes evenly."""
    point = np.empty(layout[2][-1])
    fill_centre(layout, point)
    return point


@inner
def fill_centre(layout: Layout, point: Array) -> None:
    """Fill in the point at which each player mixes evenly."""
    sizes, offsets = layout[0], layout[2]
    for j in range(len(sizes)):
        fill(point[offsets[j] : offsets[j + 1]], 1.0 / sizes[j])


@inner
def move(point: Array, layout: Layout, step: Array) -> None:
    """Take a step off the coordinates, each player's first one making up for it."""
    sizes, offsets = layout[0], layout[2]
    for j in range(len(sizes)):
        for v in range(1, sizes[j]):
            change = step[offsets[j] - j + v - 1]
            point[offsets[j] + v] -= change
            point[offsets[j]] += change
