"""Tables of dyads: roles, either direction, and what was read and what was not."""

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.dyads.table import read_dyads

ROWS = {
    "ccode1": [200, 255, 200],
    "ccode2": [255, 365, 365],
    "year": [1938] * 3,
    "cinc1": [0.078, 0.154, 0.078],
    "cinc2": [0.154, 0.164, 0.164],
    "capdist": [932.2, 1610.1, 2500],
}


def test_either_end_of_a_dyad_is_seen_as_it_sees_the_other():
    ends = {
        "intent1": [0.8, 0.1, 0.3],
        "intent2": [0.2, 0.6, 0.4],
        "offence1": [1, 1.2, 1],
        "offence2": [1.2, 0.9, 0.9],
    }
    table = read_dyads({**ROWS, **ends})
    facing = table.facing(table.states.place(255), 1938)
    assert facing.places.tolist() == [0, 2]
    assert facing.figures["own"].tolist() == [0.078, 0.164]
    assert facing.figures["threat"].tolist() == [0.154, 0.154]
    assert facing.figures["intent"].tolist() == [0.8, 0.6]  # as 200 and 365 see 255
    assert facing.figures["offence"].tolist() == [1.2, 1.2]  # of 255
    back = table.facing(table.states.place(200), 1938)
    assert back.figures["intent"].tolist() == [0.2, 0.4]


def test_both_directions_fill_each_others_gaps_and_may_not_differ():
    both = {name: [*column, {"ccode1": 255, "ccode2": 200}.get(name, column[0])] for name, column in ROWS.items()}
    both |= {"cinc1": [None, *ROWS["cinc1"][1:], 0.154], "cinc2": [*ROWS["cinc2"], 0.078]}
    table = read_dyads(both)
    assert table.facing(1, 1938).figures["own"].tolist() == [0.078, 0.164]
    both["capdist"][-1] = 900
    with pytest.raises(InvalidModelError, match=r"two rows of 255 and 200 in 1938 disagree on distance: 900 and 932.2"):
        read_dyads(both).facing(1, 1938)


def test_directed_perceptions_in_one_column_are_told_where_to_go():
    rows = {"ccode1": [1, 2], "ccode2": [2, 1], "year": [1900] * 2, "cinc1": [0.1] * 2, "cinc2": [0.1] * 2}
    table = read_dyads({**rows, "capdist": [100] * 2, "intent": [0.2, 0.9]})
    with pytest.raises(
        InvalidModelError, match=r"disagree on intent: 0.2 and 0.9; where it is directed, name intent_one"
    ):
        table.facing(0, 1900)


def test_reliability_holds_between_the_states_that_face_the_threat():
    table = read_dyads({**ROWS, "reliability": [0.1, 0.2, 0.3]})
    assert table.reliability([0, 2], 1938) == {(0, 2): 0.3}
    assert table.reliability([0, 2], 1937) == {}


def test_covariates_are_those_of_the_state_that_faces_the_threat():
    given = {"polity1": [10, -9.5, 10], "polity2": [-7, "NA", -3], "trade": [5.0, 6.0, 7.0]}
    table = read_dyads({**ROWS, **given}, covariates={"polity": ("polity1", "polity2"), "trade": "trade"})
    found = table.covariates_of(table.facing(1, 1938))
    assert found["trade"] == [5, 6]
    assert found["polity"][0] == 10
    assert np.isnan(found["polity"][1])


def test_other_names_of_columns_are_known():
    names = {"ccode1": "gwcode1", "ccode2": "gwcode2", "capdist": "mindist"}
    table = read_dyads({names.get(name, name): column for name, column in ROWS.items()})
    assert table.columns["distance"] == "mindist"
    assert len(table.states) == 3


def test_what_was_read_and_what_was_not_is_a_table():
    table = read_dyads({**ROWS, "ccode2": [255, None, 365], "capdist": ["932.2", ".", "<NA>"], "polity2": [1, 2, 3]})
    assert str(table).splitlines() == [
        "the table: 3 rows, 3 states, 1938-1938",
        "  role         column   figures  missing",
        "  one          ccode1         3        0",
        "  other        ccode2         2        1",
        "  year         year           3        0",
        "  power_one    cinc1          3        0",
        "  power_other  cinc2          3        0",
        "  distance     capdist        1        2",
        "not used: polity2",
        "1 left out: 1 rows: no ccode1, ccode2, year; the first is row 2",
    ]
    assert table.reading.to_records()[-1] == {"role": "", "column": "polity2", "figures": 0, "missing": 0}


@pytest.mark.parametrize(
    ("changed", "options", "message"),
    [
        ({"conttype": [1, 6, 0]}, {}, "conttype: types of contiguity are 0 to 5, got 6"),
        ({"intent1": [0.5] * 3}, {}, "intent has a column for one end of a dyad only"),
        ({}, {"columns": {"reach": "x"}}, "unknown column role 'reach'"),
        ({}, {"columns": {"intent": "menace"}}, "unknown column 'menace'"),
        ({}, {"covariates": ["polity"]}, "unknown column 'polity'"),
        ({}, {"covariates": {"x": ("cinc1",)}}, "expected one column, or that of the one and of the other state"),
        ({"year": ["NA"] * 3}, {}, "no row names two states and a year"),
        ({"year": [1938.5] * 3}, {}, "year: expected whole years, got 1938.5"),
    ],
)
def test_what_makes_no_sense_is_refused(changed, options, message):
    with pytest.raises(InvalidModelError, match=message):
        read_dyads({**ROWS, **changed}, **options)


def test_a_table_is_read_once_and_may_be_renamed():
    table = read_dyads(ROWS)
    assert read_dyads(table) is table
    assert read_dyads(table, names={255: "Germany"}).states.label(1) == "Germany"
    with pytest.raises(InvalidModelError, match="this table is read already"):
        read_dyads(table, columns={"distance": "capdist"})


def test_a_wide_file_is_read_for_what_is_needed(tmp_path):
    path = tmp_path / "wide.csv"
    wide = {**ROWS, **{f"x{k}": ["?"] * 3 for k in range(50)}}
    lines = [",".join(wide), *(",".join(map(str, row)) for row in zip(*wide.values(), strict=True))]
    path.write_text("\n".join(lines), encoding="utf-8")
    table = read_dyads(path)
    assert len(table.reading.unused) == 50
    assert table.facing(1, 1938).figures["distance"].tolist() == [932.2, 1610.1]
