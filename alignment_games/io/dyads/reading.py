"""What was read of a table of dyads: which column in which role, with how many figures, and what was passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.io.doors.figures import is_blank
from alignment_games.io.doors.left_out import LeftOut, left_out_in_words
from alignment_games.io.dyads.roles import KEYS
from alignment_games.text.display import Displayed
from alignment_games.text.visible import in_lines


@dataclass(frozen=True)
class ColumnRead:
    """A column in its role, with how many rows have a figure in it and how many have none."""

    role: str
    column: str
    figures: int
    missing: int


@dataclass(frozen=True, repr=False)
class Reading(Displayed):
    """What was read of a table. ``unused``: columns without a role; ``left_out``: rows passed over, and why."""

    place: str
    rows: int
    years: tuple[int, int]
    states: int
    columns: tuple[ColumnRead, ...]
    unused: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()

    def to_records(self) -> list[dict[str, Any]]:
        """Return a row for each column: role, column, figures, missing; columns without a role come last."""
        rows = [{"role": c.role, "column": c.column, "figures": c.figures, "missing": c.missing} for c in self.columns]
        return [*rows, *({"role": "", "column": name, "figures": 0, "missing": 0} for name in self.unused)]

    def __str__(self) -> str:
        head = f"{self.place}: {self.rows:,} rows, {self.states} states, {self.years[0]}-{self.years[1]}"
        cells = [(c.role, c.column, f"{c.figures:,}", f"{c.missing:,}") for c in self.columns]
        rows = [("role", "column", "figures", "missing"), *cells]
        widths = [max(len(row[k]) for row in rows) for k in range(4)]
        table = [
            f"  {role:<{widths[0]}}  {column:<{widths[1]}}  {figures:>{widths[2]}}  {missing:>{widths[3]}}"
            for role, column, figures, missing in rows
        ]
        unused = [f"not used: {', '.join(self.unused)}"] if self.unused else []
        return in_lines([head, *table, *unused, left_out_in_words(self.left_out)])


def reading_of(
    frame: Any,
    raw: Mapping[str, Sequence[Any]],
    named: Mapping[str, str],
    carried: Mapping[str, tuple[str, str]],
    available: Sequence[str],
    kept: Array,
    years: Array,
    states: int,
) -> Reading:
    """Return what was read of a table whose rows were ``kept``, in the columns ``named`` by role and ``carried``."""
    roles = [
        *named.items(),
        *((f"covariate {name}", each) for name, pair in carried.items() for each in dict.fromkeys(pair)),
    ]
    columns = []
    for role, name in roles:
        missing = sum(map(is_blank, raw[name]))
        columns.append(ColumnRead(role, name, len(kept) - missing, missing))
    dropped = np.flatnonzero(~kept)
    keys = ", ".join(named[role] for role in KEYS)
    left_out = (
        (LeftOut(f"{len(dropped):,} rows", f"no {keys}; the first is row {dropped[0] + 1}"),) if len(dropped) else ()
    )
    return Reading(
        str(frame) if isinstance(frame, (str, PathLike)) else "the table",
        len(kept),
        (int(years[kept].min()), int(years[kept].max())),
        states,
        tuple(columns),
        tuple(name for name in available if name not in raw),
        left_out,
    )
