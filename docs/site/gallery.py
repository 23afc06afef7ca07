"""The gallery: every picture with the few lines that draw it."""

from __future__ import annotations

import ast
import runpy
from collections.abc import Iterator
from pathlib import Path

from docs.site.markdown import block, page
from docs.site.pictures import dark, svg

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
            "takes. Pictures need the extra `plot`.",
            "**Colour means a response**, in every picture and on every page the same: orange balances, sky blue "
            "passes the buck, vermilion bandwagons, yellow stays neutral, green arms alone, purple balances softly, "
            "dark blue aligns. Readers without red or green cones tell them apart, and hatches, markers and letters "
            "say the same again in grey. What is no response (threats, regions in which states do different things, "
            "samples) is between the colours of paper and ink. Regions run up to their boundaries, which are found by "
            "bisection between the points of the grid.",
            '`ag.plot(result, style="dark")` draws on black; `style="journal"` and `width="column"` or `"page"` for '
            'print; `ag.report.save_picture(picture, "name.pdf")` writes vectors with their fonts inside.',
            *map(_entry, names()),
        ),
    )


def pictures(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield a picture, drawn by its own lines, for light pages and for dark ones."""
    yield f"gallery/{name}.svg", svg(draw(name))
    with dark():
        yield f"gallery/{name}-dark.svg", svg(draw(name))


def draw(name: str) -> object:
    """Return what the lines of a picture draw."""
    return runpy.run_path(str(FOLDER / f"{name}.py"))["picture"]


def _entry(name: str) -> str:
    source = (FOLDER / f"{name}.py").read_text("utf-8")
    about = ast.get_docstring(ast.parse(source)) or ""
    title = " ".join(name.split("_")[1:]).capitalize()
    code = source.split('"""', 2)[2].strip("\n")
    shown = f"![{about}]({name}.svg){{.only-light}}\n![{about}]({name}-dark.svg){{.only-dark}}"
    return page(f"## {title}", about, shown, block(code, "python"))
