"""Tables of how a sequence of moves ended: one row for each case, an outcome and the figures of utilities."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown
from alignment_games.io.doors.columns import as_columns, column_names, require_columns
from alignment_games.signatures import as_annotated
from alignment_games.text.display import Displayed
from alignment_games.text.lists import listed
from alignment_games.text.visible import visible

#: What stands for a missing figure. Codes such as -9 are figures here: scores of regimes have them.
_MISSING = ("", "NA", "N/A", ".", "None", "nan", "NaN")


@dataclass(frozen=True, eq=False, repr=False)
class MoveTable(Displayed):
    """How cases ended: ``outcomes``, (cases,) of text; ``figures``: (cases,) by name; ``clusters``: (cases,).

    ``left_out``: rows, from 1, without an outcome or a figure.
    """

    outcomes: Array
    figures: Mapping[str, Array]
    clusters: Array
    left_out: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.outcomes)

    def __str__(self) -> str:
        ends = Counter(self.outcomes.tolist())
        told = [f"{len(self):,} cases", listed([f"{visible(end)} {count:,}" for end, count in sorted(ends.items())])]
        told += [f"figures: {listed([visible(name) for name in self.figures])}"]
        if self.left_out:
            told.append(
                f"left out: {len(self.left_out):,} row{'s'[: len(self.left_out) != 1]} without an outcome or a figure"
            )
        return "; ".join(told)


@as_annotated()
def read_moves(table: Any, outcome: str, figures: Sequence[str], *, cluster: str | None = None) -> MoveTable:
    """Return the cases of a CSV file, a data frame or a mapping of columns.

    ``outcome``: the column that says how a case ended. ``figures``: columns of numbers. ``cluster``: a column that says
    which cases are not independent; None for none. Raises InvalidModelError for a column that is not there, and for
    what is no number.

    >>> print(read_moves({"end": ["war", "peace", "war"], "power": [1, 2, "NA"]}, "end", ["power"]))
    2 cases; peace 1 and war 1; figures: power; left out: 1 row without an outcome or a figure
    """
    names = [outcome, *figures, *([cluster] if cluster else [])]
    require_columns(dict.fromkeys(column_names(table)), names, "the table of moves")
    columns = as_columns(table, names)
    values = {name: np.array([_figure(entry, name, k) for k, entry in enumerate(columns[name], 1)]) for name in figures}
    ends = np.array([str(entry).strip() for entry in columns[outcome]])
    kept = ~np.isin(ends, _MISSING)
    for own in values.values():
        kept &= np.isfinite(own)
    if not kept.any():
        raise InvalidModelError("no row of the table of moves has an outcome and all figures")
    clusters = np.array([str(entry) for entry in columns[cluster]]) if cluster else np.arange(len(ends))
    left_out = tuple((np.flatnonzero(~kept) + 1).tolist())
    return MoveTable(ends[kept], {name: own[kept] for name, own in values.items()}, clusters[kept], left_out)


def _figure(entry: Any, name: str, row: int) -> float:
    if entry is None or str(entry).strip() in _MISSING:
        return math.nan
    try:
        found = float(entry)
    except (TypeError, ValueError):
        raise InvalidModelError(f"{name}, row {row}: expected a number, got {shown(entry)}") from None
    if math.isinf(found):
        raise InvalidModelError(f"{name}, row {row}: expected a finite number, got {shown(entry)}")
    return found
