"""A file that keeps the finished chunks of a long run, so that it can go on where it was stopped.

One SQLite file: a header that says which run it belongs to, and one row for each finished chunk. A chunk is
written in one transaction, so that a run that is killed in mid-write finds, when it comes back, either the
whole chunk or none of it.
"""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from alignment_games.errors import StoreError

_FORMAT = 1
_TABLES = (
    "CREATE TABLE IF NOT EXISTS run (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS chunks (number INTEGER PRIMARY KEY, arrays BLOB NOT NULL)",
)


class Store:
    """The finished chunks of one run, in a file. ``run``: what makes the run what it is, name by name.

    Raises StoreError when the file belongs to another run, is no store, or cannot be read or written; what it
    holds is left as it was.
    """

    def __init__(self, path: str | Path, run: Mapping[str, str]) -> None:
        self.path = Path(path)
        with self._explained():
            self._file = sqlite3.connect(self.path, isolation_level=None)
            try:
                self._open({"format": str(_FORMAT), **run})
            except BaseException:
                self._file.close()
                raise

    def _open(self, run: Mapping[str, str]) -> None:
        self._file.execute("PRAGMA synchronous = FULL")
        self._file.execute("BEGIN IMMEDIATE")
        for table in _TABLES:
            self._file.execute(table)
        held = dict(self._file.execute("SELECT key, value FROM run"))
        if not held:
            self._file.executemany("INSERT INTO run VALUES (?, ?)", run.items())
        self._file.execute("COMMIT")
        for key in sorted(held.keys() | run.keys()) if held else ():
            if held.get(key) != run.get(key):
                raise StoreError(
                    f"{self.path} keeps another run: its {key} is {held.get(key, 'not given')}, "
                    f"this run's is {run.get(key, 'not given')}; give another file, or delete that one"
                )

    def load(self) -> dict[int, dict[str, Any]]:
        """Return the finished chunks by number."""
        with self._explained():
            rows = self._file.execute("SELECT number, arrays FROM chunks").fetchall()
        return {number: _unpacked(blob) for number, blob in rows}

    def save(self, number: int, arrays: Mapping[str, Any]) -> None:
        """Write one finished chunk, whole or not at all."""
        with self._explained():
            self._file.execute("INSERT OR REPLACE INTO chunks VALUES (?, ?)", (number, _packed(arrays)))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite raises into one sentence with a remedy."""
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(
                f"cannot keep the run in {self.path}: {error}; check that the folder exists and may be written, that "
                "the disk has room, and that no other run has the file open. Chunks written before are safe"
            ) from error


def description(value: Any) -> str:
    """Return a value as text that is the same in every process.

    >>> description({"b": 1, "a": [0.5]})
    '{"a": [0.5], "b": 1}'
    """
    return json.dumps(value, sort_keys=True)


def _packed(arrays: Mapping[str, Any]) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def _unpacked(blob: bytes) -> dict[str, Any]:
    with np.load(io.BytesIO(blob), allow_pickle=False) as file:
        return {name: file[name] for name in file.files}
