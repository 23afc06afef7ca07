"""A short document as data: sections of paragraphs, tables and figures, written as HTML or as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources
from typing import Any, Protocol

from alignment_games.game.html import html_table
from alignment_games.game.words import number


class Block(Protocol):
    """A part of a section that can write itself both ways."""

    def html(self) -> str:
        """Return the block as HTML."""

    def markdown(self) -> str:
        """Return the block as Markdown."""


@dataclass(frozen=True)
class Text:
    """A paragraph of plain text."""

    text: str

    def html(self) -> str:
        """Return the block as HTML."""
        return f"<p>{escape(self.text)}</p>"

    def markdown(self) -> str:
        """Return the block as Markdown."""
        return _plain(self.text)


@dataclass(frozen=True)
class Bullets:
    """A list of plain texts."""

    items: Sequence[str]

    def html(self) -> str:
        """Return the block as HTML."""
        return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in self.items) + "</ul>"

    def markdown(self) -> str:
        """Return the block as Markdown."""
        return "\n".join(f"- {_plain(item)}" for item in self.items)


@dataclass(frozen=True)
class Table:
    """A table of plain values, the first column naming the row."""

    header: Sequence[str]
    rows: Sequence[Sequence[Any]]
    caption: str = ""

    def html(self) -> str:
        """Return the block as HTML."""
        return f'<div class="wide">{html_table(self.header, self.rows, self.caption)}</div>'

    def markdown(self) -> str:
        """Return the block as Markdown."""
        lines = [f"{_plain(self.caption)}\n"] if self.caption else []
        lines += [_row(self.header), _row(["---"] * len(self.header), escaped=False)]
        return "\n".join([*lines, *(_row([number(cell) for cell in row]) for row in self.rows)])


@dataclass(frozen=True)
class Figure:
    """Finished HTML (an SVG picture, payoff tables), and the plain text that stands for it in Markdown."""

    picture: str
    text: str

    def html(self) -> str:
        """Return the block as HTML."""
        return f'<div class="wide">{self.picture}</div>'

    def markdown(self) -> str:
        """Return the block as Markdown."""
        return f"```text\n{self.text}\n```"


@dataclass(frozen=True)
class Section:
    """A titled part of a document."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Document:
    """A title, a line below it, and sections."""

    title: str
    subtitle: str
    sections: Sequence[Section]

    def html(self) -> str:
        """Return one self-contained HTML file."""
        style = (resources.files("alignment_games.report") / "page" / "brief.css").read_text(encoding="utf-8")
        body = "".join(
            f"<section><h2>{escape(section.title)}</h2>{''.join(block.html() for block in section.blocks)}</section>"
            for section in self.sections
        )
        return (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="icon" href="data:,">'
            f"<title>{escape(self.title)}</title><style>{style}</style></head>"
            f"<body><header><h1>{escape(self.title)}</h1><p>{escape(self.subtitle)}</p></header>"
            f"<main>{body}</main></body></html>\n"
        )

    def markdown(self) -> str:
        """Return the same content as Markdown."""
        parts = [f"# {_plain(self.title)}", _plain(self.subtitle)]
        for section in self.sections:
            parts += [f"## {_plain(section.title)}", *(block.markdown() for block in section.blocks)]
        return "\n\n".join(part for part in parts if part) + "\n"


def _plain(text: str) -> str:
    r"""Return the text with the characters that Markdown would take for markup escaped."""
    for character in "\\`*_[]<>":
        text = text.replace(character, f"\\{character}")
    return text


def _row(cells: Sequence[str], *, escaped: bool = True) -> str:
    shown = [_plain(cell).replace("|", "\\|") for cell in cells] if escaped else cells
    return f"| {' | '.join(shown)} |"
