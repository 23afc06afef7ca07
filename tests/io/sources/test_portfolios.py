"""Portfolios of alliances from a file, compared by the published formula."""

import pytest

import alignment_games as ag
from alignment_games.io.sources.portfolios import read_portfolios


def test_portfolios_compare_as_the_formula_says(tmp_path):
    path = tmp_path / "portfolios.csv"
    path.write_text("stateabb,cinc,A,B\nX,3,3,0\nY,1,0,0\n", encoding="utf-8")
    found = read_portfolios(path)
    assert found.similarity("A", "B") == pytest.approx(1 - 2 * 3 / (3 * 2))  # S = 1 - 2 sum |a - b| / (3 n)
    assert found.similarity("A", "B", weighted=True) == pytest.approx(1 - 2 * 9 / (3 * 4))
    with pytest.raises(ag.InvalidModelError, match="unknown portfolio 'C'"):
        found.similarity("A", "C")
    path.write_text("stateabb,cinc,A\nX,3,3\nY,1,NA\n", encoding="utf-8")
    with pytest.raises(ag.InvalidModelError, match="A: the entry of Y is missing"):
        read_portfolios(path)
