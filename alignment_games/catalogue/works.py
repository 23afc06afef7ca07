"""The bibliography, and the works that a text cites as "Author 1987", "Author & Author 1990" or "Author (1987)"."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

#: The last name before a year; "3 March 1813" cites nobody.
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_CITED = re.compile(rf"\b(?!(?:{_MONTHS})\b)([A-Z][\w'’-]+?)(?:'s|’s)?( et al\.)?\s+\(?((?:1[5-9]|20)\d\d)\b")


@cache
def references() -> dict[str, str]:
    """Return the bibliography, each entry's text by its key."""
    text = (resources.files("alignment_games.catalogue") / "references.bib").read_text(encoding="utf-8")
    return {match[1]: match[0] for match in re.finditer(r"^@\w+\{(\w+),\n.*?^\}", text, re.MULTILINE | re.DOTALL)}


def works_in(text: str) -> tuple[list[str], list[str]]:
    """Return the keys of the works that a text cites, in its order, and the citations that have no entry.

    >>> works_in("Coded from Christensen & Snyder 1990, Walt 1987, ch. 2, and Nobody 1999")
    (['christensen1990', 'walt1987'], ['Nobody 1999'])
    """
    keys: dict[str, None] = {}
    missing: dict[str, None] = {}
    for match in _CITED.finditer(text):
        name, several, year = match[1], bool(match[2]), match[3]
        found = _by_author().get((name, year, several))
        (keys if found else missing)[found or f"{name}{' et al.' if several else ''} {year}"] = None
    return list(keys), list(missing)


@cache
def _by_author() -> dict[tuple[str, str, bool], str]:
    """Return keys by the name that stands before the year: the last author's, or the first's before "et al."."""
    found: dict[tuple[str, str, bool], str] = {}
    for key, entry in references().items():
        year = _field(entry, "year")
        authors = re.split(r"\s+and\s+", _field(entry, "author") or _field(entry, "editor"))
        surnames = [_plain(each).partition(",")[0].split()[-1] for each in authors if each != "others"]
        found[surnames[-1], year, False] = key
        found[surnames[0], year, True] = key
    return found


def _field(entry: str, name: str) -> str:
    match = re.search(rf"^\s*{name}\s*=\s*\{{(.*?)\}},?$", entry, re.MULTILINE)
    return match[1] if match else ""


def _plain(name: str) -> str:
    return re.sub(r"\\\W?|[{}]", "", name.replace(r"{\ae}", "ae"))
