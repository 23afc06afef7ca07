"""What the search of a support writes on: set aside once, as that takes longer than many a sum over a small cell.

A *desk* is a tuple of arrays that nobody relies on between two calls: ``lines``, as long as the corners and the
conditions, or longer; ``shorts``, as long as all multipliers, which are no fewer than the coordinates; ``products`` of
the multipliers' rows; ``table`` of the values corner by corner (see `moments`); ``squares``, as wide as the equations;
and ``sums`` at each vertex of each player (see `derivatives`), a row for each equation and condition.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import maker
from alignment_games.solvers._kernel.multipliers import first_multipliers
from alignment_games.solvers._kernel.rows import highest
from alignment_games.solvers._kernel.systems import Layout

Desk = tuple[Array, Array, Array, Array, Array, Array]

#: Corners with two players at given vertices from which on no table is made (see `moments`).
_MANY = 32


@maker
def desk_of(layout: Layout, n_rows: int) -> Desk:
    """Return a desk for systems of one layout with so many equations and conditions."""
    d, corners, coordinates = len(layout[4]), layout[3].shape[1], layout[2][-1]
    multipliers = first_multipliers(layout)[-1] + n_rows - d
    widest = highest(layout[0])
    many = corners >= _MANY * widest * widest
    return (
        np.empty((5, corners + n_rows - d)),
        np.empty((4, multipliers)),
        np.empty((multipliers, multipliers)),
        np.empty((0 if many else corners, n_rows)),
        np.empty((5, d, d)),
        np.empty((n_rows, coordinates)),
    )
