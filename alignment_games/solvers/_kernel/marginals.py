"""Sums of numbers at the corners of a cell over all corners with given vertices of one player, or of two."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from alignment_games.solvers._kernel.compiling import inner
from alignment_games.solvers._kernel.rows import add, total
from alignment_games.solvers._kernel.systems import Layout

Array = NDArray[Any]


@inner
def sum_by_vertex(row: Array, layout: Layout, player: int, sums: Array) -> None:
    """Fill in the sum at each vertex of a player; the row is used up."""
    size, stride = layout[0][player], layout[1][player]
    _fold(row, size * stride)
    for a in range(size):
        sums[a] = total(row[a * stride : (a + 1) * stride])


@inner
def sum_by_vertices(row: Array, layout: Layout, before: int, behind: int, sums: Array) -> None:
    """Fill in the sum at each pair of vertices of two players, ``(behind, before)``; the row is used up."""
    size, stride = layout[0][before], layout[1][before]
    within, inner_stride = layout[0][behind], layout[1][behind]
    _fold(row, size * stride)
    for a in range(size):
        part = row[a * stride : (a + 1) * stride]
        _fold(part, within * inner_stride)
        for b in range(within):
            sums[b, a] = total(part[b * inner_stride : (b + 1) * inner_stride])


@inner
def _fold(row: Array, length: int) -> None:
    """Add all later stretches of a length to the first."""
    for start in range(length, len(row), length):
        add(row[start : start + length], row[:length])
