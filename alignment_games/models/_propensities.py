"""Propensities to align, as `models.landscape` takes them: a symmetric matrix, or a mapping of pairs of names."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known
from alignment_games.states.arguments import checked


def as_numbers(values: Any) -> Array:
    """Return an array that keeps whole numbers whole and fractions and symbols as they are."""
    array = np.array(values, dtype=object)
    kinds = np.asarray(values)
    return kinds if kinds.dtype.kind in "iuf" else array


def symmetric(given: Any, actors: tuple[str, ...]) -> Array:
    """Return propensities as a matrix, from rows or from pairs of names.

    Raises InvalidModelError for another shape, unknown names, and where they are not mutual.
    """
    n = len(actors)
    try:
        table = as_numbers(_from_pairs(given, actors) if isinstance(given, Mapping) else given)
    except ValueError as error:  # NumPy, of rows of different lengths; our own errors are passed on
        if isinstance(error, InvalidModelError):
            raise
        raise InvalidModelError(f"propensities need {n} rows of {n} numbers, got rows of different lengths") from error
    if table.shape != (n, n):
        raise InvalidModelError(f"propensities need shape ({n}, {n}), one row for each actor, got {table.shape}")
    checked(table, "propensity")
    for i, j in np.argwhere(np.asarray(table != table.T)).tolist():
        raise InvalidModelError(
            f"propensities must be mutual: {actors[i]} to {actors[j]} is {table[i, j]}, back {table[j, i]}"
        )
    for i in np.flatnonzero(table.diagonal() != 0).tolist():
        raise InvalidModelError(f"the propensity of {actors[i]} to itself must be 0, got {table[i, i]}")
    return table


def by_pair(propensities: Any, arguments: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    """Return the propensity of each pair of names, given as `landscape_game` takes them."""
    actors = tuple(arguments["sizes"])
    table = symmetric(propensities, actors)
    return {(actors[i], actors[j]): table[i, j] for i, j in combinations(range(len(actors)), 2)}


def _from_pairs(given: Mapping[tuple[str, str], Any], actors: tuple[str, ...]) -> list[list[Any]]:
    matrix: list[list[Any]] = [[0] * len(actors) for _ in actors]
    for pair, value in given.items():
        if isinstance(pair, str) or len(pair) != 2:
            raise InvalidModelError(f"propensities are given by pairs of names, got {pair!r}")
        only_known("actor", pair, actors)
        i, j = (actors.index(name) for name in pair)
        if given.get((pair[1], pair[0]), value) != value:
            raise InvalidModelError(f"propensities of {pair[0]} and {pair[1]} differ by order; they are mutual")
        matrix[i][j] = matrix[j][i] = value
    return matrix
