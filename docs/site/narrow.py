"""Tables on a phone: of one too wide for it each row is a block, and each cell comes after the head of its column.

What is wide is decided here, where the text is known; how it looks then is in ``static/site.css``.
"""

from __future__ import annotations

import html
import re
from typing import Any

#: A table of fewer columns wraps its words; one of fewer letters, the longest cell of each column, shrinks and scrolls.
_LEAST_COLUMNS, _LEAST_LETTERS = 4, 60
_TABLE = re.compile(r"<table class=\"docutils[^>]*>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])\b([^>]*)>(.*?)</\1>", re.DOTALL)
#: What a table is to those who listen, also where its rows are blocks.
_ROLES = {"<thead>": '<thead role="rowgroup">', "<tbody>": '<tbody role="rowgroup">', "<tr ": '<tr role="row" '}


def stacked(page: str) -> str:
    """Return a page's HTML in which cells of wide tables say the head of their column."""
    return _TABLE.sub(lambda match: _stacked(match[0]), page)


def _stacked(table: str) -> str:
    rows = [[_text(cell[2]) for cell in _CELL.findall(row)] for row in _ROW.findall(table)]
    if len({*map(len, rows)}) != 1 or len(rows[0]) < _LEAST_COLUMNS or "span=" in table:
        return table
    if sum(max(map(len, column)) for column in zip(*rows, strict=True)) < _LEAST_LETTERS:
        return table
    heads = rows[0]
    found = _ROW.sub(lambda row: _told(row[0], heads), table)
    for plain, told in _ROLES.items():
        found = found.replace(plain, told)
    return found.replace('<table class="docutils', '<table role="table" class="stacked docutils', 1)


def _told(row: str, heads: list[str]) -> str:
    """Return a row whose cells say the head of their column."""
    each = iter(heads)

    def told(cell: re.Match[str]) -> str:
        kind, attributes, inside = cell.groups()
        head = html.escape(next(each))
        role = "columnheader" if kind == "th" else "cell"
        label = f' data-head="{head}"' if kind == "td" and head else ""
        return f'<{kind} role="{role}"{label}{attributes}>{inside}</{kind}>'

    return _CELL.sub(told, row)


def _text(cell: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", cell)).split())


def _mend(*event: Any) -> None:
    context = event[3]
    context["body"] = stacked(context.get("body", ""))


def setup(app: Any) -> dict[str, bool]:
    """Connect to Sphinx, after the theme."""
    app.connect("html-page-context", _mend, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
