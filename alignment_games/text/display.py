"""What a notebook shows of a result: paragraphs, lists and tables, from one renderer, in the notebook's own colours.

Nothing here names a colour, so that a page is read as well on a dark ground as on a light one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from alignment_games.text.html import html_text
from alignment_games.text.tables import Table
from alignment_games.text.visible import one_line

#: Letters of a repr at most.
_REPR = 100
#: Letters of one field of a record in its repr and in a notebook, and of all of them in the repr.
_FIELD, _FIELD_SHOWN, _RECORD = 60, 240, 300
#: Rows of a table that a notebook shows.
MOST_ROWS = 60
#: Notebooks set cells to the right, as figures; most of ours are words.
_STYLE = (
    "<style>.alignment-games th,.alignment-games td{text-align:left!important;vertical-align:top}"
    ".alignment-games table caption{text-align:left;caption-side:top;color:inherit;opacity:.8;min-width:max-content}"
    ".alignment-games pre{white-space:pre}</style>"
)
#: Two words with more than one blank between them: columns, which lose their places in a paragraph.
_COLUMNS = re.compile(r"\S {2,}\S")


class Displayed:
    r"""A result that a notebook shows as HTML, and whose repr is one line.

    What prints is shown as it prints; a result with tables gives its parts in ``display_parts``.

    >>> class Answer(Displayed):
    ...     def __str__(self):
    ...         return "1 equilibrium:\n  all balance"
    >>> Answer()
    <Answer: 1 equilibrium>
    >>> Answer()._repr_html_().partition("</style>")[2]
    '<p>1 equilibrium:</p><ul><li>all balance</li></ul></div>'
    """

    __slots__ = ()

    def display_parts(self) -> Iterable[str | Table]:
        """Return the parts that a notebook shows, texts and tables."""
        return [str(self)]

    def _repr_html_(self) -> str:
        return html_display("".join(map(_part, self.display_parts())))

    def __repr__(self) -> str:
        first = str(self).partition("\n")[0].rstrip(":")
        return f"<{type(self).__name__}: {one_line(first, _REPR)}>"


class DisplayedRecord(Displayed):
    """A dataclass that a notebook shows field by field, and whose repr cuts long fields.

    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True, repr=False)
    ... class Share(DisplayedRecord):
    ...     state: str
    ...     years: tuple[int, ...]
    >>> Share("France", tuple(range(1900, 1940)))
    Share(state='France', years=(1900, 1901, 1902, 1903, 1904, 1905, 1906, 1907, 1908, 19...)
    """

    __slots__ = ()

    def display_parts(self) -> Iterable[str | Table]:
        """Return the parts that a notebook shows, texts and tables."""
        rows = [[name.replace("_", " "), _cut(str(value), _FIELD_SHOWN)] for name, value in self._fields()]
        return [Table([type(self).__name__, "value"], rows)]

    def _fields(self) -> list[tuple[str, Any]]:
        return [(each.name, getattr(self, each.name)) for each in fields(self) if each.repr]  # type: ignore[arg-type]

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={_cut(repr(value), _FIELD)}" for name, value in self._fields())
        return one_line(f"{type(self).__name__}({told})", _RECORD)


def _cut(text: str, most: int) -> str:
    """Return a text of several lines as one line of at most so many letters."""
    return one_line(" ".join(text.split()), most)


def html_display(body: str) -> str:
    """Return finished HTML as a notebook is given it: apart from its neighbours, wide tables in a box that scrolls."""
    return f'<div class="alignment-games" tabindex="0" style="overflow-x:auto">{_STYLE}{body}</div>'


def _part(part: str | Table) -> str:
    if isinstance(part, str):
        return "".join(map(_paragraph, part.split("\n\n")))
    more = len(part.rows) - MOST_ROWS
    first = replace(part, rows=part.rows[:MOST_ROWS]).html()
    return first + (f"<p>... and {more:,} more rows</p>" if more > 0 else "")


def html_lines(text: str) -> str:
    """Return lines of plain text as HTML, one below the other."""
    return "\n".join(map(html_text, text.split("\n")))


def _paragraph(text: str) -> str:
    """Return lines as HTML: those indented as a list below the others; columns keep their places."""
    if _COLUMNS.search(text):
        return f"<pre>{html_lines(text)}</pre>"
    made, items = "", ""
    for line in filter(str.strip, text.split("\n")):
        if line.startswith(" "):
            items += f"<li>{html_text(line.strip())}</li>"
            continue
        made += (f"<ul>{items}</ul>" if items else "") + f"<p>{html_text(line)}</p>"
        items = ""
    return made + (f"<ul>{items}</ul>" if items else "")
