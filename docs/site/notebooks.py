"""Notebooks: programs in cells (jupytext's percent format), run for a page of the site and for a file to download.

A cell shows what a notebook would: what it prints, then its last value as HTML, as a picture or as its repr.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docs.site.markdown import block, page, table, toctree
from docs.site.pictures import svg

FOLDER = Path(__file__).parent.parent / "notebooks"
_CELL = "# %%"


@dataclass(frozen=True)
class Cell:
    """A cell: prose in Markdown, or code with what it printed and what its last value shows, by the kind of content."""

    source: str
    is_prose: bool
    printed: str = ""
    shown: dict[str, str] | None = None


def names() -> list[str]:
    """Return the names of the notebooks, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.py"))


def cells(text: str) -> list[Cell]:
    """Return the cells of a program, not yet run."""
    found = []
    for part in text.split(f"{_CELL}")[1:]:
        kind, _, body = part.partition("\n")
        is_prose = "[markdown]" in kind
        lines = [
            line.removeprefix("#").removeprefix(" ") if is_prose else line for line in body.strip("\n").split("\n")
        ]
        found.append(Cell("\n".join(lines), is_prose))
    return found


def executed(name: str) -> list[Cell]:
    """Return the cells of a notebook after running them in order."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    text = (FOLDER / f"{name}.py").read_text("utf-8")
    return [cell if cell.is_prose else _run(cell.source, namespace) for cell in cells(text)]


def _run(source: str, namespace: dict[str, Any]) -> Cell:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    told, value = io.StringIO(), None
    with contextlib.redirect_stdout(told):
        exec(compile(tree, "cell", "exec"), namespace)  # noqa: S102 - the project's own programs
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), namespace)  # noqa: S307 - the same
    return Cell(source, is_prose=False, printed=told.getvalue(), shown=None if value is None else _display(value))


def _display(value: Any) -> dict[str, str]:
    """Return what a notebook would show of a value, by kind of content."""
    if hasattr(value, "figure"):
        return {"image/svg+xml": svg(value).decode("utf-8"), "text/plain": "a picture"}
    html = {"text/html": value._repr_html_()} if hasattr(value, "_repr_html_") else {}
    return {**html, "text/plain": repr(value)}


def pages(name: str) -> Iterator[tuple[str, str | bytes]]:
    """Yield the page of a notebook, its pictures, and the notebook itself with all it shows."""
    ran = executed(name)
    parts = []
    for k, cell in enumerate(ran):
        picture = (cell.shown or {}).get("image/svg+xml")
        if picture:
            yield f"notebooks/{name}-{k}.svg", picture.encode("utf-8")
        parts.append(cell.source if cell.is_prose else _as_page(cell, f"{name}-{k}.svg"))
    first, *others = parts
    note = f"This notebook to keep, with all it shows: {{download}}`{name}.ipynb`."
    yield f"notebooks/{name}.md", page(first, note, *others)
    yield f"notebooks/{name}.ipynb", notebook(ran)


def _as_page(cell: Cell, picture: str) -> str:
    shown = cell.shown or {}
    parts = [block(cell.source, "python"), block(cell.printed) if cell.printed else ""]
    if "text/html" in shown:
        parts.append(block(shown["text/html"], "{raw} html"))
    elif "image/svg+xml" in shown:
        parts.append(f"![What the cell above draws]({picture})")
    elif shown:
        parts.append(block(shown["text/plain"]))
    return page(*parts)


def notebook(ran: list[Cell]) -> str:
    """Return cells as the JSON of a notebook (nbformat 4.5)."""
    made = [_as_json(cell, k) for k, cell in enumerate(ran)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return json.dumps({"cells": made, "metadata": about, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


def _as_json(cell: Cell, place: int) -> dict[str, Any]:
    made: dict[str, Any] = {"id": f"cell-{place}", "metadata": {}, "source": cell.source}
    if cell.is_prose:
        return {"cell_type": "markdown", **made}
    outputs: list[dict[str, Any]] = []
    if cell.printed:
        outputs.append({"output_type": "stream", "name": "stdout", "text": cell.printed})
    if cell.shown:
        outputs.append({"output_type": "execute_result", "execution_count": place, "data": cell.shown, "metadata": {}})
    return {"cell_type": "code", "execution_count": place, "outputs": outputs, **made}


def index() -> Iterator[tuple[str, str]]:
    """Yield the page that lists the notebooks."""
    rows = []
    for name in names():
        first = cells((FOLDER / f"{name}.py").read_text("utf-8"))[0].source.split("\n")
        rows.append([f"[{first[0].removeprefix('# ')}]({name}.md)", first[-1]])
    yield (
        "notebooks/index.md",
        page(
            "# Notebooks",
            "Run when this page was built, in seconds and without data to download; each can be kept as `.ipynb`, and "
            "`docs/notebooks/` has them as programs in cells, which Jupyter opens with jupytext. Every result shows "
            "itself there as a table, on light and dark ground.",
            table(["notebook", "about"], rows),
            toctree(names()),
        ),
    )
