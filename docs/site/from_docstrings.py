"""Pages whose text stands in the code already: how to choose a solver, the format of model files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignment_games import solvers
from alignment_games.cases import pair
from alignment_games.io.game_files import formulas, game_file
from alignment_games.io.model_files import model_file
from docs.site.api import linker
from docs.site.docstrings import markdown
from docs.site.markdown import block, page

#: What a file says of a state and of itself beside figures; a test reads it.
_RECORD = """year = 1938
summary = "What was at stake, in a sentence."
notes = "What a reader should know."

[[states]]
name = "France"
power = 0.046
contiguous = true
intent = 0.8
recorded = "buck_pass"                  # what it did: with one for every state the file is a case
grade = "A"                             # A settled, B contested
figures = ["nmc"]                       # where its figures are from: keys of [sources]

[sources]
nmc = "Singer, Bremer and Stuckey 1972"
"""


def pages() -> Iterator[tuple[str, str]]:
    """Yield the pages."""
    link = linker("api/")
    yield "solvers.md", page("# How to choose a solver", markdown(solvers.__doc__ or "", link))
    beginning = ["new my.toml", "new mine.toml --from europe-1938", "parameters my.toml", "schema"]
    commands = [f"{command} my.toml" for command in ("show", "solve", "explain", "compare")]
    yield (
        "file-format.md",
        page(
            "# The format of model files",
            "`new` writes a template with a comment on every setting, or a copy of a case to change; `parameters` says "
            "what each figure means, may be and is where it is left out; `schema` is for editors that check as one "
            "types.",
            block(_console(beginning), "console"),
            markdown(model_file.__doc__ or "", link),
            "A case, with its record:",
            block(_RECORD, "toml"),
            "`solve` tells such a case beside what happened, `compare` beside rival theories, and `history --cases` "
            "scores it with others of its folder.",
            "What each figure means, with its range and default, is on [the page of the model](model.md). JSON has the "
            "same tables as objects. What is unknown or misspelt is refused, with the place and the closest name.",
            block(_console(commands), "console"),
            "In Python, [`read_model`](api/files.md#read_model) and [`write_model`](api/files.md#write_model) read "
            "and write the same file. Games without figures of states come and go as Gambit's `.nfg`: "
            "[`read_nfg`](api/files.md#read_nfg).",
            "## Two files that face each other",
            markdown(pair.__doc__ or "", link),
            "## Games in formulas",
            markdown(game_file.__doc__ or "", link),
            markdown(formulas.__doc__ or "", link),
        ),
    )


def _console(commands: Sequence[str]) -> str:
    return "\n".join(f"$ alignment-games {command}" for command in commands)
