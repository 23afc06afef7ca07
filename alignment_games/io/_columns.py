"""Tables of columns: from a file, from pandas, from any mapping; what was left out is listed."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from io import StringIO
from os import PathLike
from typing import Any

from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.io.text import open_text, read_text


def read_columns(
    path: str | PathLike[str], only: Collection[str] | None = None, *, header_with: Collection[str] = ()
) -> dict[str, list[Any]]:
    """Return the columns of a CSV file with a header, as text; lines that hold nothing are passed over.

    ``only``: the names of the columns that are kept, so that a wide file takes no more memory than is used of it.
    ``header_with``: names that the header holds; lines above it, as of a title, are passed over.
    Raises InvalidModelError for a file that is missing, no text or empty, for two columns of one name that differ,
    and for a row with too few or too many fields, with its line: a truncated file must not pass for a shorter one.
    """
    text = read_text(path, "the data file that you have")
    lines = _lines(text, str(path))
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
    return _by_name([header[k] for k in wanted], list(map(list, zip(*rows, strict=True))), str(path))


def _lines(text: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the fields of each line that holds any, and its number."""
    reader = csv.reader(StringIO(text), skipinitialspace=True)
    try:
        for row in reader:
            fields = [field.strip() for field in row]
            if any(fields):
                yield reader.line_num, fields
    except csv.Error as error:
        raise InvalidModelError(f"{path}, line {reader.line_num}: cannot be read as a CSV file: {error}") from error


def _rows(lines: Iterator[tuple[int, list[str]]], header: list[str], path: str) -> Iterator[list[str]]:
    """Yield the rows below a header, each with as many fields."""
    if len(header) == 1 and any(mark in header[0] for mark in ";\t"):
        raise InvalidModelError(f"{path}: columns must be separated by commas, got the header {shown(header[0])}")
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
        with open_text(frame, "the data file that you have") as stream:
            first = next((line for line in stream if line.replace(",", "").strip()), "")
        return _without_blank_end(next((fields for _, fields in _lines(first, str(frame))), []))
    return list(map(str, _keys(frame)))


def _keys(frame: Any) -> list[Any]:
    if not callable(getattr(frame, "keys", None)):
        raise InvalidModelError(
            f"expected a data frame, a mapping of columns or the path of a CSV file, got {type(frame).__name__}"
        )
    return list(frame.keys())


def as_columns(frame: Any, only: Collection[str] | None = None) -> dict[str, list[Any]]:
    """Return the columns of a CSV file, a pandas frame or any mapping from names to sequences of one length.

    ``only``: the names of the columns that are kept. Raises InvalidModelError for anything else, for what
    `read_columns` refuses, for columns of different lengths, and where there is no row.
    """
    if isinstance(frame, (str, PathLike)):
        return read_columns(frame, only)
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
