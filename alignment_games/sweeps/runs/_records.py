"""Records in a file: each framed and checked by a digest, so that damage to one leaves the others readable.

A record is a head (marker, number, first point, point after the last, length, run, digest) and its content. The marker
begins every record and is looked for after bytes that cannot be read; the digest covers head and content.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable
from dataclasses import dataclass

#: What begins every record: random bytes, which nothing else begins with.
MARKER = bytes.fromhex("89a1f05373c2e9f70d0a1a0a4e61c6b2")
_HEAD = struct.Struct("<16sqqqq16s16s")
_DIGEST = 16


@dataclass(frozen=True)
class StoredRecord:
    """Content, the run (16 bytes) it belongs to, its number there, and its points, ``stop`` not among them."""

    run: bytes
    number: int
    start: int
    stop: int
    content: bytes

    def to_bytes(self) -> bytes:
        """Return the record as it is written."""
        fields = (MARKER, self.number, self.start, self.stop, len(self.content), self.run)
        return _HEAD.pack(*fields, self._digest()) + self.content

    def _digest(self) -> bytes:
        head = _HEAD.pack(MARKER, self.number, self.start, self.stop, len(self.content), self.run, bytes(_DIGEST))
        return hashlib.blake2b(head + self.content, digest_size=_DIGEST).digest()

    @classmethod
    def at(cls, data: bytes, position: int) -> StoredRecord | None:
        """Return the record that begins there, or None where there is none that is whole."""
        if len(data) - position < _HEAD.size:
            return None
        marker, number, start, stop, length, run, digest = _HEAD.unpack_from(data, position)
        begin = position + _HEAD.size
        if marker != MARKER or not 0 <= length <= len(data) - begin:
            return None
        record = cls(run, number, start, stop, data[begin : begin + length])
        return record if record._digest() == digest else None

    @property
    def size(self) -> int:
        """The number of bytes that it takes."""
        return _HEAD.size + len(self.content)


def records(data: bytes) -> tuple[list[StoredRecord], int]:
    """Return the whole records in the order in which they were written, and how many stretches could not be read.

    >>> written = join([StoredRecord(bytes(16), k, k, k + 1, b"content") for k in range(3)])
    >>> [record.number for record in records(written)[0]]
    [0, 1, 2]
    >>> damaged = written.replace(b"content", b"consent", 1)
    >>> [record.number for record in records(damaged)[0]], records(damaged)[1]
    ([1, 2], 1)
    """
    found: list[StoredRecord] = []
    position, damaged, readable = 0, 0, True
    while position < len(data):
        record = StoredRecord.at(data, position)
        if record is not None:
            found.append(record)
            position += record.size
        else:
            damaged += readable
            following = data.find(MARKER, position + 1)
            position = following if following >= 0 else len(data)
        readable = record is not None
    return found, damaged


def join(written: Iterable[StoredRecord]) -> bytes:
    """Return the bytes of records, one after another."""
    return b"".join(record.to_bytes() for record in written)
