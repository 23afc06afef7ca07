"""The deposit folder: complete, checked, and its scripts obtain the same bytes, or it says that they do not."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import alignment_games as ag
from alignment_games.errors import UnwrittenError
from alignment_games.report.deposit.deposit import replicate

ROOT = Path(__file__).parents[3]
DYADS = """"ccode1","ccode2","year","cinc1","cinc2","capdist","conttype"
200,255,1938,0.078,0.154,932,0
220,255,1938,0.046,0.154,880,1
200,255,1939,0.1,0.178,932,0
220,255,1939,0.04,0.178,880,1
"""
#: Stands for the analysis of a paper: it reads the data, uses what the tables' script left, and writes a table.
SCRIPT = """\
import csv
import numpy as np
rows = list(csv.DictReader(open("panel.csv")))
slack = np.array([float(row["slack"]) for row in rows])
open("slack.tex", "w").write(f"mean slack & {slack.mean():.6f} \\\\\\\\ % {open('dyads.csv').readline()}")
"""
#: What was told while the deposit was made: how many results there are, and of how many.
TOLD: list[tuple[int, None]] = []
HUNT = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, Fraction(5, 2)]]], ["Ann", "Bob"], ["stag", "hare"])


def again(folder):
    command = [sys.executable, "replicate.py"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}  # with the kernel of this process, for bytes are asked
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return a deposit with two models, a panel and a script."""
    home = tmp_path_factory.mktemp("home")
    (home / "dyads.csv").write_text(DYADS, encoding="utf-8")
    (home / "slack.py").write_text(SCRIPT, encoding="utf-8")
    return replicate(
        {"hunt": HUNT, "hunt, solved": ag.solve(HUNT.to_float(), ag.solvers.PureEnumeration())},
        home / "a" / "deposit",
        panel={"dyads": home / "dyads.csv", "threats": [255], "utility": ag.SecurityUtility(burden=0.02)},
        script=home / "slack.py",
        title="Who balances | and who does not",
        sources="Correlates of War",
        progress=lambda *told: TOLD.append(told),
    )


@pytest.mark.slow
def test_how_many_results_there_are_is_told_meanwhile(whole):
    assert whole.exists()
    assert {total for _, total in TOLD} == {None}
    assert set(range(14)) >= {done for done, _ in TOLD}  # the results, a file more while one is written


def test_every_file_is_there_with_its_checksum(whole):
    sums = dict(reversed(line.split("  ")) for line in (whole / "SHA256SUMS").read_text().splitlines())
    made = [
        f"results/{name}.{kind}" for name in ("hunt", "hunt-solved") for kind in ("csv", "html", "json", "md", "txt")
    ]
    assert set(sums) == {
        *("README.md", "deposit.json", "replicate.py", "requirements.txt", "data/dyads.csv"),
        *("models/hunt.nfg", "models/hunt-solved.nfg", "scripts/make_tables.py", "scripts/slack.py"),
        *(*made, "results/panel.csv", "results/panel.txt", "results/slack.tex"),
    }
    for name, digest in sums.items():
        assert hashlib.sha256((whole / name).read_bytes()).hexdigest() == digest
    assert f"alignment-games=={ag.__version__}" in (whole / "requirements.txt").read_text()
    page = (whole / "README.md").read_text()
    assert page.startswith("# Who balances | and who does not\n")
    assert "- Correlates of War\n" in page
    assert all(name in page for name in ("data/dyads.csv", "models/hunt.nfg", "scripts/slack.py"))


def test_the_results_are_those_of_the_package(whole):
    results = whole / "results"
    panel = ag.panel(whole / "data" / "dyads.csv", threats=[255], utility=ag.SecurityUtility(burden=0.02))
    panel.write(whole.parent / "panel.csv")
    assert (results / "panel.csv").read_bytes() == (whole.parent / "panel.csv").read_bytes()
    exact = json.loads((results / "hunt.json").read_text())["equilibria"]
    mixed = {
        "Ann": {"stag": "5/7", "hare": "2/7"},
        "Bob": {"stag": "2/3", "hare": "1/3"},
    }  # where each makes the other indifferent
    assert sum(each["profile"] == mixed for each in exact) == 1
    assert len(exact) == 3
    solved = json.loads((results / "hunt-solved.json").read_text())
    assert solved["solver"] == "PureEnumeration(otherwise=None)"
    assert len(solved["equilibria"]) == 2


@pytest.mark.slow
def test_its_scripts_give_the_same_bytes_in_a_fresh_folder(whole, tmp_path):
    fresh = shutil.copytree(whole, tmp_path / "elsewhere")
    done = again(fresh)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1] == "all results are the same"
    assert len(lines) == 14
    assert all(line.endswith(": the same bytes") for line in lines[:-1])


def test_other_data_are_refused_and_missing_ones_named(whole, tmp_path):
    fresh = shutil.copytree(whole, tmp_path / "elsewhere")
    data = fresh / "data" / "dyads.csv"
    data.write_text(data.read_text().replace("0.154", "0.155"))
    done = again(fresh)
    assert done.returncode == 2
    assert "data/dyads.csv is another file than was used" in done.stderr
    data.unlink()
    assert "data/dyads.csv is not here" in again(fresh).stderr


def test_data_of_others_may_stay_out(tmp_path):
    data, script = tmp_path / "secret.csv", tmp_path / "count.py"
    data.write_text("a\n1\n", encoding="utf-8")
    script.write_text('open("rows.txt", "w").write(str(len(open("secret.csv").readlines())))', encoding="utf-8")
    folder = replicate(None, tmp_path / "deposit", data=data, script=script, copy_data=False)
    assert (folder / "results" / "rows.txt").read_text() == "2"
    assert not (folder / "data").exists()
    digest = hashlib.sha256(data.read_bytes()).hexdigest()
    assert digest in (folder / "README.md").read_text()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('open("now.txt", "w").write(str(__import__("time").time_ns()))', "now.txt is not the same when"),
        ("raise RuntimeError('no luck')", "own.py stopped: RuntimeError: no luck"),
        ('open("data.csv", "w").write("")', "a script changed data.csv"),
    ],
)
def test_a_script_that_does_not_repeat_is_not_deposited(tmp_path, line, message):
    (tmp_path / "own.py").write_text(line, encoding="utf-8")
    (tmp_path / "data.csv").write_text("a", encoding="utf-8")
    with pytest.raises(ag.InvalidModelError, match=message):
        replicate(None, tmp_path / "deposit", data=tmp_path / "data.csv", script=tmp_path / "own.py")
    assert not (tmp_path / "deposit").exists()


def test_what_cannot_be_deposited_is_said(tmp_path):
    (tmp_path / "models").write_text("x", encoding="utf-8")
    for options, message in [
        ({}, "nothing to deposit"),
        ({"panel": {"threats": 255}}, "needs the path of its dyads"),
        ({"data": "none.csv"}, "data: no file 'none.csv'"),
        ({"script": tmp_path / "models"}, "would be called models"),
    ]:
        with pytest.raises(ag.InvalidModelError, match=message):
            replicate(None, tmp_path / "deposit", **options)


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ag.InvalidModelError, match="not an empty folder"):
        replicate(ag.load_case("europe-1938"), tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_folder_that_cannot_be_filled_is_not_there(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("alignment_games.report.deposit.items.write_model", full)
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


@pytest.mark.slow
def test_a_model_of_fractions_is_solved_in_fractions(tmp_path):
    states = [ag.State("Britain", Fraction(78, 1000)), ag.State("France", Fraction(46, 1000))]
    germany = ag.State("Germany", Fraction(154, 1000), offence=Fraction(6, 5))
    threat = ag.perceived_threat(states, germany, distance_km=[932, 0], intent=Fraction(9, 10))
    model = ag.response_game(states, germany, threat).model
    folder = replicate(model, tmp_path / "deposit")
    found = json.loads((folder / "results" / "model.json").read_text())["equilibria"]
    assert [each["payoffs"] for each in found] == [
        {state: str(x) for state, x in zip(model.names, each.payoffs.tolist(), strict=True)} for each in ag.solve(model)
    ]
    assert all("/" in x for each in found for x in each["payoffs"].values())
