"""Tables of results as files for R, Stata and pandas: .csv, .parquet, .dta, whole or not at all.

In a .csv file missing numbers are NA, which R, pandas and Stata read as missing, truth values are TRUE and FALSE, and
text that a spreadsheet would take for a formula gets an apostrophe (`io.results.spreadsheet`).
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from alignment_games.errors import InvalidModelError, require, shown
from alignment_games.io.results.outputs import output_file
from alignment_games.io.results.spreadsheet import cell
from alignment_games.signatures import as_annotated

Columns = Mapping[str, list[Any]]


@as_annotated()
def write_table(columns: Columns, path: str | Path) -> None:
    """Write columns of one length to a file; the ending says which kind.

    .parquet needs the ``data`` and ``arrow`` extras, .dta the ``data`` extra. Raises InvalidModelError for another
    ending, UnwrittenError for a file that cannot be written, MissingExtraError.
    """
    columns = dict(columns)
    for name, column in columns.items():
        if isinstance(column, str) or not isinstance(column, Collection):
            raise InvalidModelError(f"column {name}: expected a list, got {shown(column)}")
    if len(set(map(len, columns.values()))) > 1:
        told = ", ".join(f"{name} {len(column)}" for name, column in columns.items())
        raise InvalidModelError(f"the columns of a table have one length, these have {told}")
    writer = check_table_file(path)
    with output_file(path) as stream:
        writer(columns, stream)


def write_rows(rows: Sequence[Mapping[str, Any]], path: str | Path) -> None:
    """Write rows, each of values by column, as `write_table` does; what a row lacks is missing."""
    names = dict.fromkeys(name for row in rows for name in row)
    write_table({name: [row.get(name) for row in rows] for name in names}, path)


def check_table_file(path: str | Path) -> Callable[[Columns, BinaryIO], None]:
    """Return what writes a file of that ending. Raises as `write_table` does, before there is anything to write."""
    ending = Path(path).suffix.lower()
    if ending not in _WRITERS:
        name = str(path) or "a file without a name"
        raise InvalidModelError(f"{name}: tables are written as .csv, .parquet or .dta; give one of these endings")
    if ending != ".csv":
        require("pandas", extra="data")
    if ending == ".parquet":
        require("pyarrow", extra="arrow")
    return _WRITERS[ending]


def _write_csv(columns: Columns, stream: BinaryIO) -> None:
    writer = csv.writer(codecs.getwriter("utf-8")(stream, "backslashreplace"), lineterminator="\n")
    writer.writerow(map(cell, columns))
    writer.writerows(list(map(_written, row)) for row in zip(*columns.values(), strict=True))


def _written(value: Any) -> Any:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "NA" if value is None or value != value else cell(value)  # noqa: PLR0124 - NaN


def _write_parquet(columns: Columns, stream: BinaryIO) -> None:
    _frame(columns).to_parquet(stream, index=False)


def _write_stata(columns: Columns, stream: BinaryIO) -> None:
    frame = _frame(columns)
    flags = [name for name, values in columns.items() if values and isinstance(values[0], bool)]
    frame.astype(dict.fromkeys(flags, "int8")).to_stata(stream, write_index=False, version=118)


def _frame(columns: Columns) -> Any:
    return require("pandas", extra="data").DataFrame(dict(columns))


_WRITERS: dict[str, Callable[[Columns, BinaryIO], None]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
    ".dta": _write_stata,
}
