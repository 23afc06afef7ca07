"""Tables of columns: from a file, from pandas, from any mapping.

Files of text are separated by commas, or by semicolons or tabs as spreadsheets save them where the comma is the mark of
decimals; then figures may have decimal commas.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from io import StringIO
from os import PathLike
from typing import Any

from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.io.doors._foreign import read_frame, refuse_models
from alignment_games.io.doors.figures import is_blank
from alignment_games.io.doors.text import open_text, read_text

#: Characters by which a header is known: fields beyond the 131,072 that Python's reader takes would stop it.
_LONGEST_HEADER = 100_000
_WITH_COMMA = re.compile(r"[-+]?\d*,\d+(?:[eE][-+]?\d+)?")
_WITH_POINT = re.compile(r"[-+]?\d*\.\d+(?:[eE][-+]?\d+)?")
_WHOLE = re.compile(r"[-+]?\d+")


def read_columns(
    path: str | PathLike[str], only: Collection[str] | None = None, *, header_with: Collection[str] = ()
) -> dict[str, list[Any]]:
    """Return the columns of a table with a header, as text; lines that hold nothing are passed over.

    Decimal commas come as points where the columns are not separated by commas.

    ``only``: the names of the columns that are kept, so that a wide file takes no more memory than is used of it.
    ``header_with``: names that the header holds; lines above it, as of a title, are passed over.
    Raises InvalidModelError for a file that is missing, no text or empty, for two columns of one name that differ,
    for a row with too few or too many fields, with its line (a truncated file must not pass for a shorter one), and
    where some figures have decimal commas and others points.
    """
    refuse_models(path)
    text = read_text(path, "the data file that you have")
    delimiter = "," if header_with else delimiter_of(text)
    lines = _lines(text, str(path), delimiter)
    _, fields = next((each for each in lines if set(header_with) <= set(each[1])), (0, []))
    if not fields and header_with:
        raise InvalidModelError(
            f"{path}: no line holds the columns {', '.join(header_with)}; give a file that has them"
        )
    header = _without_blank_end(fields)
    wanted = [k for k, name in enumerate(header) if only is None or name in only]
    rows = [[row[k] for k in wanted] for row in _rows(lines, header, str(path))]
    if not rows:
        raise InvalidModelError(f"{path}: expected a header and rows, got {int(bool(header))} lines")
    columns = _by_name([header[k] for k in wanted], list(map(list, zip(*rows, strict=True))), str(path))
    return columns if delimiter == "," else _with_points(columns, str(path))


def delimiter_of(text: str) -> str:
    """Return what separates the columns of a table: the sign by which its first line has most fields.

    >>> delimiter_of("ccode1;ccode2;year")
    ';'
    """
    first = next((line for line in StringIO(text) if line.strip()), "")[:_LONGEST_HEADER]
    return max(",;\t", key=lambda sign: len(next(csv.reader([first], delimiter=sign), [])))


def split_line(line: str) -> list[str]:
    """Return the fields of the first line of a table, without the blanks around them."""
    reader = csv.reader([line[:_LONGEST_HEADER]], delimiter=delimiter_of(line), skipinitialspace=True)
    return [field.strip() for field in next(reader, [])]


def _with_points(columns: dict[str, list[str]], path: str) -> dict[str, list[str]]:
    """Return columns with decimal points for commas. Raises InvalidModelError where there are both."""
    with_comma = [name for name, column in columns.items() if _figures_with(_WITH_COMMA, column)]
    with_point = [name for name, column in columns.items() if _figures_with(_WITH_POINT, column)]
    if with_comma and with_point:
        raise InvalidModelError(
            f"{path}: {with_comma[0]} has decimal commas and {with_point[0]} points; save figures with one mark, "
            "thousands not grouped"
        )
    changed = {name: [entry.replace(",", ".") for entry in columns[name]] for name in with_comma}
    return columns | changed


def _figures_with(mark: re.Pattern[str], column: Sequence[str]) -> bool:
    """Return whether a column holds figures alone, some of them with this mark of decimals."""
    entries = {entry for entry in column if not is_blank(entry)}
    return any(map(mark.fullmatch, entries)) and all(
        mark.fullmatch(entry) or _WHOLE.fullmatch(entry) for entry in entries
    )


def _lines(text: str, path: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the fields of each line that holds any, and its number."""
    reader = csv.reader(StringIO(text), delimiter=delimiter, skipinitialspace=True)
    try:
        for row in reader:
            fields = [field.strip() for field in row]
            if any(fields):
                yield reader.line_num, fields
    except csv.Error as error:
        raise InvalidModelError(f"{path}, line {reader.line_num}: cannot be read as a CSV file: {error}") from error


def _rows(lines: Iterator[tuple[int, list[str]]], header: list[str], path: str) -> Iterator[list[str]]:
    """Yield the rows below a header, each with as many fields."""
    for line, row in lines:
        row[len(header) :] = _without_blank_end(row[len(header) :])  # commas at the end of a line
        if len(row) != len(header):
            raise InvalidModelError(
                f"{path}, line {line}: expected {len(header)} fields ({_cut(', '.join(header))}), got {len(row)}; "
                "the file may be cut short"
            )
        yield row


def _without_blank_end(fields: list[str]) -> list[str]:
    filled = [k for k, field in enumerate(fields, start=1) if field]
    return fields[: filled[-1]] if filled else []


def _by_name(names: Sequence[str], columns: Sequence[list[Any]], place: str) -> dict[str, list[Any]]:
    """Return columns by name. Raises InvalidModelError where two of one name differ."""
    found: dict[str, list[Any]] = {}
    for name, column in zip(names, columns, strict=True):
        if repr(found.setdefault(name, column)) != repr(column):  # repr: a missing value equals itself
            raise InvalidModelError(f"{place}: two columns are called {shown(name)} and differ; rename one")
    return found


def _cut(text: str, most: int = 200) -> str:
    return text if len(text) <= most else f"{text[:most]}..."


def column_names(frame: Any) -> list[str]:
    """Return the names of the columns of what `as_columns` takes, without reading what they hold."""
    if isinstance(frame, (str, PathLike)):
        read = read_frame(frame)
        if read is None:
            refuse_models(frame)
            with open_text(frame, "the data file that you have") as stream:
                first = next((line for line in stream if line.strip(",;\t \n")), "")
            return _without_blank_end(
                next((fields for _, fields in _lines(first, str(frame), delimiter_of(first))), [])
            )
        frame = read
    return list(map(str, _keys(frame)))


def _keys(frame: Any) -> list[Any]:
    if not callable(getattr(frame, "keys", None)):
        raise InvalidModelError(
            f"expected a data frame, a mapping of columns or the path of a CSV file, got {type(frame).__name__}"
        )
    return list(frame.keys())


def as_columns(frame: Any, only: Collection[str] | None = None) -> dict[str, list[Any]]:
    """Return the columns of a file (.dta, .parquet or text), a pandas frame or any mapping from names to sequences.

    ``only``: the names of the columns that are kept. Raises InvalidModelError for anything else, for what
    `read_columns` refuses, for columns of different lengths, and where there is no row.
    """
    if isinstance(frame, (str, PathLike)):
        read = read_frame(frame)
        if read is None:
            return read_columns(frame, only)
        frame = read
    names = _keys(frame)
    if len(set(map(str, names))) < len(names):
        twice = next(str(name) for name in names if [*map(str, names)].count(str(name)) > 1)
        raise InvalidModelError(f"two columns are called {shown(twice)}; rename or drop one")
    names = [name for name in names if only is None or str(name) in only]
    columns = {str(name): as_list(frame[name], f"the column {shown(str(name))}") for name in names}
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise InvalidModelError(f"columns must have one length, got {_cut(str(lengths))}")
    if not any(lengths.values()):
        raise InvalidModelError(f"expected rows, got a table without any ({len(names)} columns); check your filter")
    return columns


def as_list(column: Any, what: str) -> list[Any]:
    """Return the entries of any sequence. Raises InvalidModelError for one value alone, text and mappings."""
    if isinstance(column, (str, bytes, Mapping)) or not hasattr(column, "__len__") or getattr(column, "ndim", 1) == 0:
        raise InvalidModelError(f"{what} must be a list of values, got {shown(column)}")
    return list(column)


def require_columns(columns: Mapping[str, Any], names: Iterable[str], place: str) -> None:
    """Raise InvalidModelError, with the closest name, for the first column that is not there."""
    for name in names:
        if name not in columns:
            raise InvalidModelError(f"{place}: {unknown_name('column', name, columns)}")
