"""Pages that are other files of the project: the news, how to join in, the rules of coding cases, the glossary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from alignment_games.cases import case as cases_home
from alignment_games.text import glossary as words_home

ROOT = Path(__file__).parent.parent.parent


def pages() -> Iterator[tuple[str, str]]:
    """Yield the changelog as news, CONTRIBUTING.md, the rules for coding a case, and the glossary."""
    yield "news.md", (ROOT / "CHANGELOG.md").read_text("utf-8").replace("# Changelog", "# News", 1)
    yield "contributing.md", (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    yield "coding.md", (Path(cases_home.__file__).parent / "CODING.md").read_text("utf-8")
    yield "glossary.md", (Path(words_home.__file__).parent / "glossary.md").read_text("utf-8")
