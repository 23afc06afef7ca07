"""Markdown of pages: tables, blocks, headings and links that no text from the package can break."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table of Markdown; cells are Markdown already, bars and line ends in them are made harmless."""
    lines = [list(header), ["---"] * len(header), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(re.sub(r"(?<!\\)\|", r"\\|", text).split())


def block(text: str, language: str = "text") -> str:
    """Return a fenced block that holds the text whatever fences are in it."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def folded(summary: str, body: str) -> str:
    """Return a part of a page that opens when its summary is clicked."""
    return f"<details><summary>{summary}</summary>\n\n{body}\n\n</details>"


def escaped(text: object) -> str:
    """Return text as Markdown that shows it as it stands."""
    return re.sub(r"([\\`*_$\[\]<>|#~])", r"\\\1", " ".join(str(text).split()))


def page(*parts: str) -> str:
    """Return the parts that are not empty as one page."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"


def toctree(documents: Iterable[str], caption: str = "") -> str:
    """Return the list of the pages below this one, shown in the margin only."""
    lines = [":hidden:", ":maxdepth: 1", *([f":caption: {caption}"] if caption else []), "", *documents]
    return block("\n".join(lines), "{toctree}")
