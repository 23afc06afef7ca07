"""Columns of plain text: aligned, and wrapped where the page is narrower."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from alignment_games.text.visible import visible


def aligned(rows: Sequence[Sequence[str]], width: int | None = None) -> list[str]:
    r"""Return the lines of rows of texts, the header first, columns aligned to the left and two blanks apart.

    ``width``: of the page, in characters; long headers, then long cells are wrapped at blanks to fit it. What would
    steer a terminal, line ends included, is shown.

    >>> print("\n".join(aligned([["", "is an equilibrium"], ["record", "no"]], width=20)))
            is an
            equilibrium
    record  no
    """
    lines = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    if width is not None:
        widths = narrowed(widths, lines, width - 2 * (len(widths) - 1))
    found = []
    for row in lines:
        cells = [_wrapped(cell, w) for cell, w in zip(row, widths, strict=True)]
        for k in range(max(map(len, cells))):
            parts = [cell[k] if k < len(cell) else "" for cell in cells]
            found.append("  ".join(part.ljust(w) for part, w in zip(parts, widths, strict=True)).rstrip())
    return found


def narrowed(widths: Sequence[int], lines: Sequence[Sequence[str]], total: int) -> list[int]:
    """Return the widths of a table's columns cut down to a total, as far as the longest words allow.

    What only the header, the first line, needs goes first, then the widest column.
    """
    found = list(widths)
    longest = [max((len(word) for row in lines for word in row[k].split()), default=0) for k in range(len(found))]
    bodies = [max((len(row[k]) for row in lines[1:]), default=0) for k in range(len(found))]
    while sum(found) > total and (able := [k for k in range(len(found)) if found[k] > longest[k]]):
        found[max(able, key=lambda k: (found[k] > bodies[k], found[k]))] -= 1
    return found


def _wrapped(cell: str, width: int) -> list[str]:
    if len(cell) <= width:
        return [cell]
    return textwrap.wrap(cell, width, break_long_words=False, break_on_hyphens=False)
