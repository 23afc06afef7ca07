"""Folders to deposit from the command line: of files and scripts, and of a panel."""

import json

import pytest

from alignment_games import NormalFormGame, write_model
from alignment_games.cli import main
from tests.report.deposit.test_deposit import DYADS


@pytest.mark.slow
def test_files_are_deposited_as_they_are_with_a_script_and_its_data(tmp_path, capsys):
    NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]]).to_nfg(tmp_path / "one.nfg")
    (tmp_path / "count.py").write_text('open("n.txt", "w").write(open("n.csv").read())', encoding="utf-8")
    (tmp_path / "n.csv").write_text("7", encoding="utf-8")
    files = ["--script", str(tmp_path / "count.py"), "--data", str(tmp_path / "n.csv"), "--title", "Ours"]
    assert main(["replicate", str(tmp_path / "one.nfg"), *files, "-o", str(tmp_path / "out")]) == 0
    assert "written:" in capsys.readouterr().out
    assert (tmp_path / "out" / "models" / "one.nfg").read_bytes() == (tmp_path / "one.nfg").read_bytes()
    assert (tmp_path / "out" / "results" / "n.txt").read_text() == "7"
    (dilemma,) = json.loads((tmp_path / "out" / "results" / "one.json").read_text())["equilibria"]
    assert list(dilemma["payoffs"].values()) == ["1", "1"]
    assert (tmp_path / "out" / "README.md").read_text().startswith("# Ours\n")


def test_what_set_changes_is_in_the_model_deposited(tmp_path, monkeypatch):
    seen = {}
    monkeypatch.setattr(
        "alignment_games.report.deposit.deposit._make_results", lambda part, *_, **__: (part / "results").mkdir()
    )
    write_model("europe-1938", tmp_path / "mine.toml")
    for name, change in (("as it is", []), ("changed", ["--set", "burden=0.125"])):
        out = tmp_path / name
        assert main(["replicate", str(tmp_path / "mine.toml"), *change, "-o", str(out)]) == 0
        seen[name] = next((out / "models").iterdir()).read_text("utf-8")
    assert seen["as it is"] == (tmp_path / "mine.toml").read_text("utf-8")
    assert "burden = 0.125" in seen["changed"]


@pytest.mark.slow
def test_a_panel_writes_its_own_deposit(tmp_path, capsys):
    (tmp_path / "dyads.csv").write_text(DYADS, encoding="utf-8")
    options = ["--threat", "255", "--years", "1938:1939", "--intent", "200=0.8", "--set", "burden=0.02"]
    options += ["--names", "200=UK"]
    rows, out = tmp_path / "panel.csv", tmp_path / "out"
    assert main(["panel", str(tmp_path / "dyads.csv"), *options, "-o", str(rows), "--deposit", str(out)]) == 0
    assert (out / "results" / "panel.csv").read_bytes() == rows.read_bytes()
    script = (out / "scripts" / "make_tables.py").read_text("utf-8")
    assert (
        "ag.panel('dyads.csv', threats=['255'], years=range(1938, 1940), intent={'200': 0.8}, "
        "names={'200': 'UK'}, utility=ag.SecurityUtility(burden=0.02))"
    ) in script
    capsys.readouterr()
