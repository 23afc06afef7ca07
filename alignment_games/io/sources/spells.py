"""Spells of years: rivalries between two states (Thompson & Dreyer's strategic ones, others alike) and major powers.

A spell without an end goes on. Lists of single years are spells of one year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.columns import as_columns
from alignment_games.io.doors.figures import numbers, whole_numbers
from alignment_games.io.doors.headers import columns_by_role
from alignment_games.signatures import as_annotated
from alignment_games.text.display import Displayed

_YEARS: Mapping[str, Sequence[str]] = {
    "begin": ("styear", "start", "startyear", "begin", "beginyr", "year"),
    "end": ("endyear", "end", "endyr", "year"),
}
RIVALRY_COLUMNS: Mapping[str, Sequence[str]] = {
    "one": ("ccode1", "ccodea", "statea", "state1"),
    "other": ("ccode2", "ccodeb", "stateb", "state2"),
    **_YEARS,
}
MAJOR_COLUMNS: Mapping[str, Sequence[str]] = {"state": ("ccode",), **_YEARS}


@dataclass(frozen=True, repr=False)
class Spells(Displayed):
    """Who was something when: states, or pairs of states in order of their codes, with first and last years."""

    kind: str
    spells: tuple[tuple[tuple[int, ...], int, float], ...]

    def during(self, year: int) -> set[tuple[int, ...]]:
        """Return who was it in a year."""
        return {who for who, begin, end in self.spells if begin <= year <= end}

    def __str__(self) -> str:
        begins = [begin for _, begin, _ in self.spells]
        return f"{self.kind}: {len(self.spells):,} spells, the first from {min(begins)}, the last from {max(begins)}"


@as_annotated()
def read_rivalries(frame: Any, *, columns: Mapping[str, str] | None = None) -> Spells:
    """Return the rivalries of a user's file (the path of a CSV file, a frame, a mapping of columns).

    ``columns``: your own names for roles of `RIVALRY_COLUMNS`. Raises InvalidModelError for missing columns and spells
    that end before they begin.

    >>> rivals = read_rivalries({"ccode1": [255], "ccode2": [220], "styear": [1816], "endyear": [1955]})
    >>> rivals.during(1914), rivals.during(1956)
    ({(220, 255)}, set())
    """
    return _read(frame, "rivalries", RIVALRY_COLUMNS, columns, ("one", "other"))


@as_annotated()
def read_majors(frame: Any, *, columns: Mapping[str, str] | None = None) -> Spells:
    """Return the major powers of a user's file; as `read_rivalries`, with roles of `MAJOR_COLUMNS`."""
    return _read(frame, "major powers", MAJOR_COLUMNS, columns, ("state",))


def _read(
    frame: Any,
    kind: str,
    known: Mapping[str, Sequence[str]],
    columns: Mapping[str, str] | None,
    who: Sequence[str],
) -> Spells:
    place = f"{frame}" if isinstance(frame, (str, PathLike)) else kind
    found = columns_by_role(as_columns(frame), known, columns, place)
    codes = np.sort(np.stack([whole_numbers(found[role], f"{place}: {role}") for role in who], axis=1), axis=1)
    begins = whole_numbers(found["begin"], f"{place}: begin")
    ends = numbers(found["end"], f"{place}: end")
    ends = np.where(np.isnan(ends), np.inf, ends)
    wrong = np.flatnonzero(ends < begins)
    if wrong.size:
        k = int(wrong[0])
        raise InvalidModelError(f"{place}, row {k + 1}: the spell ends in {ends[k]:g}, before it begins in {begins[k]}")
    spells = zip(map(tuple, codes.tolist()), begins.tolist(), ends.tolist(), strict=True)
    return Spells(kind, tuple(spells))
