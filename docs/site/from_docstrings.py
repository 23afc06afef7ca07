"""Pages whose text stands in the code already: how to choose a solver, the format of model files."""

from __future__ import annotations

from collections.abc import Iterator

from alignment_games import solvers
from alignment_games.io import model_file
from docs.site.api import linker
from docs.site.docstrings import markdown
from docs.site.markdown import block, page


def pages() -> Iterator[tuple[str, str]]:
    """Yield the pages."""
    link = linker("api/")
    yield "solvers.md", page("# How to choose a solver", markdown(solvers.__doc__ or "", link))
    commands = ["show", "solve", "explain", "report", "classroom"]
    yield (
        "file-format.md",
        page(
            "# The format of model files",
            markdown(model_file.__doc__ or "", link),
            "What each figure means, with its range and default, is on [the page of the model](model.md). JSON has the "
            "same tables as objects. What is unknown or misspelt is refused, with the place and the closest name.",
            block("\n".join(f"$ alignment-games {command} my.toml" for command in commands), "console"),
            "In Python, [`read_model`](api/files.md#read_model) and [`write_model`](api/files.md#write_model) read "
            "and write the same file. Games without figures of states come and go as Gambit's `.nfg`: "
            "[`read_nfg`](api/files.md#read_nfg).",
        ),
    )
