"""Everything that the package says today, written down, so that a change of the house can be seen to change nothing.

``python -m benchmarks.golden write golden.json`` before a change, ``python -m benchmarks.golden compare golden.json``
after it. For every bundled case, known game, model of the catalogue, example and a fixed set of random games it
records equilibria, statuses, components, conditions, phase diagrams and texts through the public interface and the
command line alone. Numbers are kept to ten digits; what differs is listed by its place, and the exit code counts.
``--only printed`` takes the places that begin so: half a minute for what commands print in every form, byte by byte.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import runpy
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

import alignment_games as ag
from alignment_games.catalogue.claim import Claim, claims
from alignment_games.catalogue.known_games import known_games
from benchmarks.golden_texts import command, printed

ROOT = Path(__file__).parent.parent
DIGITS = 10
#: Shapes of random games, with how many of each: floats, whole numbers with ties, and fractions.
SHAPES = {(2, 2): 12, (3, 3): 12, (4, 4): 6, (2, 2, 2): 12, (3, 3, 3): 4, (2, 2, 2, 2): 6, (3, 2, 2): 6}


def entries() -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield each place with what finds its entry."""
    for name in ag.case_names():
        yield f"case {name}", lambda name=name: _case(name)
        for words in (["solve", name], ["explain", name], ["compare", name]):
            yield f"command {' '.join(words)}", lambda words=words: _command(words)
    for known in known_games():
        yield f"known game {known.name}", lambda known=known: _solution(known.game)
    for shape, count in SHAPES.items():
        yield f"random games {'x'.join(map(str, shape))}", lambda shape=shape, count=count: _random(shape, count)
    for claim in claims():
        yield f"claim {claim.model}: {claim.statement}", lambda claim=claim: _claim(claim)
    for name in ("europe-1938", "europe-1939"):
        yield f"phase diagram {name}", lambda name=name: _phase_diagram(name)
        yield f"conditions {name}", lambda name=name: _conditions(name)
    threshold = "threshold russia-2022 --state Poland --between balance,buck_pass --by burden"
    for words in (["cases"], ["catalogue"], ["scorecard", "--draws", "50"], threshold.split()):
        yield f"command {' '.join(words)}", lambda words=words: _command(words)
    for path in sorted((ROOT / "examples").glob("*.py")):
        yield f"example {path.stem}", lambda path=path: _example(path)
    yield from printed()


def _solution(game: Any, *solver: Any) -> Any:
    solution = ag.solve(game, *solver, throw=False, time_limit=120)
    return {
        "status": solution.status.name,
        "degenerate": str(solution.degenerate),
        "equilibria": sorted(
            [[[_rounded(x) for x in own.tolist()] for own in e.profile] for e in solution],
            key=str,
        ),
        "components": sorted(_rounded(str(component)) for component in solution.components),
    }


def _case(name: str) -> Any:
    game = ag.load_case(name).game()
    return {"payoffs": [_rounded(x) for x in game.payoffs.ravel()[::97].tolist()], **_solution(game)}


def _claim(claim: Claim) -> Any:
    checked = claim.check()
    return [bool(checked.reproduced), _rounded(str(checked.found))]


def _random(shape: tuple[int, ...], count: int) -> Any:
    rng = np.random.default_rng(sum(map(ord, str(shape))))
    found = []
    for number in range(count):
        table = rng.integers(0, 3, (len(shape), *shape)) if number % 3 else rng.uniform(size=(len(shape), *shape))
        if number % 3 == 2:
            table = np.vectorize(Fraction, otypes=[object])(table)
        found.append(_solution(ag.NormalFormGame(table)))
    return found


def _phase_diagram(name: str) -> Any:
    diagram = ag.sweep(
        ag.load_case(name).model, vary={"burden": np.linspace(0, 0.2, 9), "securitization": np.geomspace(1 / 8, 8, 9)}
    )
    return _rounded(str(diagram))


def _conditions(name: str) -> Any:
    import sympy

    burden = sympy.Symbol("burden", positive=True)
    game = ag.load_case(name, exact=True).game(burden=burden)
    return {", ".join(p): _rounded(str(ag.conditions(game, p))) for p in [("balance",) * 3, ("buck_pass",) * 3]}


def _command(words: list[str]) -> Any:
    code, *texts = command(words)
    return [code, *map(_rounded, texts)]


def _example(path: Path) -> Any:
    os.environ.setdefault("MPLBACKEND", "agg")
    out, here = io.StringIO(), Path.cwd()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(out):
        os.chdir(folder)
        try:
            runpy.run_path(str(path), run_name="__main__")
        finally:
            os.chdir(here)
    return _rounded(out.getvalue())


def _rounded(value: Any) -> Any:
    """Return a number, or a text with all the numbers in it, to ten digits; times are left out."""
    if isinstance(value, str):
        return re.sub(r"\d+\.\d{7,}(e[+-]?\d+)?", lambda found: f"{float(found[0]):.{DIGITS}g}", _timeless(value))
    if isinstance(value, float):
        return f"{value + 0.0:.{DIGITS}g}"
    return str(value)


def _timeless(text: str) -> str:
    return re.sub(r"\d+(\.\d+)? (s|ms|seconds)\b|(?<=seconds\": )[\d.e-]+", "_ s", text)


def found(only: str = "") -> dict[str, Any]:
    """Return every entry by its place, progress on the error stream; what fails is recorded as its error."""
    result: dict[str, Any] = {}
    for place, find in entries():
        if not place.startswith(only):
            continue
        sys.stderr.write(f"\r{len(result):>5} {place[:70]:<70}")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                result[place] = find()
        except ag.AlignmentGamesError as error:
            result[place] = f"{type(error).__name__}: {error}"
    sys.stderr.write("\n")
    return result


def differences(before: Any, after: Any, place: str = "") -> Iterator[str]:
    """Yield the places at which two records differ, with both values."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(k for k in after if k not in before)]:
            yield from differences(before.get(key, "nothing"), after.get(key, "nothing"), f"{place} / {key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, f"{place} [{number}]")
    elif (pair := [_timeless(str(entry)) for entry in (before, after)]) and pair[0] != pair[1]:
        first = next(
            (k for k, (one, other) in enumerate(zip(*pair, strict=False)) if one != other), min(map(len, pair))
        )
        start = max(0, first - 60)
        shown = [repr(text[start : start + 300]) for text in pair]
        yield f"{place.removeprefix(' / ')}\n    before {shown[0]}\n    after  {shown[1]}"


def _read(path: Path, only: str) -> dict[str, Any]:
    record = json.loads(path.read_text(encoding="utf-8"))
    return {place: entry for place, entry in record.items() if place.startswith(only)}


def main() -> int:
    """Write the record, or compare with one and list what differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.golden", description=__doc__.splitlines()[0])
    parser.add_argument("verb", choices=("write", "compare"))
    parser.add_argument("path", type=Path)
    parser.add_argument("--only", default="", help="the places that begin so")
    parser.add_argument("--after", type=Path, help="a second record, to compare with in place of what is found now")
    options = parser.parse_args()
    result = _read(options.after, options.only) if options.after else json.loads(json.dumps(found(options.only)))
    if options.verb == "write":
        options.path.write_text(json.dumps(result, indent=1, ensure_ascii=False), encoding="utf-8")
        print(f"{len(result)} entries in {options.path}")
        return 0
    changed = list(differences(_read(options.path, options.only), result))
    print("\n".join([*changed, f"{len(result)} entries, {len(changed)} differences"]))
    return int(bool(changed))


if __name__ == "__main__":
    sys.exit(main())
