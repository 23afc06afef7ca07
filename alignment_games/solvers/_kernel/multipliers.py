"""Multipliers of conditional rows, and what becomes of them when their cell is shrunk or cut (see `separation`).

An equation's multiplier at a vertex of its player's simplex is the value there of a function that is linear on it: on a
part of the cell the same function has its values at the part's vertices. So what was found on a cell is where the
search begins on its parts.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import inner, maker
from alignment_games.solvers._kernel.systems import Layout


@maker
def first_multipliers(layout: Layout) -> Array:
    """Return where the multipliers of each equation begin, and those of the conditions."""
    sizes, owner = layout[0], layout[4]
    first = np.zeros(len(owner) + 1, dtype=np.int64)
    for r in range(len(owner)):
        first[r + 1] = first[r] + sizes[owner[r]]
    return first


@inner
def shrink_multipliers(y: Array, layout: Layout, low: Array) -> None:
    """Move multipliers to where local coordinates are at least ``low``."""
    sizes, offsets, owner = layout[0], layout[2], layout[4]
    start = 0
    for j in owner:
        scale, shared = 1.0, 0.0
        for v in range(sizes[j]):
            scale -= low[offsets[j] + v]
            shared += low[offsets[j] + v] * y[start + v]
        for v in range(sizes[j]):
            y[start + v] = scale * y[start + v] + shared
        start += sizes[j]


@inner
def halve_multipliers(y: Array, layout: Layout, player: int, moved: int, kept: int) -> None:
    """Move one vertex of a player to the middle of its edge to another."""
    sizes, owner = layout[0], layout[4]
    start = 0
    for j in owner:
        if j == player:
            y[start + moved] = (y[start + moved] + y[start + kept]) / 2.0
        start += sizes[j]
