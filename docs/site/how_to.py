"""A page for each example: what it does, its code, what it prints when it runs, what it leaves behind."""

from __future__ import annotations

import ast
import contextlib
import io
import os
import runpy
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docs.site.markdown import block, folded, page, table, toctree

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
#: More lines than this of what an example prints are folded away.
_SHORT = 40


def names() -> list[str]:
    """Return the names of the examples, in order."""
    return sorted(path.stem for path in EXAMPLES.glob("*.py"))


def index() -> Iterator[tuple[str, str]]:
    """Yield the page that lists the examples by their kind."""
    kinds = {"How to": [], "Derivations": [], "History": []}
    for name in names():
        first = name.split("_")[0]
        kinds["Derivations" if first == "derive" else "How to" if first.isdigit() else "History"].append(name)
    parts = [
        f"## {kind}\n\n" + table(["example", "what it does"], [[f"[{_title(n)}]({n}.md)", _about(n)] for n in listed])
        for kind, listed in kinds.items()
    ]
    yield (
        "how-to/index.md",
        page(
            "# How to",
            "One task each: the program as it stands in `examples/`, and what it printed when this page was built.",
            *parts,
            toctree(names()),
        ),
    )


def pages(name: str) -> Iterator[tuple[str, str]]:
    """Yield the page of an example, which is run for it."""
    printed, left = run(EXAMPLES / f"{name}.py")
    source = (EXAMPLES / f"{name}.py").read_text("utf-8")
    body = source.split('"""', 2)[2].strip("\n")
    length = len(printed.splitlines())
    output = block(printed)
    shown = output if length <= _SHORT else folded(f"What it prints, {length} lines", output)
    yield (
        f"how-to/{name}.md",
        page(
            f"# {_title(name)}",
            _about(name),
            block(body, "python"),
            "It prints:" if length <= _SHORT else "",
            shown,
            f"It leaves {', '.join(f'`{file}`' for file in left)} behind." if left else "",
            block(f"$ python examples/{name}.py", "console"),
        ),
    )


def run(path: Path) -> tuple[str, list[str]]:
    """Return what a program prints, and the names of the files it leaves, when run in an empty folder."""
    back, told = Path.cwd(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            with contextlib.redirect_stdout(told):
                runpy.run_path(str(path), run_name="__main__")
            left = sorted(each.name for each in Path(folder).iterdir())
        finally:
            os.chdir(back)
    return told.getvalue().replace(folder, "."), left


def _title(name: str) -> str:
    words = name.split("_")
    return " ".join(words[1:] if words[0].isdigit() else words).capitalize()


def _about(name: str) -> str:
    text = ast.get_docstring(ast.parse((EXAMPLES / f"{name}.py").read_text("utf-8"))) or ""
    return " ".join(text.replace("``", "`").split())
