r"""Pages whose blocks run and whose numbers are checked: each ``>>>`` example, each number with its expression.

In a sentence a number is followed by the expression that gives it, in a comment, which a reader of the Markdown does
not see either: ``a chance of 42%<!--= f"{together:.0%}" -->``. Blocks of a page share one namespace, in order; an
expression sees what the blocks above it made. What is not so is an error with the page and the place. The built page
is without the comments, and without the empty line that ends what an example prints.
"""

from __future__ import annotations

import doctest
import re
from typing import Any

_FENCED = re.compile(r"^(?P<fence>`{3,})(?P<language>[^\n]*)\n(?P<body>.*?)^(?P=fence)\s*$", re.DOTALL | re.MULTILINE)
_NUMBER = re.compile(r"(?P<said>[^\s|(\[]+)<!--= (?P<expression>.+?) -->")
_OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


class PageError(Exception):
    """A block of a page does not give what the page says."""


def run_page(text: str, place: str) -> tuple[str, int]:
    """Return the page as it is built, and how many examples ran and numbers were checked."""
    names: dict[str, Any] = {}
    made, position, count = [], 0, 0
    for match in _FENCED.finditer(text):
        prose, checked = _checked(text[position : match.start()], names, place)
        count += checked
        if match["language"] == "python" and ">>> " in match["body"]:
            line = text.count("\n", 0, match.start()) + 1
            count += _run(match["body"], names, place, line)
        made += [prose, re.sub(r"\n{2,}(`{3,})$", r"\n\1", match[0])]
        position = match.end()
    prose, checked = _checked(text[position:], names, place)
    return "".join([*made, prose]), count + checked


def _run(body: str, names: dict[str, Any], place: str, line: int) -> int:
    test = doctest.DocTestParser().get_doctest(body, names, place, place, line)
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=_OPTIONS, verbose=False)
    result = runner.run(test, out=told.append, clear_globs=False)
    if result.failed:
        raise PageError("".join(told))
    names.update(test.globs)
    return result.attempted


def _checked(text: str, names: dict[str, Any], place: str) -> tuple[str, int]:
    """Return prose without its expressions, each of which gives what stands before it, and how many there were."""

    def said(match: re.Match[str]) -> str:
        try:
            value = str(eval(match["expression"], names))  # noqa: S307 - the project's own pages
        except Exception as error:
            raise PageError(f"{place}: {match['expression']}: {error}") from error
        if value != match["said"]:
            raise PageError(f"{place}: the page says {match['said']}, but {match['expression']} is {value}")
        return match["said"]

    return _NUMBER.subn(said, text)
