"""The answers on a grid as tables: a row for each point, and the same over the axes."""

import csv

import numpy as np
import pytest

from alignment_games.sweeps import sweep
from alignment_games.sweeps.grids.phase_tables import as_data_set, columns_of, write_csv


@pytest.fixture(scope="module")
def grid():
    return sweep("europe-1938", vary={"burden": [0.01, 0.05, 0.2], "intent": [0.2, 0.9]})


def test_columns_have_an_entry_for_each_point_the_last_axis_fastest(grid):
    columns = columns_of(grid)
    assert columns["burden"].tolist() == [0.01, 0.01, 0.05, 0.05, 0.2, 0.2]
    assert columns["intent"].tolist() == [0.2, 0.9] * 3
    assert columns["equilibria"].tolist() == grid.counts.ravel().tolist()
    assert columns["France"].tolist() == grid.response("France").ravel().tolist()


def test_the_file_reads_back_as_the_columns(grid, tmp_path):
    write_csv(grid, tmp_path / "grid.csv")
    with (tmp_path / "grid.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    columns = columns_of(grid)
    assert list(rows[0]) == list(columns)
    assert [float(row["burden"]) for row in rows] == columns["burden"].tolist()
    assert [row["USSR"] for row in rows] == columns["USSR"].tolist()


def test_a_data_set_says_where_each_profile_is_an_equilibrium(grid):
    pytest.importorskip("xarray", reason="needs the data extra")
    found = as_data_set(grid)
    assert found["equilibrium"].sum("profile").values.tolist() == grid.counts.tolist()
    everybody = ", ".join(["balance"] * 3)
    assert np.array_equal(found["equilibrium"].sel(profile=everybody), grid.is_equilibrium(everybody))
    assert found["response"].sel(state="France").values.tolist() == grid.response("France").tolist()
