"""A file of what the kernel settled, part by part, so that hours of work are not done twice.

A part of a search has a name: a digest of the game's payoff differences, of the supports in it, of how far they are
looked into and of the kernel's own sources. What is asked for by that name can only be the answer to the same
question, so one file serves any number of games, and a file of an earlier version is no harm. A part is there whole or
not at all: each is one transaction of SQLite.
"""

from __future__ import annotations

import hashlib
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import StoreError
from alignment_games.solvers._kernel.compiling import SOURCES

_TABLE = "CREATE TABLE IF NOT EXISTS parts (name BLOB PRIMARY KEY, answer BLOB NOT NULL)"
#: Seconds to wait for another process that writes to the same file.
_PATIENCE = 60


class Ledger:
    """The parts that are done, in a file, which is made where there is none.

    Raises StoreError where the file is something else, or cannot be read or written.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        with self._open() as file:
            file.execute(_TABLE)

    def answer(self, name: bytes) -> tuple[Array, ...] | None:
        """Return what was kept under a name, None where that is nothing, or nothing that can be read."""
        with self._open() as file:
            row = file.execute("SELECT answer FROM parts WHERE name = ?", (name,)).fetchone()
        if row is None:
            return None
        content, digest = row[0][:-_DIGEST], row[0][-_DIGEST:]
        if _digest(content) != digest:
            return None
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return tuple(arrays[key] for key in sorted(arrays.files))

    def keep(self, name: bytes, answer: tuple[Any, ...]) -> None:
        """Write an answer down; it is on the disk when this returns."""
        buffer = io.BytesIO()
        np.savez(buffer, *answer)
        content = buffer.getvalue()
        with self._open() as file:
            file.execute("INSERT OR REPLACE INTO parts VALUES (?, ?)", (name, content + _digest(content)))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction; say in one line what the file system or the data base minds."""
        try:
            with closing(sqlite3.connect(self.path, timeout=_PATIENCE)) as file, file:
                yield file
        except sqlite3.Error as error:
            raise StoreError(
                f"cannot keep finished supports in {self.path}: {error}; give a file of its own in a folder that may "
                "be written. What was kept before is safe"
            ) from error


def name_of(*question: Any) -> bytes:
    """Return the name of a part: arrays and numbers that tell all that its answer depends on."""
    digest = hashlib.blake2b(digest_size=_DIGEST)
    for each in (SOURCES, *question):
        array = np.ascontiguousarray(each)
        digest.update(repr((array.dtype.str, array.shape)).encode())
        digest.update(array.tobytes())
    return digest.digest()


_DIGEST = 16


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST).digest()
