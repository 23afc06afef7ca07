"""The page of theories beside history: titled parts, each a table or lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import indent
from typing import Any

from alignment_games.text.display import Displayed
from alignment_games.text.pages import WIDTH, paragraph
from alignment_games.text.tables import Table


@dataclass(frozen=True, repr=False)
class PagePart(Displayed):
    """A titled part of the page: a table, or lines of text."""

    title: str
    header: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    lines: Sequence[str] = ()

    @property
    def table(self) -> Table:
        """The rows below their title."""
        return Table(self.header, self.rows, self.title)

    def to_records(self) -> list[dict[str, str]]:
        """Return the rows by column."""
        return [dict(zip(self.header, row, strict=True)) for row in self.rows]

    def display_parts(self) -> list[str | Table]:
        """Return the title and the lines, or the table below its title."""
        return [self.table] if self.rows else [self.title, *self.lines]

    def __str__(self) -> str:
        shown = self.table.lines(WIDTH) if self.rows else [*map(paragraph, self.lines)]
        return "\n".join([paragraph(self.title), *indent("\n".join(shown), "  ").splitlines()])


@dataclass(frozen=True, repr=False)
class History(Displayed):
    """The parts of the page, in order; prints as a page."""

    parts: tuple[PagePart, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the parts as plain values, each with its title, its rows by column, its lines of text."""
        return {"parts": [{"title": p.title, "rows": p.to_records(), "lines": list(p.lines)} for p in self.parts]}

    def to_records(self) -> list[dict[str, str]]:
        """Return the rows of all tables, each with the title of its table; not all tables have the same columns."""
        return [{"table": part.title, **row} for part in self.parts for row in part.to_records()]

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        return [shown for part in self.parts for shown in part.display_parts()]

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.parts))
