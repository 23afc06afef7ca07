"""Tidy rows as a data frame."""

import sys

import pytest

from alignment_games.errors import MissingExtraError
from alignment_games.text.tidy import Tidy


class Shares(Tidy):
    def to_records(self):
        return [{"state": "France", "share": 0.046}, {"state": "USSR", "share": 0.164}]


def test_a_frame_has_the_rows_and_their_columns():
    pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    frame = Shares().to_frame()
    assert list(frame.columns) == ["state", "share"]
    assert frame["share"].tolist() == [0.046, 0.164]


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtraError, match="data"):
        Shares().to_frame()
