"""How several things are told one after the other."""

from __future__ import annotations

from collections.abc import Iterable


def listed(items: Iterable[str], word: str = "and") -> str:
    """Return 'A', 'A and B' or 'A, B and C'.

    >>> listed(["Britain", "France", "USSR"], "or")
    'Britain, France or USSR'
    """
    names = list(items)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"
