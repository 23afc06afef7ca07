"""What is on the shelf: parameters described, and checks of many games, which an interrupt ends."""

import json

import pytest

from alignment_games.cli import main
from alignment_games.solvers import VertexEnumeration
from tests.sweeps.interrupting import interrupted_in_the_middle


@pytest.mark.slow
@pytest.mark.parametrize("words", ["benchmark", "catalogue --check"])
def test_an_interrupt_ends_the_whole_check(words, monkeypatch, capsys):
    monkeypatch.setattr(VertexEnumeration, "propose", interrupted_in_the_middle)
    assert main(words.split()) == 130
    out, err = capsys.readouterr()
    assert err == "alignment-games: interrupted\n"
    assert "equilibrium found" not in out
    assert "missed or wrong" not in out
    assert "claims reproduced" not in out


def test_parameters_are_described_for_cases_encodings_and_files(capsys):
    assert main(["parameters", "chain_ganging"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "advantage of the offence over the defence (1 is par)" in out
    assert "--set cost=... or --set cost.France=..." in out
    assert max(map(len, out.splitlines())) <= 100
    assert main(["parameters", "europe-1938", "--json"]) == 0
    records = {each["name"]: each for each in json.loads(capsys.readouterr().out)["parameters"]}
    assert records["intent"]["value"] == {"Britain": 0.5, "France": 0.7, "USSR": 0.7}
    assert records["intent"]["in_file"] == "[[states]] intent"
    assert main(["parameters"]) == 0
    assert "burden" in capsys.readouterr().out


def test_the_help_names_the_parameters_that_are_described(capsys):
    with pytest.raises(SystemExit):
        main(["solve", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "Parameters of cases and response models: burden, punishment, appeasement" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("solve dilemma --set sucker=3", "1 equilibrium"),
        ("sweep dilemma --over temptation=1:5:5", "5 games over temptation"),
        ("uncertain dilemma --draws 50 --seed 1", "50 draws"),
        ("conditions chain_ganging --profile balance,balance --symbols offence", "France would not rather"),
    ],
)
def test_every_command_about_a_model_takes_an_encoding(words, told, capsys):
    assert main(words.split()) == 0
    assert told in capsys.readouterr().out
