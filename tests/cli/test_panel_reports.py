"""What is said of a panel, and the files beside it."""

import pytest

from alignment_games.cli.panel_reports import panel_report
from alignment_games.errors import InvalidModelError, UnwrittenError
from tests.sweeps.panels.test_panels import NAMES, dyads


def test_the_report_says_what_was_read_what_came_out_and_where_it_is(tmp_path):
    text = panel_report(dyads(), ["Israel"], None, names=NAMES, output=tmp_path / "p.csv", workers=1)
    assert "the table: 21 rows, 4 states, 1950-1953" in text
    assert "4 games: 1 threat, 4 years, 2 to 3 states in each; 11 rows; nothing left out" in text
    counts = text.split("responses: ")[1].splitlines()[0].split(", ")
    assert sum(int(each.split()[-1]) for each in counts) == 11
    assert "every state perceives an intent of 0.5; intent= (--intent) changes it" in text
    assert f"rows: {tmp_path / 'p.csv'}" in text
    assert (tmp_path / "p.csv").read_text(encoding="utf-8").count("\n") == 12


def test_files_that_cannot_be_written_are_refused_before_the_work(tmp_path):
    with pytest.raises(UnwrittenError, match="No such file or directory"):
        panel_report("none.csv", None, None, output=tmp_path / "no" / "p.csv")
    with pytest.raises(InvalidModelError, match=r"\.csv, \.parquet or \.dta"):
        panel_report("none.csv", None, None, output=tmp_path / "p.txt")
    with pytest.raises(InvalidModelError, match="a picture shows one threat"):
        panel_report("none.csv", [1, 2], None, plot=tmp_path / "p.png")
