"""What was read of a table of dyads is told column by column, with what was passed over."""

import numpy as np

from alignment_games.io.dyads.reading import reading_of

STATES = {"s1": [2, 2, 3], "s2": [3, 4, 4], "year": [1938, None, 1939]}
RAW = {**STATES, "p1": [0.1, 0.2, ""], "t1": [1, 2, 3], "t2": [4, 5, None]}
NAMED = {"one": "s1", "other": "s2", "year": "year", "power_one": "p1"}


def read():
    kept, years = np.array([True, False, True]), np.array([1938, 0, 1939])
    return reading_of("dyads.csv", RAW, NAMED, {"trade": ("t1", "t2")}, [*RAW, "spare"], kept, years, states=3)


def test_figures_and_gaps_are_counted_by_column():
    rows = {row["role"]: (row["column"], row["figures"], row["missing"]) for row in read().to_records()}
    assert rows["year"] == ("year", 2, 1)
    assert rows["power_one"] == ("p1", 2, 1)
    assert {row["column"] for row in read().to_records() if row["role"] == "covariate trade"} == {"t1", "t2"}
    assert rows[""] == ("spare", 0, 0)


def test_it_prints_the_span_the_unused_and_the_rows_passed_over():
    lines = str(read()).splitlines()
    assert lines[0] == "dyads.csv: 3 rows, 3 states, 1938-1939"
    assert "not used: spare" in lines
    assert lines[-1] == "1 left out: 1 rows: no s1, s2, year; the first is row 2"
