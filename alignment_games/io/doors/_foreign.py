"""Files of other programs: what they are by their first bytes, and how their table comes here.

A workbook or a file of R holds a table too, but not as text; the refusal says how it is saved as such. Stata's and
Parquet's files are read by pandas where a table of dyads, pacts or the like is asked for.
"""

from __future__ import annotations

import struct
from os import PathLike
from pathlib import Path
from typing import Any

from alignment_games.errors import InvalidModelError, require

#: So many bytes tell what a file is.
FIRST = 16
_SHEET = "save its sheet as CSV"
_FROM_R = "in R, write.csv(x, 'file.csv', row.names = FALSE)"
_UNPACK = "unpack it first"
#: What endings say of files that are no text.
_BY_ENDING = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xlsb", ".xls"), ("an Excel workbook", _SHEET)),
    **dict.fromkeys((".ods", ".numbers"), ("a spreadsheet", _SHEET)),
    **dict.fromkeys((".rds", ".rda", ".rdata"), ("a file of R", _FROM_R)),
}
_PACKED = ("packed", _UNPACK)
#: How such files begin.
_BY_START = {
    b"PK\x03\x04": _PACKED,
    b"\x1f\x8b": _PACKED,
    b"BZh91AY&": _PACKED,
    b"\xfd7zXZ": _PACKED,
    b"\x28\xb5\x2f\xfd": _PACKED,
    b"\xd0\xcf\x11\xe0": ("an old Excel workbook", _SHEET),
    **dict.fromkeys((b"RDX2\n", b"RDX3\n", b"RDA2\n", b"RDA3\n"), ("a file of R", _FROM_R)),
    b"X\n\0\0": ("a file of R", _FROM_R),
    b"$FL2@(#)": ("a file of SPSS", "save it as CSV"),
    b"$FL3@(#)": ("a file of SPSS", "save it as CSV"),
    b"<stata_dta>": ("a file of Stata", "in Stata, export delimited using file.csv"),
    b"PAR1\x15": ("a Parquet file", "save it as CSV"),
    b"ARROW1\0": ("an Arrow file", "save it as CSV"),
    b"FEA1\0": ("an Arrow file", "save it as CSV"),
    b"%PDF-": ("a PDF", "give the file of the data"),
    b"\x89PNG": ("a picture", "give the file of the data"),
}
#: Models and games, which are text and no tables.
_MODELS = (".toml", ".json", ".nfg")


def refuse_foreign(path: str | PathLike[str], first: bytes) -> None:
    """Raise InvalidModelError, with the way out, where the first bytes of a file are those of another program."""
    begun = next((words for start, words in _BY_START.items() if first.startswith(start)), None)
    if begun is not None:
        what, way = _BY_ENDING.get(Path(path).suffix.lower(), begun) if begun is _PACKED else begun
        raise InvalidModelError(f"{path}: this is {what}, not text; {way}")


def refuse_models(path: str | PathLike[str]) -> None:
    """Raise InvalidModelError where a path that is to be a table is of a model or a game."""
    if Path(path).suffix.lower() in _MODELS:
        raise InvalidModelError(f"{path}: holds a model or a game, not a table; expected a table, such as a .csv file")


def read_frame(path: str | PathLike[str]) -> Any:
    """Return the data frame in a .dta or .parquet file, labelled values as codes; None for any other ending.

    Raises InvalidModelError for a file that is missing or broken, MissingExtraError.
    """
    reader = _READERS.get(Path(path).suffix.lower())
    if reader is None:
        return None
    try:
        return reader(path)
    except FileNotFoundError as error:
        raise InvalidModelError(f"{path}: no such file; give the path of the data file that you have") from error
    except (OSError, ValueError, KeyError, IndexError, struct.error) as error:  # what pandas raises of broken ones
        raise InvalidModelError(f"{path}: cannot be read as what its ending says; save it again, or as CSV") from error


def _read_stata(path: str | PathLike[str]) -> Any:
    return require("pandas", extra="data").read_stata(path, convert_categoricals=False)


def _read_parquet(path: str | PathLike[str]) -> Any:
    require("pyarrow", extra="arrow")
    return require("pandas", extra="data").read_parquet(path)


_READERS = {".dta": _read_stata, ".parquet": _read_parquet}
