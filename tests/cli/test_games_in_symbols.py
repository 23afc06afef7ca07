"""A theorist's own game, from a file to a proposition, on the command line."""

import pytest

from alignment_games.cli import main
from tests.io.game_files.test_game_file import TOML


@pytest.fixture
def game(tmp_path):
    path = tmp_path / "three.toml"
    path.write_text(TOML, encoding="utf-8")
    return str(path)


def said(capsys, *arguments):
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def test_conditions_keep_all_parameters_that_are_not_set(game, capsys):
    profile = ("--profile", "balance, balance, buck_pass")
    assert "benefit >= cost  (Britain would not rather" in said(capsys, "conditions", game, *profile)
    assert "1 >= 2*cost" in said(capsys, "conditions", game, *profile, "--set", "benefit=0.5")
    # The file says that the cost is at most one.
    assert "is always an equilibrium (given cost <= 1)" in said(
        capsys, "conditions", game, *profile, "--set", "benefit=1"
    )
    assert r"\mathit{benefit} &\geq \mathit{cost}" in said(capsys, "conditions", game, *profile, "--latex")


def test_thresholds_solutions_and_sweeps_of_a_written_game(game, capsys):
    ask = ("--state", "Britain", "--between", "balance,buck_pass", "--by", "cost", "--others", "balance,buck_pass")
    assert "exactly when cost <= benefit" in " ".join(said(capsys, "threshold", game, *ask).split())
    assert "9 equilibria" in said(capsys, "solve", game, "--set", "benefit=1")  # the cost is the file's
    shares = said(capsys, "sweep", game, "--over", "benefit=0.1:0.3:11")
    assert "11 games over benefit" in shares
    assert "all buck_pass  [benefit 0.1 to 0.24]" in shares


def test_what_is_wrong_is_one_line(game, capsys):
    assert main(["solve", game]) == 2
    assert "payoffs hold the symbols" in capsys.readouterr().err
    assert main(["solve", game, "--set", "costs=1"]) == 2
    assert "unknown parameter 'costs'; did you mean 'cost'" in capsys.readouterr().err
    assert main(["solve", game, "--set", "benefit=1", "--set", "cost=2"]) == 2
    assert "cost must be at least 0 and at most 1, got 2.0" in capsys.readouterr().err
