"""Docstrings as Markdown: mathematics, tables, examples and names that link to their own entry."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from docs.site.markdown import block, table

#: How a name in single backticks is shown: as code, or as a link to where it is described.
Link = Callable[[str], str]
_INLINE = re.compile(r":math:`(?P<math>[^`]+)`|``(?P<code>[^`]+)``|`(?P<name>[^`]+)`|(?P<sign>[$<])")
_RULE = re.compile(r"=+(  +=+)+ *$")


def as_code(name: str) -> str:
    """Return a name as code: the link of pages that know no others."""
    return f"`{name}`"


def markdown(docstring: str, link: Link = as_code) -> str:
    """Return a docstring as Markdown."""
    return "\n".join(_lines(inspect.cleandoc(docstring).splitlines(), link)).strip()


def inline(text: str, link: Link = as_code) -> str:
    """Return a line of a docstring with its roles and backticks as Markdown."""

    def found(match: re.Match[str]) -> str:
        if match["math"]:
            return f"${match['math']}$"
        if match["code"]:
            return f"`{match['code']}`"
        return link(match["name"]) if match["name"] else f"\\{match['sign']}"

    return _INLINE.sub(found, text)


def summary(value: Any, link: Link = as_code) -> str:
    """Return the first paragraph of an object's docstring."""
    return inline(" ".join(inspect.cleandoc(value.__doc__ or "").split("\n\n")[0].split()), link)


def has_example(value: Any) -> bool:
    """Return whether an object, or a public method of a class, has an example in its docstring."""
    members = vars(value).items() if inspect.isclass(value) else ()
    methods = [member for name, member in members if not name.startswith("_") and inspect.isfunction(member)]
    return any(">>> " in (each.__doc__ or "") for each in (value, *methods))


def _lines(lines: list[str], link: Link) -> Iterator[str]:
    """Yield the lines of Markdown, kind by kind of what stands in the docstring."""
    position, prose = 0, []
    while position < len(lines):
        line = lines[position]
        length, made = _special(lines[position:], link)
        if length:
            yield inline("\n".join(prose), link)
            yield f"\n{made}\n"
            prose, position = [], position + length
        else:
            prose.append(line)
            position += 1
    yield inline("\n".join(prose), link)


def _special(lines: list[str], link: Link) -> tuple[int, str]:
    """Return how many lines at the head are no prose, and their Markdown."""
    for reader in (_example, _formula, _ruled, _literal, _fenced, _underlined):
        length, made = reader(lines, link)
        if length:
            return length, made
    return 0, ""


def _example(lines: list[str], _: Link) -> tuple[int, str]:
    if not lines[0].lstrip().startswith(">>> "):
        return 0, ""
    length = next((k for k, line in enumerate(lines) if not line.strip()), len(lines))
    return length, block(inspect.cleandoc("\n".join(lines[:length])), "python")


def _formula(lines: list[str], _: Link) -> tuple[int, str]:
    first = lines[0].strip()
    if not first.startswith(".. math::"):
        return 0, ""
    length = _indented(lines)
    return length, _display(" ".join([first.removeprefix(".. math::"), *lines[1:length]]))


def _ruled(lines: list[str], link: Link) -> tuple[int, str]:
    if not _RULE.match(lines[0].strip()):
        return 0, ""
    length = [k for k, line in enumerate(lines) if _RULE.match(line.strip())][2] + 1
    return length, _table(lines[:length], link)


def _literal(lines: list[str], link: Link) -> tuple[int, str]:
    if not (lines[0].endswith("::") and len(lines) > 2 and lines[2].startswith(" ")):
        return 0, ""
    length = _indented(lines)
    code = inspect.cleandoc("\n".join(lines[1:length]))
    return length, f"{inline(lines[0].strip()[:-1], link)}\n\n{block(code, 'python')}"


def _fenced(lines: list[str], _: Link) -> tuple[int, str]:
    if not lines[0].startswith("```"):
        return 0, ""
    length = next(k for k, line in enumerate(lines) if k and line.strip() == "```") + 1
    return length, "\n".join(lines[:length])


def _underlined(lines: list[str], link: Link) -> tuple[int, str]:
    is_title = len(lines) > 1 and lines[0].strip() and re.fullmatch(r"-{4,}|={4,}", lines[1].strip())
    return (2, f"**{inline(lines[0].strip(), link)}**") if is_title else (0, "")


def _indented(lines: list[str]) -> int:
    """Return how many lines the first and what is indented below it are."""
    return next((k for k, line in enumerate(lines) if k and line.strip() and not line.startswith(" ")), len(lines))


def _display(formula: str) -> str:
    """Return a displayed formula; lines with marks of alignment are aligned."""
    body = " ".join(formula.split())
    if ("&" in body or r"\\" in body) and r"\begin" not in body:
        body = rf"\begin{{aligned}} {body} \end{{aligned}}"
    return f"$$\n{body}\n$$"


def _table(lines: list[str], link: Link) -> str:
    """Return a table between three rules of =; a row whose first cell is empty goes on with the one above."""
    starts = [match.start() for match in re.finditer(r"=+", lines[0])]
    spans = list(zip(starts, [*starts[1:], None], strict=True))
    rows: list[list[str]] = []
    for line in lines[1:-1]:
        if _RULE.match(line.strip()) or not line.strip():
            continue
        cells = [line[start:end].strip() for start, end in spans]
        if cells[0] or not rows:
            rows.append(cells)
        else:
            rows[-1] = [f"{above} {below}".strip() for above, below in zip(rows[-1], cells, strict=True)]
    return table(rows[0], [[inline(cell, link) for cell in row] for row in rows[1:]])
