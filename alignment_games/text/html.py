"""Plain text as HTML: every text escaped, every header of a table marked as one."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from alignment_games.text.visible import visible

#: Keeps cells apart where no style sheet does; any style sheet goes before it.
ROOM = 'cellpadding="4"'


def html_text(text: str) -> str:
    r"""Return plain text as HTML, also within the quotes of an attribute; what would steer the page is shown.

    >>> html_text('<b> & "\u202e"')
    '&lt;b&gt; &amp; &quot;\\u202e&quot;'
    """
    return escape(visible(text))


def html_table(lines: Sequence[Sequence[str]], caption: str = "", *, labelled: bool = False) -> str:
    """Return an HTML table of plain texts, the first line as its header and the first column as row headers.

    ``labelled``: each cell carries the header of its column, for a narrow screen that stacks them.

    >>> html_table([["state"], ["A & B"]]).partition("<tbody>")[2]
    '<tr><th scope="row">A &amp; B</th></tr></tbody></table>'
    """
    header, *rows = lines
    head = "".join(f'<th scope="col">{html_text(name)}</th>' for name in header)
    body = "".join(f"<tr>{_cells(row, header if labelled else ())}</tr>" for row in rows)
    title = f"<caption>{html_text(caption)}</caption>" if caption else ""
    return f"<table {ROOM}>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cells(row: Sequence[str], labels: Sequence[str]) -> str:
    first, *others = map(html_text, row)
    told = [f' data-label="{html_text(label)}"' for label in labels[1:]] or [""] * len(others)
    cells = (f"<td{label}>{text}</td>" for label, text in zip(told, others, strict=True))
    return f'<th scope="row">{first}</th>{"".join(cells)}'
