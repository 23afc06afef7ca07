"""The panel on the command line."""

import csv

import pytest

from alignment_games.cli import main
from tests.sweeps.panels.test_panels import dyads


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "dyads.csv"
    rows = dyads()
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(rows)
        writer.writerows(zip(*rows.values(), strict=True))
    return path


def test_a_panel_is_written_and_told(table, tmp_path, capsys):
    output = tmp_path / "panel.csv"
    given = ["--threat", "Israel", "--years", "1950:1952", "--names", "666=Israel,651=Egypt", "--intent", "Egypt=0.9"]
    assert main(["panel", str(table), *given, "--set", "burden=0.1", "-o", str(output)]) == 0
    said = capsys.readouterr().out
    assert "3 games: 1 threat, 3 years, 2 to 3 states in each; 8 rows" in said
    with output.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["intent"] for row in rows if row["state"] == "651"] == ["0.9"] * 3


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("--threat 999", "threats: unknown state '999'"),
        ("--threat 666 --years 1960:1950", "the first not after the last"),
        ("--threat 666 --years x", "--years 'x': expected a whole number"),
        ("--threat 666 --intent 651=high", "'high' is not a number"),
        ("--threat 666 --names 666", "--names '666': expected each NAME=VALUE once"),
        ("--threat 666 --set burdn=1", "unknown parameter 'burdn'; did you mean 'burden'"),
        ("--threat 666 --set burden", "--set 'burden': expected NAME=VALUE, like burden=0.2"),
        ("--threat Israel", "say which code it is with names (--names CODE=Israel)"),
        ("--threat 666 --names Israel=666", "a name comes after its code"),
        ("--threat 666 --plot strips.bmp", "pictures are saved as .png, .pdf, .svg or .eps"),
        ("--threat 666 -o p.xls", "tables are written as .csv, .parquet or .dta"),
        ("--threat 666 --columns distance=km", "unknown column 'km'"),
    ],
)
def test_what_makes_no_sense_is_one_line(table, capsys, given, message):
    assert main(["panel", str(table), *given.split()]) == 2
    told = capsys.readouterr().err
    assert message in told
    assert told.count("\n") == 1
