"""Dyads from the field's own files: capabilities, distances and contiguity put together as peacesciencer does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import combinations
from os import PathLike
from pathlib import Path
from typing import Any

from alignment_games.errors import InvalidModelError
from alignment_games.io.sources.capabilities import Capabilities, read_capabilities
from alignment_games.io.sources.contiguity import Contiguity, read_contiguity
from alignment_games.io.sources.distances import Distances, read_distances
from alignment_games.signatures import as_annotated


@as_annotated()
def make_dyads(
    capabilities: Capabilities | str | Path,
    distances: Distances | str | Path,
    contiguity: Contiguity | str | Path | None = None,
    *,
    years: Iterable[int],
    states: Sequence[int] | None = None,
) -> dict[str, list[Any]]:
    """Return a table of dyads by column, one row for each pair of states and year, as `read_dyads` takes it.

    ``capabilities``, ``distances``, ``contiguity``: from `read_capabilities`, `read_distances` and `read_contiguity`,
    or the paths of their files. ``states``: codes, None for all that have capabilities in a year. A distance is that
    of the nearest year that its file has for the pair, NaN where it has none: capitals and borders seldom move.
    Raises InvalidModelError for files that cannot be read, and for years without two states.
    """
    power = read_capabilities(capabilities) if isinstance(capabilities, (str, PathLike)) else capabilities
    far = read_distances(distances) if isinstance(distances, (str, PathLike)) else distances
    near = read_contiguity(contiguity) if isinstance(contiguity, (str, PathLike)) else contiguity
    known: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for (one, other, year), km in sorted(far.table.items()):
        known.setdefault((one, other), []).append((year, km))
    named = ("ccode1", "ccode2", "year", "cinc1", "cinc2", "capdist", *(() if near is None else ("conttype",)))
    columns: dict[str, list[Any]] = {name: [] for name in named}
    for year in years:
        there = set(power.states(year))
        own = {code: power.power(code, year) for code in sorted(there if states is None else there & set(states))}
        types = {} if near is None else near.types_in(year)
        for one, other in combinations(own, 2):
            km = _nearest(known.get((one, other), []), year)
            row = (one, other, year, own[one], own[other], km, types.get((one, other), 0))
            for name, value in zip(columns, row, strict=False):
                columns[name].append(value)
    if not columns["year"]:
        raise InvalidModelError("no two states with capabilities in these years; check years and states")
    return columns


def _nearest(known: Sequence[tuple[int, float]], year: int) -> float:
    """Return the distance of the nearest year, the earlier of two that are as near."""
    if not known:
        return float("nan")
    at = bisect_left(known, (year,))
    return min(known[max(at - 1, 0) : at + 1], key=lambda entry: abs(entry[0] - year))[1]
