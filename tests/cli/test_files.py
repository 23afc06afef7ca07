"""From a new file to the scores of a folder, on the command line."""

import json

from alignment_games.cli import main


def test_a_case_of_ones_own_goes_from_new_to_history(tmp_path, capsys):
    fresh, copy = tmp_path / "fresh.toml", tmp_path / "copy.toml"
    assert main(["new", str(fresh)]) == 0
    assert main(["new", str(copy), "--from", "europe-1938"]) == 0
    assert main(["compare", str(fresh)]) == 0
    assert "Two states face a third" in capsys.readouterr().out
    assert main(["history", "--cases", str(tmp_path)]) == 0
    assert "(2 cases, 5 states)" in capsys.readouterr().out


def test_no_file_is_overwritten(tmp_path, capsys):
    path = tmp_path / "mine.toml"
    path.write_text("mine", encoding="utf-8")
    assert main(["new", str(path)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "mine"


def test_the_schema_is_json(capsys):
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["required"] == ["threat", "states"]
