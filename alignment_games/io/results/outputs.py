"""Files that a command leaves behind: looked at before the work, written whole or not at all, refused in one line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from alignment_games.errors import AlignmentGamesError, UnwrittenError
from alignment_games.io.results.whole_files import whole_file


@contextmanager
def output_file(path: str | Path) -> Iterator[BinaryIO]:
    """Open a file as `whole_file` does. Raises UnwrittenError, with the reason, where the system refuses."""
    check_writable(path)
    try:
        with whole_file(path) as stream:
            yield stream
    except OSError as error:
        if isinstance(error, AlignmentGamesError):
            raise
        raise _unwritten(path, error) from error


def write_output(path: str | Path, text: str) -> None:
    """Write a text in UTF-8, half a surrogate pair written out, as no encoding has it. Raises UnwrittenError."""
    with output_file(path) as stream:
        stream.write(text.encode("utf-8", "backslashreplace"))


def check_writable(path: str | Path) -> None:
    """Raise UnwrittenError where a file cannot be written, before the work that it is to keep.

    >>> check_writable("/no/such/folder/table.csv")
    Traceback (most recent call last):
    ...
    alignment_games.errors.UnwrittenError: /no/such/folder/table.csv: cannot be written: No such file or directory; ...
    """
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError(21, "Is a directory")
        if not target.parent.is_dir():
            raise FileNotFoundError(2, "No such file or directory")
        if not os.access(target if target.exists() else target.parent, os.W_OK):
            raise PermissionError(13, "Permission denied")
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        raise _unwritten(path, error) from error


def _unwritten(path: str | Path, error: Exception) -> UnwrittenError:
    reason = getattr(error, "strerror", None) or str(error)
    if isinstance(error, UnicodeEncodeError):
        reason = f"names of files are in {error.encoding} here, and this one has other characters"
    return UnwrittenError(f"{path}: cannot be written: {reason}; give a file in a folder that exists")
