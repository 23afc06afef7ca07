"""An interrupt ends a check of many games; it is not taken for the answer to one of them."""

import pytest

from alignment_games.cli import main
from alignment_games.solvers import VertexEnumeration
from tests.sweeps.interrupting import interrupted_in_the_middle


@pytest.mark.parametrize("words", ["benchmark", "catalog --check"])
def test_an_interrupt_ends_the_whole_check(words, monkeypatch, capsys):
    monkeypatch.setattr(VertexEnumeration, "propose", interrupted_in_the_middle)
    assert main(words.split()) == 130
    out, err = capsys.readouterr()
    assert err == "alignment-games: interrupted\n"
    assert "equilibrium found" not in out
    assert "missed or wrong" not in out
    assert "claims reproduced" not in out
