"""The deposit folder: complete, checked, and its script obtains the same results, or says that it does not."""

import hashlib
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import alignment_games as ag
from alignment_games.errors import UnwrittenError
from alignment_games.report.deposit import replicate

ROOT = Path(__file__).parents[2]


def run(folder):
    command = [sys.executable, "replicate.py"]
    return subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )


def two_states():
    states = [ag.State("Britain", Fraction(78, 1000)), ag.State("France", Fraction(46, 1000))]
    germany = ag.State("Germany", Fraction(154, 1000), offence=Fraction(6, 5))
    threat = ag.perceived_threat(states, germany, distance_km=[932, 0], intent=Fraction(9, 10))
    return ag.response_game(states, germany, threat).model


TARGETS = {
    "case": lambda: ag.load_case("europe-1938"),
    "exact model": two_states,
    "game": lambda: ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, Fraction(5, 2)]]], ["Ann", "Bob"]),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_the_script_obtains_the_same_results(tmp_path, name):
    folder = replicate(TARGETS[name](), tmp_path / "deposit")
    done = run(folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("same as results.json\n")


def test_the_script_notices_other_results(tmp_path):
    folder = replicate(ag.load_case("europe-1938"), tmp_path / "deposit")
    results = folder / "results.json"
    results.write_text(results.read_text().replace('"buck_pass": 1.0', '"buck_pass": 0.5', 1))
    done = run(folder)
    assert done.returncode == 1
    assert "NOT the same" in done.stdout


def test_every_file_is_there_with_its_checksum(tmp_path):
    folder = replicate(ag.load_case("europe-1938"), tmp_path / "a" / "deposit")
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == {
        *("model.toml", "replicate.py", "results.json", "results.csv", "brief.html", "brief.md"),
        *("requirements.txt", "README.md"),
    }
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        assert name in (folder / "README.md").read_text() + "README.md"
    assert f"alignment-games=={ag.__version__}" in (folder / "requirements.txt").read_text()


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ag.InvalidModelError, match="not an empty folder"):
        replicate(ag.load_case("europe-1938"), tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_folder_that_cannot_be_filled_is_not_there(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("alignment_games.report.deposit.write_model", full)
    with pytest.raises(UnwrittenError, match="No space left"):
        ag.replicate(ag.load_case("europe-1938"), tmp_path / "deposit")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_a_parent_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(UnwrittenError, match="cannot be written"):
        ag.replicate(ag.load_case("europe-1938"), tmp_path / "file" / "deposit")


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b"])
def test_what_is_no_path_is_said(tmp_path, name):
    with pytest.raises(UnwrittenError, match="cannot be written"):
        ag.replicate(ag.load_case("europe-1938"), tmp_path / name)
    assert list(tmp_path.iterdir()) == []
