"""Text that a spreadsheet would run gets an apostrophe; numbers read back as they were."""

import csv
from fractions import Fraction
from io import StringIO

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.io.results.result_files import results_csv
from alignment_games.io.results.spreadsheet import cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "--1", "-2+3", "=cmd|' /C calc'!A0"]
)
def test_formulas_become_text(text):
    assert cell(text) == "'" + text


@pytest.mark.parametrize("value", [-0.5, -3, Fraction(-1, 3), "-0.5", "+1e-9", "balance", "", "1=1", None, True])
def test_everything_else_stays(value):
    assert cell(value) is value


def test_the_files_of_results_hold_no_formula_and_the_same_numbers(tmp_path):
    game = ag.NormalFormGame(np.array([[-1.5, -2.0]]), ["=Ann()"], [["@x", "-1"]])
    rows = list(csv.DictReader(StringIO(results_csv(ag.solve(game)))))
    assert [row["state"] for row in rows] == ["'=Ann()"] * 2
    assert [row["action"] for row in rows] == ["'@x", "-1"]
    assert [float(row["payoff"]) for row in rows] == [-1.5, -1.5]


def test_the_table_of_a_phase_diagram_too(tmp_path):
    states = [ag.State(name, power=1) for name in ("=A", "B")]
    model = ag.response_model(states, ag.State("rival", power=3), [0.4, 0.4])
    ag.sweep(model, vary={"burden": [0.0, 0.1]}).to_csv(tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert "'=A" in header
    assert [float(row[0]) for row in rows] == [0.0, 0.1]
