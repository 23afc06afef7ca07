"""Files that are there whole or not at all: written beside their place, then renamed.

A full disk, an interrupt or a kill in mid-write leaves the old file as it was, and no half of a new one.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: str | Path) -> Iterator[BinaryIO]:
    """Open a file to be written; it takes the place of the old one when the block ends without an error.

    A link stays a link, and the new file has the permissions of the old one. What is no ordinary file, such as a
    device or a pipe, is written straight away. Raises OSError as `open` does; the old file is then as it was.
    """
    place = Path(path).resolve()
    if place.exists() and not place.is_file():
        with place.open("wb") as stream:
            yield stream
        return
    if place.exists():
        place.open(
            "ab"
        ).close()  # a file that may not be written is refused, though its folder would let it be replaced
    beside = place.with_name(f".{os.getpid()}-{threading.get_ident()}.part")
    try:
        with beside.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if place.exists():
            shutil.copymode(place, beside)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def write_whole(path: str | Path, content: str | bytes) -> None:
    """Write text (as UTF-8, line ends as they are) or bytes to a file, whole or not at all. Raises OSError.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "notes.txt"), "all of it")
    ...     print(Path(folder, "notes.txt").read_text(encoding="utf-8"), len(list(Path(folder).iterdir())))
    all of it 1
    """
    with whole_file(path) as stream:
        stream.write(content.encode("utf-8") if isinstance(content, str) else content)
