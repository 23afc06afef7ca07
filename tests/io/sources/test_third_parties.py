import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.sources.third_parties import read_third_parties

HEADER = [
    "dispute", "year", "hostility", "state", "cinc", "major", "outcome",
    *(f"{name}_{side}" for side in "ab" for name in (
        "power", "states", "revisionist", "contiguity", "border_km", "defence_pact", "other_pact", "rival"
    )),
]  # fmt: skip
ROWS = [
    "2,1902,3,40,0.001,0,out,0.2,1,1,4,,0,0,0,0.16,1,1,0,7232.9,0,0,0",
    "2,1902,3,70,0.004,0,a,0.2,1,1,1,0,0,1,0,0.16,1,1,0,,0,0,1",
    "7,1950,5,2,0.3,1,b,0.1,2,0,0,900,0,0,1,0.02,1,0,0,800,1,1,0",
]


def write(tmp_path, rows=ROWS, header=HEADER):
    path = tmp_path / "table.csv"
    path.write_text("\n".join([",".join(header), *rows]) + "\n", encoding="utf-8")
    return path


def test_a_table_is_read(tmp_path):
    record = read_third_parties(write(tmp_path))
    assert record.taken.tolist() == [0, 1, 2]
    assert record.dispute.tolist() == ["2", "2", "7"]
    assert record.disputes.tolist() == [0, 0, 1]
    assert record.power.tolist() == [[0.2, 0.16], [0.2, 0.16], [0.1, 0.02]]
    assert record.contiguity.tolist() == [[4, 0], [1, 0], [0, 0]]
    assert np.isnan(record.border_km).tolist() == [[True, False], [False, True], [False, False]]
    assert "3 decisions of third states in 2 disputes, 1902-1950: 1 joined side a, 1 side b" in str(record)
    assert record.left_out == ()
    assert record.assumed == {}


def test_the_order_of_columns_and_further_columns_change_nothing(tmp_path):
    plain = read_third_parties(write(tmp_path))
    order = np.random.default_rng(3).permutation(len(HEADER))
    rows = [row.split(",") for row in ROWS]
    turned = [",".join([*(row[k] for k in order), "a note"]) for row in rows]
    other = read_third_parties(write(tmp_path, turned, [*(HEADER[k] for k in order), "remarks"]))
    for name, column in vars(plain).items():
        if isinstance(column, np.ndarray):
            np.testing.assert_array_equal(column, getattr(other, name))


def test_a_frame_gives_what_its_file_gives(tmp_path):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    path = write(tmp_path)
    plain, framed = read_third_parties(path), read_third_parties(pandas.read_csv(path))
    for name, column in vars(plain).items():
        if isinstance(column, np.ndarray):
            np.testing.assert_array_equal(column, getattr(framed, name))


#: What in the second row may be replaced by what, and why the row is then left out.
UNUSED = {
    (",0.004,", ",NA,"): "no cinc",
    (",a,0.2,", ",,0.2,"): "no outcome",
    (",a,0.2,", ",a,-9,"): "no power_a",
    (",a,0.2,", ",a,0,"): "no power_a",
    ("2,1902,3,70", "2,1902,,70"): "no hostility",
    ("2,1902,3,70", "2,1902,3,40"): "listed before",
}
#: What in the first row may be replaced by what, and what is then said.
WRONG = {
    (",out,", ",outt,"): "outcome, row 1: unknown outcome 'outt'; did you mean 'out'",
    ("2,1902,3,40", "2,1902,6,40"): "hostility, row 1: expected a whole number from 1 to 5, got '6'",
    ("2,1902,3,40", "2,1902.5,3,40"): "year, row 1: expected a whole number",
    (",0.001,", ",-1,"): "cinc, row 1: expected above 0, got '-1'",
    (",4,,0", ",7,,0"): "contiguity_a, row 1",
    (",0.001,", ",much,"): "cinc, row 1: expected a number",
}


@pytest.mark.parametrize(("change", "reason"), UNUSED.items())
def test_rows_that_cannot_be_used_are_listed(change, reason, tmp_path):
    record = read_third_parties(write(tmp_path, [ROWS[0], ROWS[1].replace(*change), ROWS[2]]))
    assert record.taken.tolist() == [0, 2]
    assert [each.reason for each in record.left_out] == [reason]
    assert "1 left out" in str(record)


def test_what_is_not_known_counts_as_absent_and_is_counted(tmp_path):
    changed = ROWS[2].removesuffix("1,1,0") + "1,NA,"
    record = read_third_parties(write(tmp_path, [*ROWS[:2], changed]))
    assert record.other_pact[2].tolist() == [0, 0]
    assert record.assumed == {"other_pact_b": 1, "rival_b": 1}
    assert "not known, and counted as absent: other_pact_b 1, rival_b 1" in str(record)


@pytest.mark.parametrize(("change", "message"), WRONG.items())
def test_a_wrong_table_is_refused(change, message, tmp_path):
    with pytest.raises(InvalidModelError, match=message):
        read_third_parties(write(tmp_path, [ROWS[0].replace(*change, 1), *ROWS[1:]]))


def test_a_missing_column_and_a_table_without_a_usable_row_are_refused(tmp_path):
    with pytest.raises(InvalidModelError, match="unknown column 'rival_b'; did you mean 'rival_a'"):
        read_third_parties(write(tmp_path, header=[*HEADER[:-1], "rivalry"]))
    with pytest.raises(InvalidModelError, match="no row can be used; 1 left out"):
        read_third_parties(write(tmp_path, [ROWS[0].replace(",out,", ",,")]))
