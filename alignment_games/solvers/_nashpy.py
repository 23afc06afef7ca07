"""The one door to nashpy: its Lemke-Howson tableaux, and its enumerations as independent oracles.

nashpy warns the user, divides by zero on ties and has no step limit; all three are dealt with here. What it
returns is a candidate and nothing more: `solve` verifies it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Any

import nashpy
import numpy as np
from nashpy.linalg import create_col_tableau, create_row_tableau
from numpy.typing import NDArray

Array = NDArray[Any]
Pair = tuple[Array, Array]


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep nashpy's warnings and numpy's divisions by zero inside this module."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def lemke_howson(row: Array, column: Array, label: int, most_steps: int, tick: Callable[[], None]) -> Pair | None:
    """Return the end of the path that drops ``label``; None when it does not end in ``most_steps`` pivots.

    ``row``, ``column``: float payoffs, shape ``(m, n)``. Labels count the row player's actions first.
    """
    with _quiet():
        rows, columns = create_row_tableau(column, lexicographic=True), create_col_tableau(row, lexicographic=True)
        turns = cycle((rows, columns) if label < row.shape[0] else (columns, rows))
        entering, everything = label, columns.labels
        for tableau, _ in zip(turns, range(most_steps), strict=False):
            tick()
            try:
                entering = tableau.pivot_and_drop_label(entering)
            except (ValueError, KeyError):
                return None  # rounding has destroyed the tableau
            if rows.non_basic_variables | columns.non_basic_variables == everything:
                pair = (
                    np.asarray(rows.to_strategy(columns.non_basic_variables), dtype=float),
                    np.asarray(columns.to_strategy(rows.non_basic_variables), dtype=float),
                )
                return pair if (len(pair[0]), len(pair[1])) == row.shape else None
    return None


def vertex_enumeration(row: Array, column: Array) -> list[Pair]:
    """Return what nashpy's vertex enumeration finds."""
    return _found(nashpy.Game(row, column).vertex_enumeration)


def support_enumeration(row: Array, column: Array) -> list[Pair]:
    """Return what nashpy's support enumeration finds; it is known to miss equilibria."""
    return _found(nashpy.Game(row, column).support_enumeration)


def _found(method: Callable[[], Any]) -> list[Pair]:
    with _quiet():
        return [(np.asarray(x), np.asarray(y)) for x, y in method()]
