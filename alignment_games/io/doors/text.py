"""The door for text: what is read as text, and what is refused in one line.

UTF-8 with or without a byte-order mark, whatever the locale, and UTF-16 with one, as Windows programs save it.
Lines may end with LF, CR LF or CR.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import TextIO

from alignment_games.errors import InvalidModelError, shown
from alignment_games.io.doors._foreign import FIRST, refuse_foreign

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_text(path: str | PathLike[str], what: str, *, most: int | None = None) -> str:
    """Return the text of a file, its lines ended by LF.

    ``what`` the file should be, for the error. ``most``: bytes that are read at most.
    Raises InvalidModelError for a file that is missing, cannot be read, is larger, or is no text.
    """
    with _refusals(path, what), Path(path).open("rb") as file:
        raw = file.read(-1 if most is None else most + 1)
        refuse_foreign(path, raw[:FIRST])
    if most is not None and len(raw) > most:
        raise InvalidModelError(f"{path}: larger than {most:,} bytes, which {what} never is; give the right file")
    return decoded(raw, str(path))


@contextmanager
def open_text(path: str | PathLike[str], what: str) -> Iterator[TextIO]:
    """Open a file of text to be read line by line; everything else is as in `read_text`."""
    with _refusals(path, what):
        with Path(path).open("rb") as file:
            first = file.read(FIRST)
        refuse_foreign(path, first)
        with Path(path).open(encoding=encoding_of(first)) as stream:
            yield stream


@contextmanager
def _refusals(path: str | PathLike[str], what: str) -> Iterator[None]:
    try:
        yield
    except InvalidModelError:
        raise
    except FileNotFoundError as error:
        raise InvalidModelError(f"{path}: no such file; give the path of {what}") from error
    except UnicodeDecodeError as error:
        raise InvalidModelError(
            f"{path}: cannot be read as text: not {error.encoding.upper()}; save the file as UTF-8"
        ) from error
    except OSError as error:
        raise InvalidModelError(f"{path}: cannot be read as text: {error.strerror or error}") from error
    except ValueError as error:
        if "\0" not in str(path) and not isinstance(error, UnicodeEncodeError):  # half a surrogate pair in the path
            raise
        raise InvalidModelError(f"{shown(str(path))} is no path of a file: {error}") from error


def decoded(raw: bytes, place: str) -> str:
    """Return the bytes of a file as text, its lines ended by LF. Raises InvalidModelError with the line."""
    try:
        text = raw.decode(encoding_of(raw[:3]))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InvalidModelError(
            f"{place}: cannot be read as text: line {line} holds bytes that are not {error.encoding.upper()}; "
            "save the file as UTF-8"
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InvalidModelError(f"{place}: cannot be read as text: line {line} holds a NUL; save the file as UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def encoding_of(first: bytes) -> str:
    """Return the encoding that the first bytes of a file tell."""
    return next((name for mark, name in _MARKS.items() if first.startswith(mark)), "utf-8")
