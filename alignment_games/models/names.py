"""Who opens what is named in words, such as a case or a file: the rooms above know how, and say so here.

This room stands below those that read files and cases. The package tells it once, as it is imported, whom to ask.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Opener = Callable[[str], Any]
_OPENERS: list[Opener] = []


def ask(opener: Opener) -> None:
    """Let that function open what is named: it takes the name and returns a case, a model or a game."""
    _OPENERS[:] = [opener]


def opened(name: str) -> Any:
    """Return what is named: a bundled case, a model of the catalogue, or what a file describes.

    Raises InvalidModelError where it is none of these, with the closest name.

    >>> print(opened("europe-1938"))
    europe-1938: The Munich crisis: Germany, Britain, France and the USSR
    """
    return _OPENERS[0](name)
