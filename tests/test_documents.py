"""README's Python blocks, its commands and every example run as written."""

import doctest
import re
import runpy
import shlex
from pathlib import Path

import pytest

from alignment_games.cli import main
from alignment_games.errors import MissingExtraError

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.slow
def test_the_readme_runs():
    text = (ROOT / "README.md").read_text("utf-8")
    assert re.search(r"```python\n>>> ", text)
    blocks = "\n".join(re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL))
    test = doctest.DocTestParser().get_doctest(blocks, {}, "README.md", "README.md", 0)
    options = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    results = doctest.DocTestRunner(optionflags=options).run(test)
    assert results.attempted > 3
    assert results.failed == 0


def test_the_first_answer_of_the_readme_is_what_is_printed(capsys):
    text = (ROOT / "README.md").read_text("utf-8")
    shown = re.search(r"```text\n(.*?)```", text, flags=re.DOTALL)[1].splitlines()
    assert main(["solve", "europe-1938"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [shown[k] for k in (0, 1, -1)] == [printed[k] for k in (0, 1, -1)]
    # The last column is a regret, which another processor may round to another number next to zero.
    assert [line.split()[:-1] for line in shown[2:-1]] == [line.split()[:-1] for line in printed[2:-1]]


def test_the_pictures_and_pages_that_the_readme_shows_are_there():
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert sum(target.endswith(".svg") for target in targets) == 3
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.slow
def test_the_commands_of_the_readme_run(capsys, monkeypatch, tmp_path):
    text = (ROOT / "README.md").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALIGNMENT_GAMES_DATA", raising=False)
    few = ["europe-1936", "napoleon-1805"]  # tests/cli lets the same command judge all cases
    monkeypatch.setattr("alignment_games.analysis.history.case_names", lambda: few)
    (tmp_path / "my.toml").write_text(re.search(r"```toml\n(.*?)```", text, flags=re.DOTALL)[1], encoding="utf-8")
    lines = [
        line for block in re.findall(r"```console\n(.*?)```", text, flags=re.DOTALL) for line in block.splitlines()
    ]
    quoted = re.findall(r"`(alignment-games [^`]+)`", text)
    commands = [shlex.split(line.removeprefix("$ ")) for line in (*lines, *quoted) if "venv" not in line]
    for program, *arguments in commands:
        if program == "python":
            runpy.run_path(str(ROOT / arguments[0]), run_name="__main__")
        else:
            assert program == "alignment-games"
            assert main(arguments) == 0, arguments
        assert capsys.readouterr().out.strip()
    assert len(commands) >= 18


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_runs(path, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    try:
        runpy.run_path(str(path), run_name="__main__")
    except MissingExtraError as missing:
        pytest.skip(str(missing))
    assert capsys.readouterr().out.strip()


def test_the_files_that_contributors_are_sent_to_are_there():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = set(re.findall(r"`([\w/.*-]+(?:\.\w+|/))`", text))
    here = {name for name in named if "<" not in name and "/" in name}
    assert len(here) > 20
    missing = [name for name in here if not any(list(folder.glob(name)) for folder in (ROOT, ROOT / "alignment_games"))]
    assert missing == []
