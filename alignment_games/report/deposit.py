"""A folder to deposit with a paper: the model, the results, the script that repeats them, and the versions."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

from alignment_games.errors import InvalidModelError, UnwrittenError
from alignment_games.game.entrance import Given, opened
from alignment_games.io.model_writer import write_model
from alignment_games.io.outputs import write_output
from alignment_games.io.provenance import versions
from alignment_games.io.results import results_csv, results_json
from alignment_games.models.door import as_model
from alignment_games.models.model import Model
from alignment_games.models.response import ResponseModel
from alignment_games.report.briefing import brief
from alignment_games.report.document import Document, markdown_text
from alignment_games.solvers.answers import as_solution
from alignment_games.solvers.solution import Solution

_SCRIPT = '''\
"""Solve the model of this folder again and compare with results.json. Exit code 0 when all is the same."""

import json
import sys
from pathlib import Path

import alignment_games as ag
from alignment_games.solvers import {solver_name}

TOLERANCE = 1e-9  # of a probability or a payoff, for machines that round otherwise

folder = Path(__file__).parent
game = {build}
solution = ag.solve(game, {solver})
print(solution)

expected = json.loads((folder / "results.json").read_text(encoding="utf-8"))


def numbers(equilibrium):
    rows = [*equilibrium["profile"].values(), equilibrium["payoffs"]]
    return [value for row in rows for value in row.values()]


def close(one, other):
    return one == other if isinstance(one, str) else abs(one - other) <= TOLERANCE


found = solution.to_dict()
same = found["status"] == expected["status"] and len(found["equilibria"]) == len(expected["equilibria"])
same = same and all(
    close(x, y)
    for one, other in zip(found["equilibria"], expected["equilibria"])
    for x, y in zip(numbers(one), numbers(other))
)
print("same as results.json" if same else "NOT the same as results.json")
sys.exit(0 if same else 1)
'''


def replicate(target: Given, folder: str | Path) -> Path:
    """Write a deposit-ready folder and return its path.

    ``target``: what `as_model` takes: a case or its name, a model, a game, a file, a solution.
    model.toml (game.nfg for a game in normal form), replicate.py, results.json, results.csv, brief.html,
    brief.md, requirements.txt, README.md and SHA256SUMS. Running replicate.py solves the model again and
    compares. Raises InvalidModelError when the folder holds anything already, or no file can hold the model.

    >>> from tempfile import TemporaryDirectory
    >>> from alignment_games.game.normal_form import NormalFormGame
    >>> with TemporaryDirectory() as folder:
    ...     made = replicate(NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]]), Path(folder) / "deposit")
    ...     (made / "replicate.py").exists()
    True
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidModelError(f"{folder} exists and is not an empty folder; give a new one")
    target = opened(target)
    solution = as_solution(target)
    document = brief(target, solution=solution)
    with _built_beside(folder) as part:
        _fill(part, as_model(target), solution, document)
    return folder


@contextmanager
def _built_beside(folder: Path) -> Iterator[Path]:
    """Yield a folder that takes its place when it is whole. Raises UnwrittenError where the system refuses."""
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        _make(part)
        try:
            yield part
            part.replace(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise UnwrittenError(
            f"{folder}: cannot be written: {error.strerror}; give a folder that can be made"
        ) from error


def _make(part: Path) -> None:
    try:
        part.mkdir(parents=True)
    except ValueError as error:  # a zero byte or half a surrogate pair in the path
        raise OSError(22, str(error)) from error


def _fill(folder: Path, model: Model, solution: Solution, document: Document) -> None:
    """Write every file of the deposit."""
    game = solution.game
    if isinstance(model, ResponseModel):
        write_model(model, folder / "model.toml", title=model.about.get("title", document.title))
        exact = ", exact=True" if game.arithmetic == "exact" else ""
        build = f'ag.read_model(folder / "model.toml"{exact}).game()'
    else:
        game.to_nfg(folder / "game.nfg")
        build = f'ag.read_nfg(folder / "game.nfg", exact={game.arithmetic == "exact"})'
    script = _SCRIPT.format(build=build, solver=repr(solution.solver), solver_name=type(solution.solver).__name__)
    texts = {
        "replicate.py": script,
        "results.json": results_json(solution),
        "results.csv": results_csv(solution),
        "brief.html": document.html(),
        "brief.md": document.markdown(),
        "requirements.txt": _requirements(),
        "README.md": _readme(document.title, "model.toml" if isinstance(model, ResponseModel) else "game.nfg"),
    }
    for name, text in texts.items():
        write_output(folder / name, text)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(folder.iterdir())]
    write_output(folder / "SHA256SUMS", "".join(sums))


def _requirements() -> str:
    names = {"alignment_games": "alignment-games"}
    return "".join(f"{names.get(name, name)}=={version}\n" for name, version in versions().items() if name != "python")


def _readme(title: str, model: str) -> str:
    python = json.dumps(versions()["python"]).strip('"')
    return dedent(
        f"""\
        # {markdown_text(title)}

        Everything that is needed to obtain the results again, made with Python {python}.

        | file | what it is |
        |---|---|
        | {model} | the model: every figure that went in |
        | replicate.py | solves the model again and compares with results.json |
        | results.json | every equilibrium, what is known about completeness, and how the run was made |
        | results.csv | the same equilibria, one row for each state and action |
        | brief.html, brief.md | assumptions, threats, game, equilibria in words, what would flip them |
        | requirements.txt | the versions of the packages |
        | SHA256SUMS | checksums: sha256sum --check SHA256SUMS |

        To repeat:

        ```console
        $ python -m pip install -r requirements.txt
        $ python replicate.py
        ```
        """
    )
