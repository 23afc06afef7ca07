"""How the kernel is compiled: by numba where the extra ``fast`` is installed, else left as Python.

Arithmetic is that of IEEE 754 in the order in which it is written: nothing is reordered. A processor may fuse a
product and a sum into one rounding instead of two, which every bound in this room allows for.
"""

from __future__ import annotations

import importlib.util
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

#: Whether there is a compiler, and it is not switched off by its own switch.
COMPILES = importlib.util.find_spec("numba") is not None and os.environ.get("NUMBA_DISABLE_JIT", "0") == "0"

#: The files of this room that are compiled: all but the one that says when.
FILES = [path for path in sorted(Path(__file__).parent.glob("*.py")) if path.name != "loading.py"]
#: What these are. Numba keeps machine code until the file of its function changes, whatever becomes of
#: the functions that it calls; an entry that takes this number as an argument by default is told apart.
SOURCES = zlib.crc32(b"".join(path.read_bytes() for path in FILES))


def inner(function: Function) -> Function:
    """Return a function that compiled ones call, as machine code.

    It makes no arrays and returns none: what uses its arguments is not counted then, which takes as long as a small
    sum each time. The compiler refuses one that makes any.
    """
    return _made(function, _nrt=False)


def maker(function: Function) -> Function:
    """Return a function that compiled ones call and that makes or returns arrays."""
    return _made(function, _nrt=True)


def inlined(function: Function) -> Function:
    """Return a function that is copied to where compiled ones call it: most have one caller."""
    return _made(function, inline="always")


def entry(function: Function) -> Function:
    """Return a function that Python calls, as machine code that lets other threads run and is kept on disk."""
    try:
        return _made(function, nogil=True, cache=True)
    except RuntimeError:  # there is no folder to keep it in
        return _made(function, nogil=True)


def _made(function: Function, **options: Any) -> Function:
    if not COMPILES:
        return function
    from numba import njit

    made: Function = njit(error_model="numpy", **options)(function)
    return made
