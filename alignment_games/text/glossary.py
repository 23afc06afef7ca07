"""The glossary, written once in glossary.md beside this file: the site shows it whole, the classroom page in part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources


def glossary() -> Mapping[str, str]:
    """Return the meaning of each word in plain English, without marks of Markdown.

    >>> glossary()["regret"]
    'What a player could gain by changing alone. Zero at an equilibrium.'
    """
    written = (resources.files("alignment_games.text") / "glossary.md").read_text(encoding="utf-8")
    entries = re.findall(r"^(?!#)(\S.*)\n: (.+(?:\n  .+)*)", written, flags=re.MULTILINE)
    return {term: _plain(meaning) for term, meaning in entries}


def _plain(meaning: str) -> str:
    linked = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", meaning)
    return " ".join(linked.replace("`", "").replace("*", "").split())
