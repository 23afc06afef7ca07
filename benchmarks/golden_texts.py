"""What commands print, in every form that they have: text, JSON, CSV, Markdown, HTML and LaTeX, for `golden`."""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

import alignment_games as ag
from alignment_games.cli import main as command_line

CASES = ("europe-1938", "bulgaria-1913", "prussia-1866", "iraq-1990", "imperial-china")
MODELS = ("threshold", "dilemma", "landscape", "third_party", "volunteer")
#: What is asked of each case and model, and of cases alone; what is written to a file is shown.
OF_EACH = (
    "show {}",
    "show {} --json",
    "parameters {}",
    "parameters {} --json",
    "parameters {} --csv out.csv",
    "solve {} --json",
    "solve {} --csv out.csv",
    "solve {} --refine strict,pareto_undominated",
    "explain {}",
    "explain {} --json",
    "brief {} -o out.md",
    "brief {} -o out.html",
)
OF_CASES = ("compare {} --json", "compare {} --csv out.csv", "compare {} --latex")
BALANCE = "conditions europe-1938 --profile balance,balance,buck_pass"
THRESHOLD = "threshold europe-1938 --state France --between balance,buck_pass --by burden"
SWEEP = "sweep europe-1938 --over burden=0:0.2:9 --over securitization=0.5:2:3"
UNCERTAIN = "uncertain europe-1938 --draws 200 --seed 1"
PANEL = "panel dyads.csv --threat 666,651 --set burden=0.02"
FIT = "fit dyads.csv --outcome does --threat 666,651 --climbs 2"
ALONE = (
    "compare europe-1938 europe-1939",
    "compare europe-1938 europe-1939 --csv out.csv",
    "compare europe-1938 europe-1939 --latex",
    "catalogue --json",
    "cases --json",
    "history",
    "history --json",
    "rationalise europe-1938",
    "rationalise europe-1938 --json",
    *(f"{BALANCE}{form}" for form in ("", " --json", " --latex")),
    *(f"{THRESHOLD}{form}" for form in ("", " --json", " --csv out.csv")),
    *(f"{SWEEP}{form}" for form in ("", " --json", " --csv out.csv")),
    *(f"{UNCERTAIN}{form}" for form in ("", " --json", " --csv out.csv")),
    *(f"{PANEL}{form}" for form in ("", " --json", " -o out.csv")),
    *(f"{FIT}{form}" for form in ("", " --json", " --csv out.csv", " --latex")),
)


def printed() -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield each command, or object that is shown, with what finds its texts."""
    commands = [words.format(name) for name in (*CASES, *MODELS) for words in OF_EACH]
    for words in (*commands, *(words.format(name) for name in CASES for words in OF_CASES), *ALONE):
        yield f"printed {words}", partial(_in_a_folder, words)
    for name in (*CASES, *MODELS):
        yield f"printed latex of {name}", lambda name=name: ag.to_latex(ag.solve(name))
        yield f"printed notebook of {name}", lambda name=name: ag.solve(name)._repr_html_()


def command(words: list[str]) -> list[Any]:
    """Return the exit code of a command and what it prints."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code: Any = command_line(words)
        except SystemExit as stop:
            code = stop.code
    return [code, out.getvalue(), err.getvalue()]


def _in_a_folder(words: str) -> list[Any]:
    """Return what a command prints and writes in a folder of its own, the table of dyads beside it."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            if "dyads.csv" in words:
                _write_dyads(Path("dyads.csv"))
            found = command(words.split())
            return [*found, *(path.read_text("utf-8") for path in sorted(Path().glob("out.*")))]
        finally:
            os.chdir(here)


def _write_dyads(path: Path) -> None:
    """Write ten years of four invented states, one row for each pair, with what the first does about the second."""
    states, draw = (651, 652, 663, 666), np.random.default_rng(1)
    lines = ["ccode1,ccode2,year,cinc1,cinc2,capdist,conttype,does"]
    for year in range(1950, 1960):
        power = {code: float(draw.uniform(0.001, 0.01)) for code in states}
        for one, other in itertools.permutations(states, 2):
            km, does = 100 + 37 * (one * other % 23), "balance" if draw.uniform() < power[one] * 100 else "buck_pass"
            lines.append(f"{one},{other},{year},{power[one]!r},{power[other]!r},{km},{int(km < 400)},{does}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
