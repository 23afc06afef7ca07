"""Direct contiguity of the Correlates of War project (Stinnett, Tir, Schafer, Diehl & Gochman 2002).

Types: 1 a land border, 2 up to 12 miles of water, 3 up to 24, 4 up to 150, 5 up to 400. The files list
spells of months; where spells overlap the closest type holds, and a 0 says "not contiguous".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown
from alignment_games.io.doors.columns import read_columns, require_columns
from alignment_games.io.doors.figures import whole_number, whole_numbers
from alignment_games.text.display import Displayed

#: Column names: of the project's own file, and of the tidy copies in circulation.
_NAMES = (
    ("state1no", "state2no", "conttype", "begin", "end"),
    ("ccode1", "ccode2", "conttype", "stdate", "enddate"),
)
_MONTH = re.compile(r"\d{4}(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, eq=False, repr=False)
class Contiguity(Displayed):
    """Spells: ``pairs`` (rows x 2), ``types``, ``begins`` and ``ends`` in months since the year 0."""

    pairs: Array
    types: Array
    begins: Array
    ends: Array

    def type(self, one: int, other: int, year: int, month: int = 1) -> int:
        """Return how two states touch in a month: 1 by land ... 5, or 0 where they do not.

        Raises InvalidModelError for an unknown code and for a year outside the file.
        """
        one, other, year, month = (
            whole_number(value, what)
            for value, what in ((one, "code"), (other, "code"), (year, "year"), (month, "month"))
        )
        when = self._when(year, month)
        for code in (one, other):
            if code not in self.pairs:
                raise InvalidModelError(f"unknown state code {code}; the contiguity file has no such state")
        same = (self.pairs == (one, other)).all(axis=1) | (self.pairs == (other, one)).all(axis=1)
        holding = self.types[same & (self.begins <= when) & (when <= self.ends) & (self.types > 0)]
        return int(holding.min()) if holding.size else 0

    def types_in(self, year: int, month: int = 1) -> dict[tuple[int, int], int]:
        """Return how pairs of states touch in a month, lower code first, those that do not left out.

        Raises InvalidModelError for a year outside the file.
        """
        when = self._when(year, month)
        holding = (self.begins <= when) & (when <= self.ends) & (self.types > 0)
        found: dict[tuple[int, int], int] = {}
        for (one, other), kind in zip(self.pairs[holding].tolist(), self.types[holding].tolist(), strict=True):
            pair = (min(one, other), max(one, other))
            found[pair] = min(kind, found.get(pair, kind))
        return found

    def _when(self, year: int, month: int) -> int:
        """Return a month as the file counts it. Raises InvalidModelError where the file does not have it."""
        if not 1 <= month <= 12:
            raise InvalidModelError(f"month must be 1 to 12, got {month}")
        when = _months(year, month)
        if not self.begins.min() <= when <= self.ends.max():
            span = f"{self.begins.min() // 12}-{self.ends.max() // 12}"
            raise InvalidModelError(f"no contiguity for {year}; the file covers {span}")
        return when

    def land(self, one: int, other: int, year: int, month: int = 1) -> bool:
        """Return whether two states share a land border in a month."""
        return self.type(one, other, year, month) == 1

    def pairs_touching(self, year: int, month: int | None = None) -> dict[tuple[int, int], int] | None:
        """Return the closest type of every pair of states (lower code first) that touch in a month, or in a year.

        None for a time outside the file.
        """
        first, last = _months(year, month or 1), _months(year, month or 12)
        if not self.begins.min() <= last or not first <= self.ends.max():
            return None
        found: dict[tuple[int, int], int] = {}
        holding = (self.begins <= last) & (first <= self.ends) & (self.types > 0)
        for (one, other), kind in zip(self.pairs[holding].tolist(), self.types[holding].tolist(), strict=True):
            pair = (min(one, other), max(one, other))
            found[pair] = min(kind, found.get(pair, kind))
        return found

    def __str__(self) -> str:
        return f"direct contiguity: {len(self.types):,} spells, {self.begins.min() // 12}-{self.ends.max() // 12}"


def read_contiguity(path: str | Path) -> Contiguity:
    r"""Return the direct contiguity in a user's CSV file.

    Columns: state1no, state2no, conttype, begin, end (as 181601), or ccode1, ccode2, conttype, stdate,
    enddate (as 1816-01-01). Raises InvalidModelError for other columns, types outside 0-5, unreadable dates.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "contiguity.csv"
    ...     _ = path.write_text("state1no,state2no,conttype,begin,end\n220,255,1,187101,201612")
    ...     read_contiguity(path).type(255, 220, 1938)
    1
    """
    columns = read_columns(path)
    names = next((each for each in _NAMES if each[0] in columns), _NAMES[0])
    require_columns(columns, names, str(path))
    one, other, types = (whole_numbers(columns[name], f"{path}: {name}") for name in names[:3])
    wrong = np.flatnonzero((types < 0) | (types > 5))
    if wrong.size:
        raise InvalidModelError(f"{path}, row {wrong[0] + 1}: contiguity types are 0 to 5, got {types[wrong[0]]}")
    begins, ends = (
        np.array([_date(entry, f"{path}: {name}, row {k}") for k, entry in enumerate(columns[name], start=1)])
        for name in names[3:]
    )
    return Contiguity(np.stack([one, other], axis=-1), types, begins, ends)


def _date(text: str, place: str) -> int:
    digits = text.replace("-", "")[:6]
    if not _MONTH.fullmatch(digits):
        raise InvalidModelError(f"{place}: expected a month such as 181601 or 1816-01-01, got {shown(text)}")
    return _months(int(digits[:4]), int(digits[4:]))


def _months(year: int, month: int) -> int:
    return 12 * year + month - 1
