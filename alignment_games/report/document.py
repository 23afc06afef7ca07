"""A short document as data: sections of paragraphs, tables and figures, written as HTML or as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Protocol

from alignment_games.errors import InvalidModelError
from alignment_games.io.results.outputs import check_writable, output_file
from alignment_games.report.printing import printed, printer
from alignment_games.text.display import html_display
from alignment_games.text.html import html_text
from alignment_games.text.markdown import markdown_text
from alignment_games.text.tables import Table
from alignment_games.text.visible import one_line, visible

#: A brief needs no script, no network and nothing of other files.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

#: How a document may be written, and what becomes of half a surrogate pair, which no encoding has.
_ENDINGS, _LONE = (".html", ".htm", ".md", ".pdf"), "backslashreplace"


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
        return f"<p>{html_text(self.text)}</p>"

    def markdown(self) -> str:
        """Return the block as Markdown."""
        return markdown_text(self.text)


@dataclass(frozen=True)
class Bullets:
    """A list of plain texts."""

    items: Sequence[str]

    def html(self) -> str:
        """Return the block as HTML."""
        return "<ul>" + "".join(f"<li>{html_text(item)}</li>" for item in self.items) + "</ul>"

    def markdown(self) -> str:
        """Return the block as Markdown."""
        return "\n".join(f"- {markdown_text(item)}" for item in self.items)


@dataclass(frozen=True)
class Figure:
    """Finished HTML (an SVG picture, payoff tables), and the plain text that stands for it in Markdown, if any."""

    picture: str
    text: str

    def html(self) -> str:
        """Return the block as HTML."""
        return f'<div class="wide" tabindex="0" role="group" aria-label="picture or table">{self.picture}</div>'

    def markdown(self) -> str:
        """Return the block as Markdown."""
        if not self.text:
            return ""
        text = visible(self.text, keep="\n")
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        return f"{fence}text\n{text}\n{fence}"


@dataclass(frozen=True)
class Section:
    """A titled part of a document."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True, repr=False)
class Document:
    """A title, a line below it, and sections; those after the ``first`` so many are its appendix."""

    title: str
    subtitle: str
    sections: Sequence[Section]
    first: int | None = None

    @property
    def appendix(self) -> Sequence[Section]:
        """The sections that a reader in a hurry leaves out."""
        return self.sections[len(self.sections) if self.first is None else self.first :]

    def save(self, path: str | Path) -> None:
        """Write the document to a file, whole or not at all; its ending says how: .html, .md or .pdf.

        A PDF is printed by Chromium or Chrome. Raises InvalidModelError for another ending, UnwrittenError for a file
        that cannot be written and where no browser prints.
        """
        check_document(path)
        write = {".pdf": lambda: printed(self.html()), ".md": lambda: self.markdown().encode("utf-8", _LONE)}
        made = write.get(_ending(path), lambda: self.html().encode("utf-8", _LONE))()
        with output_file(path) as stream:
            stream.write(made)

    def html(self) -> str:
        """Return one self-contained HTML file."""
        style = (resources.files("alignment_games.report") / "page" / "brief.css").read_text(encoding="utf-8")
        ahead = len(self.sections) - len(self.appendix)
        body = f'<div class="ahead">{"".join(_section(each, "h2") for each in self.sections[:ahead])}</div>'
        if self.appendix:
            more = "".join(_section(each, "h3") for each in self.appendix)
            body += f'<div class="appendix"><h2>Appendix</h2><p>{html_text(self._contents())}</p>{more}</div>'
        return (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">'
            f"<title>{html_text(self.title)}</title><style>{style}</style></head>"
            f"<body><header><h1>{html_text(self.title)}</h1><p>{html_text(self.subtitle)}</p></header>"
            f"<main>{body}</main></body></html>\n"
        )

    def _contents(self) -> str:
        return f"For those who want to check: {', '.join(section.title.lower() for section in self.appendix)}."

    def _repr_html_(self) -> str:
        """Return the page in a frame of its own: its colours and those of the notebook leave each other alone."""
        page = html_text(self.html().replace("\n", " "))
        frame = f'<iframe sandbox title="{html_text(self.title)}" srcdoc="{page}"'
        return html_display(f'{frame} style="width:100%;height:720px;border:1px solid;border-radius:4px"></iframe>')

    def __repr__(self) -> str:
        return f"<Document: {one_line(self.title, 80)}, {len(self.sections)} sections>"

    def markdown(self) -> str:
        """Return the same content as Markdown."""
        parts = [f"# {markdown_text(self.title)}", markdown_text(self.subtitle)]
        ahead = len(self.sections) - len(self.appendix)
        for k, section in enumerate(self.sections):
            if k == ahead:
                parts += ["## Appendix", markdown_text(self._contents())]
            level = "##" if k < ahead else "###"
            parts += [f"{level} {markdown_text(section.title)}", *(block.markdown() for block in section.blocks)]
        return "\n\n".join(part for part in parts if part) + "\n"


def check_document(path: str | Path) -> None:
    """Raise InvalidModelError, or UnwrittenError, where a document cannot be written there; asked before the work.

    >>> check_document("brief.docx")
    Traceback (most recent call last):
    ...
    alignment_games.errors.InvalidModelError: brief.docx: expected a file ending in .html, .md or .pdf
    """
    if _ending(path) not in _ENDINGS:
        raise InvalidModelError(f"{path}: expected a file ending in .html, .md or .pdf")
    check_writable(path)
    if _ending(path) == ".pdf":
        printer()


def _ending(path: str | Path) -> str:
    return Path(path).suffix.lower()


def _section(section: Section, heading: str) -> str:
    blocks = "".join(map(_block, section.blocks))
    return f"<section><{heading}>{html_text(section.title)}</{heading}>{blocks}</section>"


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return f'<div class="wide plain">{block.html(labelled=True)}</div>'
    return block.html()
