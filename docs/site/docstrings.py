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
    own = ">>> " in (value.__doc__ or "")
    members = vars(value).items() if inspect.isclass(value) else ()
    return own or any(
        ">>> " in (getattr(member, "__doc__", "") or "") for name, member in members if not name.startswith("_")
    )


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
    first = lines[0].strip()
    if first.startswith(">>> "):
        length = next((k for k, line in enumerate(lines) if not line.strip()), len(lines))
        return length, block(inspect.cleandoc("\n".join(lines[:length])), "python")
    if first.startswith(".. math::"):
        inside = [k for k, line in enumerate(lines) if k and line.strip() and not line.startswith(" ")]
        length = inside[0] if inside else len(lines)
        return length, _display(" ".join([first.removeprefix(".. math::"), *lines[1:length]]))
    if _RULE.match(first):
        rules = [k for k, line in enumerate(lines) if _RULE.match(line.strip())]
        return rules[2] + 1, _table(lines[: rules[2] + 1], link)
    if first.startswith("```"):
        length = next(k for k, line in enumerate(lines) if k and line.strip() == "```") + 1
        return length, "\n".join(lines[:length])
    if len(lines) > 1 and first and re.fullmatch(r"(-{4,}|={4,})", lines[1].strip()):
        return 2, f"**{inline(first, link)}**"
    return 0, ""


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
