import json

from alignment_games import NormalFormGame
from alignment_games.catalogue.known_games import known_game
from alignment_games.cli import main


def test_mixed_equilibria_are_told_as_algebraic_numbers(tmp_path, capsys):
    path = tmp_path / "irrational.nfg"
    known_game("irrational").game.to_nfg(path)
    assert main(["solve", str(path), "--algebraic"]) == 0
    assert "One     first   0.619232579472554  53/46 - sqrt(601)/46" in capsys.readouterr().out
    NormalFormGame([[[0, 0], [0, 0]], [[0, 1], [1, 0]]]).to_nfg(path)
    assert main(["solve", str(path), "--algebraic", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["algebraic"]["3"].startswith("no exact form: the equations")
