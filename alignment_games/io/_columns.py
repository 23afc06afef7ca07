"""Tables of columns: from a file, from pandas, from any mapping; what was left out is listed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, unknown_name

Array = NDArray[Any]

#: The field's code for a missing value.
MISSING = -9


@dataclass(frozen=True)
class LeftOut:
    """A row or a state that was not used, and why."""

    what: str
    reason: str

    def __str__(self) -> str:
        return f"{self.what}: {self.reason}"


def left_out_in_words(left_out: Sequence[LeftOut], most: int = 10) -> str:
    """Return 'nothing left out', or how many and which (``most`` of them at most, and it says so)."""
    if not left_out:
        return "nothing left out"
    shown = "; ".join(map(str, left_out[:most]))
    rest = f"; and {len(left_out) - most} more" if len(left_out) > most else ""
    return f"{len(left_out)} left out: {shown}{rest}"


def read_columns(path: str | PathLike[str]) -> dict[str, list[Any]]:
    """Return the columns of a CSV file with a header, as text.

    Raises InvalidModelError for a file that is missing or empty, and for a row with too few or too many
    fields, with its line: a truncated file must not pass for a shorter one.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except FileNotFoundError as error:
        raise InvalidModelError(f"{path}: no such file; give the path of the data file that you have") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidModelError(f"{path}: cannot be read as a CSV file: {error}") from error
    if len(rows) < 2:
        raise InvalidModelError(f"{path}: expected a header and rows, got {len(rows)} lines")
    header = [name.strip() for name in rows[0]]
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(header):
            raise InvalidModelError(
                f"{path}, line {line}: expected {len(header)} fields ({', '.join(header)}), got {len(row)}; "
                "the file may be cut short"
            )
    return {name: [row[k] for row in rows[1:]] for k, name in enumerate(header)}


def as_columns(frame: Any) -> dict[str, list[Any]]:
    """Return the columns of a CSV file, a pandas frame or any mapping from names to sequences of one length.

    Raises InvalidModelError for anything else, for what `read_columns` refuses, and for columns of different lengths.
    """
    if isinstance(frame, (str, PathLike)):
        return read_columns(frame)
    names = list(frame.keys()) if hasattr(frame, "keys") else None
    if names is None:
        raise InvalidModelError(
            f"expected a data frame, a mapping of columns or the path of a CSV file, got {type(frame).__name__}"
        )
    columns = {str(name): list(frame[name]) for name in names}
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise InvalidModelError(f"columns must have one length, got {lengths}")
    return columns


def require_columns(columns: Mapping[str, Any], names: Iterable[str], place: str) -> None:
    """Raise InvalidModelError, with the closest name, for the first column that is not there."""
    for name in names:
        if name not in columns:
            raise InvalidModelError(f"{place}: {unknown_name('column', name, columns)}")


def numbers(column: Sequence[Any], what: str) -> Array:
    """Return the column as floats, missing values (empty, NA, None, -9) as NaN.

    Raises InvalidModelError with the row for text that is no number, and for infinities.
    """
    try:  # most columns hold nothing but numbers
        found = np.array(column, dtype=float)
    except (TypeError, ValueError):
        found = _one_by_one(column, what)
    infinite = np.flatnonzero(np.isinf(found))
    if infinite.size:
        row = int(infinite[0])
        raise InvalidModelError(f"{what}, row {row + 1}: expected a finite number, got {column[row]!r}")
    found[found == MISSING] = np.nan
    return found


def _one_by_one(column: Sequence[Any], what: str) -> Array:
    found = np.empty(len(column))
    for k, entry in enumerate(column):
        try:
            blank = entry is None or (isinstance(entry, str) and entry.strip() in ("", "NA", "NaN", "nan", "."))
            found[k] = np.nan if blank else float(entry)
        except (TypeError, ValueError):
            raise InvalidModelError(f"{what}, row {k + 1}: expected a number, got {entry!r}") from None
    return found


def whole_numbers(column: Sequence[Any], what: str) -> Array:
    """Return the column as integers. Raises InvalidModelError with the row for anything else."""
    found = numbers(column, what)
    bad = np.flatnonzero(~(found == np.round(found)))
    if bad.size:
        raise InvalidModelError(f"{what}, row {bad[0] + 1}: expected a whole number, got {column[bad[0]]!r}")
    return found.astype(int)
