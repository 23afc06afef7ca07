"""How lists, numbers and tables are told in plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np


def listed(items: Iterable[str], word: str = "and") -> str:
    """Return 'A', 'A and B' or 'A, B and C'.

    >>> listed(["Britain", "France", "USSR"], "or")
    'Britain, France or USSR'
    """
    names = list(items)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def number(value: Any, digits: int = 4) -> str:
    """Return a value as a reader wants it: a float in so many significant digits, anything else as it prints.

    >>> number(0.123456), number("1/3")
    ('0.1235', '1/3')
    """
    return format(value, f".{digits}g") if isinstance(value, (float, np.floating)) else str(value)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    r"""Return the lines of a table, columns aligned to the left and two blanks apart.

    >>> print("\n".join(table(["state", "does"], [["France", "balance"], ["USSR", "arm"]])))
    state   does
    France  balance
    USSR    arm
    """
    lines = [header, *rows]
    widths = [max(len(row[k]) for row in lines) for k in range(len(header))]
    return ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in lines]
