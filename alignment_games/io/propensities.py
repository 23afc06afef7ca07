"""Landscapes from files: the sizes of actors, and a matrix of their propensities to align.

The sizes: a column of names (actor) and one of sizes (strength or size). The matrix: names in the first column and in
the header, in the order of the actors; the diagonal is empty. Propensities on a scale such as 1 to 5 are counted from
its middle (``neutral``).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.io._columns import read_columns, require_columns
from alignment_games.io._figures import numbers
from alignment_games.models.landscape import Landscape

_SIZES = ("strength", "size")


def read_landscape(sizes: str | Path, propensities: str | Path, *, neutral: float = 3) -> Landscape:
    """Return the landscape of two CSV files, actors named as in the file of sizes.

    ``neutral``: the propensity that draws neither together nor apart. The matrix may call actors otherwise (US, Rus),
    but has them in the same order. Raises InvalidModelError for files that do not fit together, for figures that are
    missing, and for a matrix that is not symmetric.
    """
    actors = read_columns(sizes)
    require_columns(actors, ("actor",), str(sizes))
    column = next((name for name in _SIZES if name in actors), None)
    if column is None:
        raise InvalidModelError(f"{sizes}: {unknown_name('column', _SIZES[0], actors)}")
    size = numbers(actors[column], f"{sizes}: {column}")
    columns = list(read_columns(propensities).items())
    count = len(actors["actor"])
    if len(columns) != count + 1 or len(columns[0][1]) != count:
        raise InvalidModelError(
            f"{propensities}: expected names and a matrix of {count} x {count} for the actors of {sizes}, "
            f"got {len(columns[0][1])} rows and {len(columns)} columns"
        )
    table = np.stack([numbers(entries, f"{propensities}: {name}") for name, entries in columns[1:]], axis=1) - neutral
    np.fill_diagonal(table, 0)
    lacking = np.flatnonzero(np.isnan(table).any(axis=1) | np.isnan(size))
    if lacking.size:
        raise InvalidModelError(
            f"figures of {shown(actors['actor'][lacking[0]])} are missing; give size and propensities"
        )
    rows = [[_plain(entry) for entry in row] for row in table.tolist()]
    return Landscape(dict(zip(actors["actor"], map(_plain, size.tolist()), strict=True)), rows)


def _plain(figure: float) -> int | float:
    """Return a whole number as one: energies of whole numbers are exact."""
    return int(figure) if figure.is_integer() else figure
