"""Plain text as Markdown: nothing in it is read as markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alignment_games.text.visible import visible


def markdown_text(text: str) -> str:
    r"""Return plain text with what Markdown would take for markup escaped, and what would steer shown.

    >>> print(markdown_text("*a* | <b>"), markdown_text("# 1"), markdown_text("1. x"))
    \*a\* | \<b\> \# 1 1\. x
    """
    text = re.sub(r"[\\`*_\[\]<>]", r"\\\g<0>", visible(text))
    return re.sub(r"^(\s*)(#|[-+](?=\s|$)|~~~|---|===|\d+(?=[.)]\s))", _as_text, text)


def _as_text(mark: re.Match[str]) -> str:
    """Return what begins a line of Markdown as the text that it is: a number keeps its point, escaped."""
    return mark[0] + "\\" if mark[2].isdigit() else f"{mark[1]}\\{mark[2]}"


def markdown_cell(text: str) -> str:
    r"""Return plain text as a cell of a table.

    >>> print(markdown_cell("B & C | D"))
    B & C \| D
    """
    return markdown_text(text).replace("|", "\\|")


def markdown_table(lines: Sequence[Sequence[str]], caption: str = "") -> str:
    """Return rows of plain text, the header first, as a table, its caption a paragraph above it.

    >>> print(markdown_table([["state", "does"], ["France", "arm"]], "Who does what"))
    Who does what
    <BLANKLINE>
    | state | does |
    | --- | --- |
    | France | arm |
    """
    head = [f"{markdown_text(caption)}\n"] if caption else []
    first, *rows = (list(map(markdown_cell, row)) for row in lines)
    body = [first, ["---"] * len(first), *rows]
    return "\n".join([*head, *(f"| {' | '.join(cells)} |" for cells in body)])
