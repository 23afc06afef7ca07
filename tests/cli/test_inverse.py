"""The command rationalise: one case, all, files, JSON, and what it refuses."""

import json

import pytest

from alignment_games.cli import main


def test_a_case_gives_a_page(capsys):
    assert main(["rationalise", "europe-1938"]) == 0
    text = capsys.readouterr().out
    assert "Munich is rational, each figure moving alone, exactly when burden >= 0.0409" in text
    assert "intent of Britain <= 0.612" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 100


def test_ranges_parameters_and_the_nearest_world(capsys):
    arguments = ["rationalise", "europe-1938", "--over", "burden=0:0.1", "--over", "autonomy=0:1", "--nearest"]
    assert main([*arguments, "--set", "burden=0.06", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["box"] == {"burden": [0, 0.1], "autonomy": [0, 1]}
    assert document["exact"] is True
    assert document["nearest"]["verified"] is True


def test_a_table_and_a_picture(tmp_path, capsys):
    pytest.importorskip("matplotlib")
    table, picture = tmp_path / "a.csv", tmp_path / "a.png"
    arguments = ["rationalise", "europe-1938", "--over", "burden=0:0.3", "--over", "autonomy=0:0.5"]
    assert main([*arguments, "--csv", str(table), "--plot", str(picture)]) == 0
    header, first, *rest = table.read_text("utf-8").splitlines()
    assert header.startswith("case,state,recorded,deviation,slack,binds,asks")
    assert first.startswith("europe-1938,Britain,buck_pass,balance,")
    assert len(rest) == 5
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert f"table: {table}\n" in capsys.readouterr().out


@pytest.mark.slow
def test_all_cases_in_one_table(capsys):
    assert main(["rationalise", "--all", "--over", "burden=0:0.3", "--over", "punishment=0:0.5"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = {line.split()[0]: line for line in lines if "-19" in line or "-18" in line}
    assert "none" in rows["europe-1936"]
    assert "%" in rows["europe-1938"]
    assert "all proven" in " ".join(lines)


def test_one_vector_for_all_cases(capsys, monkeypatch):
    monkeypatch.setattr("alignment_games.cases.case.case_names", lambda: ["europe-1936", "europe-1938"])
    assert main(["rationalise", "--together", "--over", "burden=0:0.3", "--over", "reliability=0.5:1:2"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "5 of 6 states (83 %) at a best reply" in text
    assert "whole cases at least" in text
    assert main(["rationalise", "--together", "--over", "burden=0:0.3", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["states"], document["at_best_reply"], document["bound"]) == (6, 5, 5)
    assert main(["rationalise", "--together", "--over", "reliability=0:1"]) == 2
    assert "not affine" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "expected one case, --all"),
        (["europe-1938", "--all"], "expected one case, --all"),
        (["--all", "--nearest"], "--nearest is not for --all"),
        (["--all", "--each-alone"], "--each-alone is not for --all"),
        (["europe-1938", "--each-alone", "--json"], "--each-alone is for the page in words"),
        (["--all", "--set", "burden=1"], "--set is not for --all"),
        (["--together", "--csv", "a.csv"], "--csv is not for --together"),
        (["europe-1938", "--margin", "0.1"], "--margin is for --together"),
        (["europe-1938", "--over", "reliability=0:1:3"], "is for --together"),
        (["--together", "--over", "reliability=0:1:x"], "whole number"),
        (["europe-193"], "did you mean 'europe-193"),
        (["europe-1938", "--over", "burden"], "expected NAME=LOW:HIGH"),
        (["europe-1938", "--over", "burden=0:x"], "is not a number"),
        (["europe-1938", "--over", "burden=1:0"], "0 <= low < high"),
        (["europe-1938", "--over", "burden=0:1", "--over", "burden=0:2"], "given twice"),
        (["europe-1938", "--over", "intent.Italy=0:1"], "no record has it"),
        (["europe-1938", "--plot", "/no/such/folder/a.png"], "cannot be written"),
    ],
)
def test_what_it_refuses_it_refuses_in_one_line(arguments, message, capsys):
    assert main(["rationalise", *arguments]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1


def test_a_model_without_a_record_is_refused(tmp_path, capsys):
    from dataclasses import replace

    from alignment_games import load_case, write_model

    path = tmp_path / "model.toml"
    write_model(replace(load_case("europe-1938").model, about={}), path)
    assert main(["rationalise", str(path)]) == 2
    assert "no recorded outcome" in capsys.readouterr().err
