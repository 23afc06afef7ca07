"""Paragraphs and pages as a terminal shows them."""

from __future__ import annotations

import re
import textwrap

from alignment_games.text.visible import visible

#: Characters on a line of a paragraph, and on the longest line of a page.
WIDTH, PAGE = 96, 100


def paragraph(text: str, indent: str = "") -> str:
    """Return the text wrapped to the width of the page, further lines indented."""
    return textwrap.fill(visible(text), WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def page(text: str) -> str:
    """Return the text with lines longer than a page's 100 characters folded; a row of columns folds between them.

    >>> print(page("  France    " + "   ".join(f"{name} 0.5000" for name in ("balance", "buck_pass") * 4)))
      France    balance 0.5000   buck_pass 0.5000   balance 0.5000   buck_pass 0.5000
                balance 0.5000   buck_pass 0.5000   balance 0.5000   buck_pass 0.5000
    """
    return "\n".join(line if len(line) <= PAGE else _folded(line) for line in text.splitlines())


def _folded(line: str) -> str:
    first = re.match(r" *\S+(?: \S+)* {2,}", line)
    hang = len(line) - len(line.lstrip()) + 2
    if first is not None and first.end() <= PAGE // 3:  # the blanks inside a column hold where it fits on a line
        hang = first.end()
        line = re.sub(r"\S+(?: \S+)+", lambda m: m[0].replace(" ", "\0") if len(m[0]) <= PAGE - hang else m[0], line)
    folded = textwrap.fill(line, PAGE, subsequent_indent=" " * hang, break_on_hyphens=False)
    return folded.replace("\0", " ")
