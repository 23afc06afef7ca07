"""What is told in rows: one table, to be printed, or written as Markdown, HTML or LaTeX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from alignment_games.text.columns import aligned
from alignment_games.text.html import html_table
from alignment_games.text.latex import floating_table, latex_text
from alignment_games.text.markdown import markdown_table
from alignment_games.text.numbers import number


@dataclass(frozen=True)
class Table:
    r"""A header, rows of plain values, the first of which names the row, and a caption.

    Floats are told in four significant digits, anything else as it prints. `str` has the caption above the lines.

    >>> table = Table(["state", "gains"], [["A & B", 0.123456], ["C", 0]], "1938")
    >>> print(table)
    1938
    state  gains
    A & B  0.1235
    C      0
    >>> print(table.markdown().splitlines()[-2])
    | A & B | 0.1235 |
    >>> print(table.latex().splitlines()[-5])
    A \& B & 0.1235 \\
    >>> table.html().partition("<tbody>")[2][:60]
    '<tr><th scope="row">A &amp; B</th><td>0.1235</td></tr><tr><t'
    """

    header: Sequence[str]
    rows: Sequence[Sequence[Any]]
    caption: str = ""

    @property
    def cells(self) -> list[list[str]]:
        """What is told, the header first."""
        return [list(self.header), *([number(value) for value in row] for row in self.rows)]

    def lines(self, width: int | None = None) -> list[str]:
        """Return the lines of the table without its caption, long cells wrapped where a page's width is given."""
        return aligned(self.cells, width)

    def __str__(self) -> str:
        return "\n".join([*([self.caption] if self.caption else []), *self.lines()])

    def markdown(self) -> str:
        """Return the table in Markdown, its caption a paragraph above it."""
        return markdown_table(self.cells, self.caption)

    def html(self, *, labelled: bool = False) -> str:
        """Return the table in HTML; ``labelled``: each cell carries the header of its column, for a narrow screen."""
        return html_table(self.cells, self.caption, labelled=labelled)

    def latex(self) -> str:
        """Return the table in LaTeX: booktabs, floating, and small enough for the page."""
        return floating_table([list(map(latex_text, row)) for row in self.cells], self.caption)
