"""The three walks of the documentation: every file saved, every command run in order, in an empty folder."""

import re
import runpy
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from alignment_games.cli import main

PAGE = Path(__file__).parent.parent / "docs" / "walks.md"
_BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
_NAME = re.compile(r"[#%] (\S+\.\w+)\n")
#: What is said somewhere along each walk, by the program that says it.
SAID = {
    "From a dyad-year file to a plot, a data frame of R and a deposit": [
        ("alignment-games panel", "41 games: 1 threat, 41 years, 8 to 9 states in each; 358 rows"),  # 11 * 8 + 30 * 9
        ("python deposit/replicate.py", "all results are the same"),
        ("Rscript", "Egypt"),
    ],
    "From a template to a scored case of your own": [
        ("alignment-games solve", "recorded: Eastmark balances, Westmark balances, Seagate passes the buck"),
        ("alignment-games history", "(2 cases, 5 states)"),
        ("alignment-games replicate", "written: two-crises"),
        ("python two-crises/replicate.py", "all results are the same"),
    ],
    "From three formulas to a proposition": [
        ("alignment-games conditions", "b >= b*d + c"),
        ("alignment-games sweep", "101 games over c ("),
        ("pdflatex", "Output written on paper.pdf (1 page"),
    ],
}


def walks():
    """Return the blocks of each walk, by its heading."""
    _, *parts = re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    return {part.splitlines()[0]: _BLOCK.findall(part) for part in parts}


def run(line, capsys):
    """Run one command, in this process where it is Python; return what it printed, None where there is no program."""
    command, _, target = line.removeprefix("$ ").partition(" > ")
    program, *arguments = shlex.split(command)
    if program == "mkdir":
        Path(arguments[0]).mkdir()
    elif program == "alignment-games":
        assert main(arguments) == 0, line
    elif program == "python":
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("sys.argv", arguments)
            patched.setenv("PYTHONPATH", str(PAGE.parents[1]))
            try:
                runpy.run_path(arguments[0], run_name="__main__")
            except SystemExit as done:
                if done.code:
                    raise
    elif shutil.which(program) is None:
        return None
    else:
        run = subprocess.run([program, *arguments], capture_output=True, text=True, check=True, timeout=120)
        return run.stdout
    said = capsys.readouterr().out
    if target:
        Path(target).write_text(said, encoding="utf-8")
    return said


@pytest.mark.slow
@pytest.mark.parametrize("walk", SAID)
def test_the_walk_runs_as_it_is_written(walk, tmp_path, monkeypatch, capsys):
    pytest.importorskip("matplotlib")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    said = {}
    for language, text in walks()[walk]:
        if language == "console":
            said |= {line.removeprefix("$ "): run(line, capsys) for line in text.splitlines()}
        else:
            Path(_NAME.match(text)[1]).write_text(text, encoding="utf-8")
    for program, words in SAID[walk]:
        told = [text for line, text in said.items() if line.startswith(program)]
        assert told
        assert None in told or any(words in " ".join(text.split()) for text in told), (program, told)


def test_every_walk_is_tested():
    assert list(walks()) == list(SAID)
