"""Tables of results as files: missing values, flags and formulas as R, Stata and spreadsheets read them."""

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.results.table_file import check_table_file, write_rows, write_table

COLUMNS = {"state": ["=France", "Łódź"], "power": [0.5, float("nan")], "major": [True, False]}


def test_csv_has_na_flags_and_no_formulas(tmp_path):
    path = tmp_path / "table.csv"
    write_table(COLUMNS, path)
    assert path.read_text(encoding="utf-8") == "state,power,major\n'=France,0.5,TRUE\nŁódź,NA,FALSE\n"


def test_what_a_row_lacks_is_missing(tmp_path):
    path = tmp_path / "table.csv"
    write_rows([{"a": 1}, {"b": "x"}], path)
    assert path.read_text(encoding="utf-8") == "a,b\n1,NA\nNA,x\n"


def test_another_ending_is_refused_before_there_is_anything_to_write(tmp_path):
    with pytest.raises(InvalidModelError, match=r"table\.xlsx: tables are written as \.csv, \.parquet or \.dta"):
        check_table_file(tmp_path / "table.xlsx")


def test_stata_reads_the_same_back(tmp_path):
    pandas = pytest.importorskip("pandas", reason="needs the data extra")
    path = tmp_path / "table.dta"
    write_table(COLUMNS, path)
    back = pandas.read_stata(path)
    assert back["state"].tolist() == ["=France", "Łódź"]
    assert back["major"].tolist() == [1, 0]
    assert back["power"].isna().tolist() == [False, True]
