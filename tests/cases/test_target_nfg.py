"""A Gambit file as a target: by name, on standard input, and its errors."""

from fractions import Fraction
from io import BytesIO, StringIO, TextIOWrapper

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


MODEL = """{"threat": {"name": "T", "power": 0.2}, "states": [
{"name": "A", "power": 0.1, "contiguous": true, "intent": 0.5},
{"name": "Ö", "power": 0.1, "contiguous": true, "intent": 0.5}]}"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_standard_input_is_read_as_files_are(monkeypatch, encoding):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(MODEL.encode(encoding)), encoding="ascii"))
    assert open_target("-").names == ("A", "Ö")  # JSON by its brace, UTF-8 in any locale
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"\xff\xff"), encoding="ascii"))
    with pytest.raises(ag.InvalidModelError, match="standard input: cannot be read as text: line 1"):
        open_target("-")


@pytest.mark.parametrize("target", ["x" * 5000, "a\0b", "."])
def test_what_can_be_no_file_is_refused_in_a_short_line(target):
    with pytest.raises(ag.InvalidModelError) as caught:
        open_target(target)
    assert len(str(caught.value)) < 1500
