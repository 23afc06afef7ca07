"""A Gambit file as a target: by name, on standard input, and its errors."""

from fractions import Fraction
from io import StringIO

import pytest

import alignment_games as ag
from alignment_games.cases.target import open_target

TEXT = 'NFG 1 R "" { "A" "B" } { 1 2 } 1 0.5 2 0.25'


def test_an_nfg_file_opens_as_a_game(tmp_path):
    (tmp_path / "g.nfg").write_text(TEXT, encoding="utf-8")
    game = open_target(str(tmp_path / "g.nfg"))
    assert isinstance(game, ag.NormalFormGame)
    assert game.payoffs[1].tolist() == [[0.5, 0.25]]
    assert open_target(str(tmp_path / "g.nfg"), exact=True).payoffs[1, 0, 1] == Fraction(1, 4)


@pytest.mark.parametrize("before", ["", "\n  "])
def test_standard_input_that_starts_with_nfg_is_a_game(monkeypatch, before):
    monkeypatch.setattr("sys.stdin", StringIO(before + TEXT))
    assert open_target("-").players == ("A", "B")


def test_a_missing_file_is_named():
    with pytest.raises(ag.InvalidModelError, match=r"none\.nfg: no such file"):
        open_target("none.nfg")
