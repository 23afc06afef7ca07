"""Sums of numbers at the corners of a cell over all corners with given vertices of one player, or of two."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from alignment_games.solvers._kernel.compiling import inner
from alignment_games.solvers._kernel.rows import total_from
from alignment_games.solvers._kernel.systems import Layout

Array = NDArray[Any]


@inner
def sum_by_vertex(row: Array, layout: Layout, player: int, sums: Array) -> None:
    """Fill in the sum at each vertex of a player; the row is used up."""
    size, stride = layout[0][player], layout[1][player]
    _fold(row, 0, len(row) // (size * stride), size * stride)
    for a in range(size):
        sums[a] = total_from(row, a * stride, stride)


@inner
def sum_by_vertices(row: Array, layout: Layout, before: int, behind: int, sums: Array) -> None:
    """Fill in the sum at each pair of vertices of two players, ``(behind, before)``; the row is used up."""
    size, stride = layout[0][before], layout[1][before]
    within, inner_stride = layout[0][behind], layout[1][behind]
    _fold(row, 0, len(row) // (size * stride), size * stride)
    for a in range(size):
        _fold(row, a * stride, stride // (within * inner_stride), within * inner_stride)
        for b in range(within):
            sums[b, a] = total_from(row, a * stride + b * inner_stride, inner_stride)


@inner
def _fold(row: Array, start: int, count: int, length: int) -> None:
    """Add all of some stretches of a length to the first, the later half to the earlier one until one is left."""
    while count > 1:
        half = count // 2
        ahead = (count - half) * length
        for c in range(start, start + half * length):
            row[c] += row[c + ahead]
        count -= half
