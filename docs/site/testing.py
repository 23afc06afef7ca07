"""The page that says how the package is tested: what is counted now, what was measured when, what counts as proof."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from alignment_games.catalogue.claim import claims
from alignment_games.catalogue.known_games import known_games
from docs.site.markdown import page, table
from tests.oracles.containment import BOUNDS

ROOT = Path(__file__).parent.parent.parent
_DATA = Path(__file__).parent / "testing.toml"


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page."""
    data = tomllib.loads(_DATA.read_text("utf-8"))
    yield (
        "testing.md",
        page(
            "# How it is tested",
            "A test compares with a closed form, a publication, exact arithmetic or a second method, never with what"
            " the code under test gave before. What `complete` claims stands on [its own page](complete.md); this one"
            " says what was done to find it wrong.",
            "## Counted when this page was built",
            table(["what", "number"], counted()),
            "## Measured",
            "Too long for each build: run by hand, with the day and what repeats it.",
            table(
                ["what", "found", "on", "by"],
                ([m["what"], m["found"], f"<time>{m['date']}</time>", f"`{m['command']}`"] for m in data["measured"]),
            ),
            "## Where a mistake would make a false claim",
            "Mutation testing changes one operator, number or condition of the code at a time and asks whether a test"
            " fails. It is asked of the files whose mistake would be a false claim. What proposes something that is"
            " verified afterwards is not among them: a mistake there costs time or an answer, never the truth of one.",
            table(["proof", "a mistake would"], ([_as_code(files), why] for files, why in data["proof"].items())),
            table(["proposal", "because"], ([_as_code(files), why] for files, why in data["proposal"].items())),
        ),
    )


def counted() -> list[tuple[str, str]]:
    """Return what the page counts, with its number."""
    tests = functions_of_tests()
    return [
        ("test functions", f"{sum(tests.values()):,}"),
        (
            "of these, of solvers, certificates and exact algebra",
            f"{_of(tests, 'solvers', 'certificates', 'algebra'):,}",
        ),
        ("files of tests", f"{len(list((ROOT / 'tests').rglob('test_*.py'))):,}"),
        ("games of the literature whose equilibria are known", f"{len(list(known_games())):,}"),
        ("claims of publications that are found again", f"{len(claims()):,}"),
        ("bounds of the search that are tried at random rational points", f"{len(BOUNDS):,}"),
    ]


@cache
def functions_of_tests() -> Counter[str]:
    """Return how many functions of tests there are, by the room of the package that they test."""
    found: Counter[str] = Counter()
    for path in (ROOT / "tests").rglob("test_*.py"):
        room, *below = path.relative_to(ROOT / "tests").parts
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found[room if below else ""] += isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    return found


def _as_code(files: str) -> str:
    """Return the names of files, and after a colon those of what is meant in them, as code."""
    return ": ".join(", ".join(f"`{name}`" for name in part.split(", ")) for part in files.split(": "))


def _of(tests: Counter[str], *rooms: str) -> int:
    return sum(tests[room] for room in rooms)
