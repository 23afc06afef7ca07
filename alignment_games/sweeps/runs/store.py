"""A file that keeps the finished chunks of a long run, so that it can go on where it was stopped.

The file begins with what the run is, twice, so that damage never takes both; one record for each finished chunk
follows, appended when the chunk is done. A record says which points it holds, of which run, and carries a digest: what
was cut short or altered is found, said once, and done again, and the other chunks stay. There is no record of an
unfinished chunk.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from alignment_games.errors import StoreError, refuse_no_path
from alignment_games.io.results.whole_files import write_whole
from alignment_games.signatures import as_annotated
from alignment_games.sweeps.runs._records import MARKER, StoredRecord, join, records

logger = logging.getLogger("alignment_games")

_FORMAT = "2"
#: The number of the records that say what the run is.
_WHAT_RUN = -1
#: What the data bases of the first format hold; they may keep an interrupted chunk as a finished one.
_FIRST_FORMAT = b"chunks (number INTEGER PRIMARY KEY, arrays BLOB NOT NULL)"
_OTHER_FILE = "give another file, or delete that one"


class Store:
    """The finished chunks of one run, in a file. ``run``: what makes the run what it is, name by name.

    Raises StoreError when the file belongs to another run, is no store, or cannot be read or written; what it
    holds is left as it was.
    """

    @as_annotated()
    def __init__(self, path: str | Path, run: Mapping[str, str]) -> None:
        refuse_no_path(path, "a store")
        self.path = Path(path)
        told = json.dumps({"format": _FORMAT, **run}, sort_keys=True).encode()
        self._key = hashlib.blake2b(told, digest_size=16).digest()
        self._what_run = 2 * [StoredRecord(self._key, _WHAT_RUN, 0, 0, told)]
        with self._explained():
            self._open()

    def _open(self) -> None:
        """Look through the file; write it anew, without what cannot be read, where it is new or damaged."""
        if self.path.exists() and not self.path.is_file():
            raise StoreError(f"cannot keep the run in {self.path}: it is no ordinary file; give another one")
        data = self.path.read_bytes() if self.path.exists() else b""
        whole, damaged = records(data)
        if data and not whole and MARKER not in data and not MARKER.startswith(data):
            raise StoreError(
                f"cannot keep the run in {self.path}: {_foreign(data)}; it is left as it was; {_OTHER_FILE}"
            )
        self._refuse_another_run(whole)
        if whole and not damaged:
            self.path.open("ab").close()  # better refused now than after the first chunk
            return
        if damaged:
            logger.warning("%s is damaged in %d place(s); the chunks there are done again", self.path, damaged)
        write_whole(self.path, join([*self._what_run, *(each for each in whole if each.number != _WHAT_RUN)]))

    def _refuse_another_run(self, whole: list[StoredRecord]) -> None:
        if not whole or any(record.run == self._key for record in whole):
            return
        held = next((json.loads(record.content) for record in whole if record.number == _WHAT_RUN), None)
        if held is None:
            raise StoreError(f"{self.path} keeps another run, and what it was is damaged; {_OTHER_FILE}")
        run = json.loads(self._what_run[0].content)
        key = next(key for key in sorted(held.keys() | run.keys()) if held.get(key) != run.get(key))
        raise StoreError(
            f"{self.path} keeps another run: its {key} is {held.get(key, 'not given')}, "
            f"this run's is {run.get(key, 'not given')}; {_OTHER_FILE}"
        )

    def load(self) -> dict[int, dict[str, Any]]:
        """Return the finished chunks by number."""
        with self._explained():
            whole, _ = records(self.path.read_bytes())
        return {r.number: _unpacked(r.content) for r in whole if r.run == self._key and r.number != _WHAT_RUN}

    def save(self, number: int, arrays: Mapping[str, Any], *, start: int = 0, stop: int = 0) -> None:
        """Append one finished chunk, which holds the points from ``start`` up to, not including, ``stop``.

        It is on the disk when this returns. An append that is cut short counts for nothing.
        """
        record = StoredRecord(self._key, number, start, stop, _packed(arrays))
        with self._explained(), self.path.open("ab") as file:
            file.write(record.to_bytes())
            file.flush()
            os.fsync(file.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the file, which is closed between any two chunks."""

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the file system raises into one sentence with a remedy."""
        try:
            yield
        except StoreError:
            raise
        except OSError as error:
            raise StoreError(
                f"cannot keep the run in {self.path}: {error.strerror or error}; check that the folder exists and may "
                "be written, and that the disk has room. Chunks written before are safe"
            ) from error


def _foreign(data: bytes) -> str:
    """Return what a file is that holds no record."""
    if _FIRST_FORMAT in data:
        return "it was written by an earlier version, which kept interrupted chunks as finished ones"
    return "the file is not a database of finished chunks"


def _packed(arrays: Mapping[str, Any]) -> bytes:
    buffer = io.BytesIO()
    # Whole numbers beyond 64 bits as text: NumPy would store them as code.
    np.savez(buffer, **{name: each.astype(str) if each.dtype == object else each for name, each in arrays.items()})
    return buffer.getvalue()


def _unpacked(content: bytes) -> dict[str, Any]:
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        return {name: _as_numbers(file[name]) for name in file.files}


def _as_numbers(values: Any) -> Any:
    return np.array(list(map(int, values.tolist())), dtype=object) if values.dtype.kind == "U" else values
