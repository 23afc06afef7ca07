"""Make the results of this folder again, from its data and models, and compare. Exit code 0 when all are the same.

    python replicate.py [--keep FOLDER]

The scripts that deposit.json names run in an empty folder with copies of data/ and models/. Whatever they leave there
is compared with results/, byte by byte, and where bytes differ figure by figure. Needs Python alone; the scripts need
what requirements.txt says. Taken into each deposit as it is.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path

#: Of a figure of size one or less, or as a share of it: what machines that round otherwise may differ by.
TOLERANCE = 1e-9
#: What makes the same run give the same bytes: no order by chance, no date of today in a picture, no window.
STEADY = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "315532800", "MPLBACKEND": "agg"}
#: Characters that are told of what a script said last.
_LONGEST = 400
#: Seconds between two looks at what a script has made.
_BETWEEN = 0.5
_NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])")


def main() -> int:
    """Make the results again, print one line for each file, and return 0 where all are the same."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--keep", metavar="FOLDER", help="leave the new results in this folder")
    options = parser.parse_args()
    deposit = Path(__file__).resolve().parent
    with tempfile.TemporaryDirectory() as made:
        try:
            make(deposit, Path(made))
        except DepositError as error:
            sys.stderr.write(f"{error}\n")
            return 2
        lines = compare(deposit / "results", Path(made))
        if options.keep:
            shutil.copytree(made, options.keep, dirs_exist_ok=True)
    same = set(lines.values()) <= {SAME, CLOSE}
    told = [f"{name}: {outcome}" for name, outcome in lines.items()]
    sys.stdout.write("\n".join([*told, "all results are the same" if same else "NOT all results are the same", ""]))
    return 0 if same else 1


SAME, CLOSE, OTHER = "the same bytes", f"the same text and, to {TOLERANCE:g}, the same figures", "DIFFERENT"
MISSING, NEW = "NOT MADE AGAIN", "made now, but NOT IN results/"


class DepositError(Exception):
    """The results cannot be made; says why in one line."""


def make(deposit: Path, into: Path, home: Path | None = None, watch: Callable[[int, None], None] | None = None) -> None:
    """Run the scripts of a deposit and put what they leave into a folder. Raises DepositError.

    ``home``: a folder from which they import before others. ``watch``: called twice a second with how many files there
    are by then, and None, as nobody knows how many there will be.
    """
    plan = json.loads((deposit / "deposit.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder).resolve()
        _lay_out(deposit, work, plan["data"])
        given = _digests(work)
        for script in plan["scripts"]:
            _run(
                deposit / "scripts" / script, work, home, lambda: watch and watch(len(_files(work)) - len(given), None)
            )
        left = _digests(work)
        changed = [name for name, digest in given.items() if left.get(name) != digest]
        if changed:
            raise DepositError(f"a script changed {changed[0]}, which it was given; let it write under another name")
        for name in sorted(set(left) - set(given)):
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(work / name, into / name)


def compare(old: Path, new: Path) -> dict[str, str]:
    """Return for each file of two folders, by name, how the one agrees with the other."""
    names = sorted({*_digests(old), *_digests(new)})
    return {name: _compared(old / name, new / name) for name in names}


def _compared(old: Path, new: Path) -> str:
    if not new.exists():
        return MISSING
    if not old.exists():
        return NEW
    one, other = old.read_bytes(), new.read_bytes()
    if one == other:
        return SAME
    try:
        return CLOSE if _same_figures(one.decode(), other.decode()) else OTHER
    except UnicodeDecodeError:
        return OTHER


def _same_figures(one: str, other: str) -> bool:
    """Return whether two texts are the same but for figures that differ by rounding alone."""
    if _NUMBER.split(one) != _NUMBER.split(other):
        return False
    pairs = zip_longest(_NUMBER.findall(one), _NUMBER.findall(other), fillvalue="nan")
    return all(abs(x - y) <= TOLERANCE * max(1, abs(x)) for x, y in ((float(a), float(b)) for a, b in pairs))


def _lay_out(deposit: Path, work: Path, data: dict[str, str]) -> None:
    """Copy the data and the models to where the scripts look for them. Raises DepositError for other data."""
    for name, digest in data.items():
        source = deposit / "data" / name
        if not source.exists():
            raise DepositError(f"data/{name} is not here; get it, as README.md says, with the SHA-256 {digest}")
        if hashlib.sha256(source.read_bytes()).hexdigest() != digest:
            raise DepositError(f"data/{name} is another file than was used; its SHA-256 should be {digest}")
        shutil.copyfile(source, work / name)
    if (deposit / "models").is_dir():
        shutil.copytree(deposit / "models", work / "models")


def _run(script: Path, work: Path, home: Path | None, look: Callable[[], object]) -> None:
    environment = {**os.environ, **STEADY}
    if home is not None:
        environment["PYTHONPATH"] = os.pathsep.join([str(home), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-B", str(script)]
    code, said = _waited_for(command, work, environment, look)
    if code:
        last = (said.strip().splitlines() or [f"exit code {code}"])[-1]
        raise DepositError(f"{script.name} stopped: {last[:_LONGEST]}")


def _waited_for(
    command: list[str], work: Path, environment: dict[str, str], look: Callable[[], object]
) -> tuple[int, str]:
    """Return the exit code of a command and its errors; ``look`` is called while it runs."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=work, env=environment, stdout=pipe, stderr=pipe, text=True) as running:  # noqa: S603 - the deposit's own scripts
        try:
            while True:
                try:
                    _, said = running.communicate(timeout=_BETWEEN)
                    break
                except subprocess.TimeoutExpired:
                    look()
        except BaseException:
            running.kill()
            raise
    return running.returncode, said


def _digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in a folder, by its path from there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in _files(folder)
    }


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
