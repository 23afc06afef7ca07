"""Landscapes from files: the sizes of actors, and a matrix of their propensities to align.

The sizes: a column of names (actor) and one of sizes (strength or size). The matrix: names in the first column and in
the header, in the order of the actors; the diagonal is empty. Propensities on a scale such as 1 to 5 are counted from
its middle (``neutral``).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.io.doors.columns import read_columns, require_columns
from alignment_games.io.doors.figures import numbers
from alignment_games.models.landscape import Landscape

_SIZES = ("strength", "size")


def read_landscape(sizes: str | Path, propensities: str | Path, *, neutral: float = 3) -> Landscape:
    """Return the landscape of two CSV files, actors named as in the file of sizes.

    ``neutral``: the propensity that draws neither together nor apart. The matrix may call actors otherwise (US, Rus),
    but has them in the same order. Raises InvalidModelError for files that do not fit together, for figures that are
    missing, and for a matrix that is not symmetric.
    """
    given = read_sizes(sizes)
    actors, size, count = list(given), np.array(list(given.values()), dtype=float), len(given)
    names, matrix = read_propensities(propensities)
    if len(names) != count or matrix.shape != (count, count):
        raise InvalidModelError(
            f"{propensities}: expected names and a matrix of {count} x {count} for the actors of {sizes}, "
            f"got {matrix.shape[0]} rows and {matrix.shape[1] + 1} columns"
        )
    table = matrix - neutral
    np.fill_diagonal(table, 0)
    lacking = np.flatnonzero(np.isnan(table).any(axis=1) | np.isnan(size))
    if lacking.size:
        raise InvalidModelError(f"figures of {shown(actors[lacking[0]])} are missing; give size and propensities")
    return Landscape(given, [[_plain(entry) for entry in row] for row in table.tolist()])


def read_sizes(path: str | Path) -> dict[str, float]:
    """Return the sizes of actors by name, NaN where a size is missing. Raises InvalidModelError for other columns."""
    columns = read_columns(path)
    require_columns(columns, ("actor",), str(path))
    column = next((name for name in _SIZES if name in columns), None)
    if column is None:
        raise InvalidModelError(f"{path}: {unknown_name('column', _SIZES[0], columns)}")
    sizes = map(_plain, numbers(columns[column], f"{path}: {column}").tolist())
    found = dict(zip(columns["actor"], sizes, strict=True))
    if len(found) < len(columns["actor"]):
        raise InvalidModelError(f"{path}: an actor is listed twice; give each one row")
    return found


def read_propensities(path: str | Path) -> tuple[tuple[str, ...], Array]:
    """Return the names in the first column of a matrix of propensities, and the matrix, NaN where empty."""
    columns = list(read_columns(path).items())
    table = [numbers(entries, f"{path}: {name}") for name, entries in columns[1:]]
    if not table:
        raise InvalidModelError(f"{path}: expected names and a matrix, got one column")
    return tuple(columns[0][1]), np.stack(table, axis=1)


def _plain(figure: float) -> int | float:
    """Return a whole number as one: energies of whole numbers are exact."""
    return int(figure) if figure.is_integer() else figure
