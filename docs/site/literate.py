r"""Pages whose blocks run: every ``>>>`` example is checked, and ``{{ expression }}`` is replaced by its value.

Blocks of a page share one namespace, in order; an expression sees what the blocks above it made. A block that does not
give what is written below it, or an expression that fails, is an error with the page and the line. With ``{{`` a page
states no number of its own: the code above it does. The empty line that ends what an example prints is not shown.
"""

from __future__ import annotations

import doctest
import re
from typing import Any

from alignment_games.text import visible

_FENCED = re.compile(r"^(?P<fence>`{3,})(?P<language>[^\n]*)\n(?P<body>.*?)^(?P=fence)\s*$", re.DOTALL | re.MULTILINE)
_VALUE = re.compile(r"\{\{(.+?)\}\}")
_OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


class PageError(Exception):
    """A block of a page does not give what the page says."""


def run_page(text: str, place: str) -> tuple[str, int]:
    """Return the page with its expressions replaced, and the number of examples that ran."""
    names: dict[str, Any] = {}
    made, position, count = [], 0, 0
    for match in _FENCED.finditer(text):
        made.append(_filled(text[position : match.start()], names, place))
        if match["language"] == "python" and ">>> " in match["body"]:
            line = text.count("\n", 0, match.start()) + 1
            count += _run(match["body"], names, place, line)
        made.append(re.sub(r"\n{2,}(`{3,})$", r"\n\1", match[0]))
        position = match.end()
    made.append(_filled(text[position:], names, place))
    return "".join(made), count


def _run(body: str, names: dict[str, Any], place: str, line: int) -> int:
    test = doctest.DocTestParser().get_doctest(body, names, place, place, line)
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=_OPTIONS, verbose=False)
    result = runner.run(test, out=told.append, clear_globs=False)
    if result.failed:
        raise PageError("".join(told))
    names.update(test.globs)
    return result.attempted


def _filled(text: str, names: dict[str, Any], place: str) -> str:
    def value(match: re.Match[str]) -> str:
        try:
            return str(eval(match[1].strip(), names))  # noqa: S307 - the project's own pages
        except Exception as error:
            raise PageError(f"{place}: {{{{{match[1]}}}}}: {visible.visible(str(error))}") from error

    return _VALUE.sub(value, text)
