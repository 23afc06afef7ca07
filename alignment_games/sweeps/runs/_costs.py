"""What a run needs in memory, said before it is spent."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from alignment_games.errors import UnsupportedGameError

#: Where Linux says how much memory a container may use.
_CONTAINER_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
#: What is taken where the system does not tell.
_UNKNOWN = 16 * 2**30


def memory() -> int:
    """Return the bytes of memory of this machine, or of the container that the process runs in."""
    try:
        pages = os.sysconf("SC_PHYS_PAGES")
        found = os.sysconf("SC_PAGE_SIZE") * pages if pages > 0 else _UNKNOWN  # -1: the system does not say
    except (AttributeError, ValueError, OSError):
        found = _UNKNOWN
    found = min(found, sys.maxsize)  # no process has more addresses
    for path in _CONTAINER_LIMITS:
        try:
            found = min(found, int(path.read_text(encoding="ascii")))
        except (OSError, ValueError):
            continue
    return found


def affordable(what: str, needed: float, remedy: str) -> None:
    """Raise UnsupportedGameError where something needs more bytes than there are.

    >>> affordable("a grid of 1,000,000,000,000 points", 48e12, "use fewer points")
    Traceback (most recent call last):
    ...
    alignment_games.errors.UnsupportedGameError: this needs 43.7 TiB of memory (a grid of 1,000,000,000,000 points), ...
    """
    there = memory()
    if needed > there:
        raise UnsupportedGameError(f"this needs {_size(needed)} of memory ({what}), there are {_size(there)}; {remedy}")


def _size(count: float) -> str:
    """Return a number of bytes in words.

    >>> _size(8.7 * 2**30), _size(3e15), _size(1e40)
    ('8.7 GiB', '2,728.5 TiB', 'more than 1,000,000 TiB')
    """
    if count > 1e6 * 2**40:
        return "more than 1,000,000 TiB"
    return f"{count / 2**40:,.1f} TiB" if count >= 2**40 else f"{count / 2**30:,.1f} GiB"
