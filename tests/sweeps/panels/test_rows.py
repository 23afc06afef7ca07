"""Rows of a panel: plain values, and files that R, Stata and pandas read."""

import csv
import json
from dataclasses import replace

import numpy as np
import pytest

from alignment_games.cli.panel_reports import panel_in_words
from alignment_games.errors import InvalidModelError
from alignment_games.sweeps.panels.panels import panel
from alignment_games.sweeps.panels.rows import _is_interpolated
from tests.sweeps.panels.test_panels import NAMES, dyads

MADE = panel(dyads(), 666, names=NAMES, covariates=["capdist"])


def test_records_are_plain_numbers_and_text():
    records = MADE.to_records()
    assert {type(value) for row in records for value in row.values()} == {int, float, str, bool}
    assert json.loads(json.dumps(records)) == records
    assert records[0] == MADE[0] == MADE[:2][0]
    assert len(records) == len(MADE) == 11


def test_covariates_come_last():
    assert list(MADE.columns)[-1] == "capdist"
    assert min(MADE.columns["capdist"]) > 50


def test_csv_files_hold_all_columns_and_read_back(tmp_path):
    path = tmp_path / "panel.csv"
    MADE.write(path)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [list(row) for row in rows] == [list(MADE.columns)] * 11
    assert [float(row["slack"]) for row in rows] == MADE.columns["slack"]
    assert {row["complete"] for row in rows} == {"TRUE"}


@pytest.mark.parametrize(("ending", "module"), [("dta", "pandas"), ("parquet", "pyarrow")])
def test_frames_and_binary_files_read_back(tmp_path, ending, module):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    pytest.importorskip(module, reason=f"{module} is not installed")
    path = tmp_path / f"panel.{ending}"
    MADE.write(path)
    read = pandas.read_stata(path) if ending == "dta" else pandas.read_parquet(path)
    frame = MADE.to_frame()
    assert read["response"].tolist() == frame["response"].tolist()
    assert read["slack"].tolist() == frame["slack"].tolist()
    assert read["binding"].astype(bool).tolist() == frame["binding"].tolist()


def test_other_endings_are_refused(tmp_path):
    with pytest.raises(InvalidModelError, match=r"tables are written as .csv, .parquet or .dta"):
        MADE.write(tmp_path / "panel.xlsx")


def test_probabilities_that_are_interpolated_are_counted_and_said():
    everything = np.full((9, 3), 1 / 3)  # 9 * 3^9 = 177,147 payoffs, and with one state more 590,490
    assert not _is_interpolated(everything)
    assert _is_interpolated(np.full((10, 3), 1 / 3))
    assert not _is_interpolated(np.where(np.arange(3) == 2, np.nan, np.full((10, 3), 1 / 2)))  # two on offer: 10,240
    assert MADE.interpolated == 0
    assert "interpolated" not in panel_in_words(MADE)
    assert "probabilities in 2 large games are interpolated" in panel_in_words(replace(MADE, interpolated=2))
