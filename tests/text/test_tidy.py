"""Tidy rows as a data frame."""

import sys
from dataclasses import dataclass

import pytest

from alignment_games.errors import InvalidModelError, MissingExtraError
from alignment_games.text.tidy import Tidy, row_of, tidy_row


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


@dataclass
class Change:
    term: str
    change: float
    profile: tuple[float, float]
    band: tuple[float, float]


def test_intervals_become_two_columns_each_after_the_others():
    row = tidy_row(Change("threat", 0.1, (0.0, 0.2), (-0.5, 0.25)), profile="profile", band="change")
    assert list(row.items()) == [
        ("term", "threat"),
        ("change", 0.1),
        ("profile_low", 0.0),
        ("profile_high", 0.2),
        ("change_low", -0.5),
        ("change_high", 0.25),
    ]


def test_a_row_is_found_by_one_column_or_two_and_another_is_refused():
    rows = [Change("threat", 0.1, (0, 0), (0, 0)), Change("pacts", 0.2, (0, 0), (0, 0))]
    assert row_of(rows, "pacts", "term") is rows[1]
    assert row_of(rows, ("threat", 0.1), "term", "change") is rows[0]
    with pytest.raises(InvalidModelError, match="unknown term 'pact'; did you mean 'pacts'"):
        row_of(rows, "pact", "term")
