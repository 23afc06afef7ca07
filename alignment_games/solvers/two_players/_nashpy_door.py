"""The one door to nashpy: its Lemke-Howson paths and its enumerations, as independent oracles.

nashpy warns the user, divides by zero on ties, needs two actions and has no step limit; all four are dealt with
here. What it returns is a candidate and nothing more: `solve` verifies it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from threading import RLock
from typing import Any

import nashpy
import numpy as np
from nashpy.linalg import create_col_tableau, create_row_tableau

from alignment_games.arrays import Array

Pair = tuple[Array, Array]

_ONE_AT_A_TIME = RLock()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep nashpy's warnings and numpy's divisions by zero inside this module.

    Warning filters belong to all threads; one at a time, they are left as they were found.
    """
    with _ONE_AT_A_TIME, warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def lemke_howson(row: Array, column: Array, label: int, most_steps: int, tick: Callable[[], None]) -> Pair | None:
    """Return the end of the path that drops ``label``; None when it does not end in ``most_steps`` pivots.

    ``row``, ``column``: positive float payoffs, shape ``(m, n)``. Labels count the row player's actions first.
    """
    m, n = row.shape
    row, column = _with_two_rows(row, column)
    column, row = (own.T for own in _with_two_rows(column.T, row.T))
    with _quiet():
        pair = _path(row, column, label if label < m else label - m + len(row), most_steps, tick)
    if pair is None or [len(p) for p in pair] != list(row.shape):
        return None
    return pair[0][:m], pair[1][:n]


def _with_two_rows(own: Array, other: Array) -> Pair:
    """Return the payoffs with a strictly dominated second row where there is one: nashpy needs two."""
    return (own, other) if len(own) > 1 else (np.vstack([own, own / 2]), np.vstack([other, other]))


def _path(row: Array, column: Array, label: int, most_steps: int, tick: Callable[[], None]) -> Pair | None:
    """Pivot in the two tableaux by turns until every label is there."""
    rows, columns = create_row_tableau(column, lexicographic=True), create_col_tableau(row, lexicographic=True)
    turns = cycle((rows, columns) if label < len(row) else (columns, rows))
    for tableau in islice(turns, most_steps):
        tick()
        try:
            label = tableau.pivot_and_drop_label(label)
        except (ValueError, KeyError):
            return None  # rounding has destroyed the tableau
        _rescale(tableau)
        if rows.non_basic_variables | columns.non_basic_variables == columns.labels:
            return (
                np.asarray(rows.to_strategy(columns.non_basic_variables), dtype=float),
                np.asarray(columns.to_strategy(rows.non_basic_variables), dtype=float),
            )
    return None


def _rescale(tableau: Any) -> None:
    """Divide each row by its largest entry, which means the same; nashpy's own rows grow until they overflow."""
    table = tableau._tableau  # noqa: SLF001 - nashpy has no public access to it
    table /= np.abs(table).max(axis=1, keepdims=True)


def vertex_enumeration(row: Array, column: Array) -> list[Pair]:
    """Return what nashpy's vertex enumeration finds."""
    return _found(nashpy.Game(row, column).vertex_enumeration)


def support_enumeration(row: Array, column: Array) -> list[Pair]:
    """Return what nashpy's support enumeration finds; it is known to miss equilibria."""
    return _found(nashpy.Game(row, column).support_enumeration)


def _found(method: Callable[[], Any]) -> list[Pair]:
    with _quiet():
        return [(np.asarray(x), np.asarray(y)) for x, y in method()]
