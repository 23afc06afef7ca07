"""The gallery: every picture with the few lines that draw it."""

from __future__ import annotations

import ast
import runpy
from collections.abc import Iterator
from pathlib import Path

from docs.site.markdown import block, page
from docs.site.pictures import svg

FOLDER = Path(__file__).parent.parent / "gallery"


def names() -> list[str]:
    """Return the names of the pictures, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.py"))


def index() -> Iterator[tuple[str, str]]:
    """Yield the page of all pictures."""
    yield (
        "gallery/index.md",
        page(
            "# Gallery",
            "[`ag.plot`](../api/reports.md#plot) draws every result; the lines below each picture are all that it "
            'takes. Pictures need the extra `plot`; `picture.figure.savefig("name.pdf")` writes one for a journal.',
            *map(_entry, names()),
        ),
    )


def pictures(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield a picture, drawn by its own lines."""
    yield f"gallery/{name}.svg", svg(draw(name))


def draw(name: str) -> object:
    """Return what the lines of a picture draw."""
    return runpy.run_path(str(FOLDER / f"{name}.py"))["picture"]


def _entry(name: str) -> str:
    source = (FOLDER / f"{name}.py").read_text("utf-8")
    about = ast.get_docstring(ast.parse(source)) or ""
    title = " ".join(name.split("_")[1:]).capitalize()
    code = source.split('"""', 2)[2].strip("\n")
    return page(f"## {title}", about, f"![{about}]({name}.svg)", block(code, "python"))
