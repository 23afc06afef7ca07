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


def changed(row, column, value):
    """A row with another value in a column."""
    return ",".join({**dict(zip(HEADER, row.split(","), strict=True)), column: value}.values())


#: Values that are no figures, by column, and the state of the row before.
UNUSED = [("cinc", "NA"), ("outcome", ""), ("power_a", "-9"), ("power_a", "0"), ("hostility", ""), ("state", "40")]
#: Values that make no sense, by column, and what is said of them.
WRONG = {
    ("outcome", "outt"): "unknown outcome 'outt'; did you mean 'out'",
    ("hostility", "6"): "expected a whole number from 1 to 5, got '6'",
    ("year", "1902.5"): "expected a whole number",
    ("cinc", "-1"): "expected above 0, got '-1'",
    ("contiguity_a", "7"): "",
    ("cinc", "much"): "expected a number",
}


@pytest.mark.parametrize(("column", "value"), UNUSED)
def test_rows_that_cannot_be_used_are_listed(column, value, tmp_path):
    record = read_third_parties(write(tmp_path, [ROWS[0], changed(ROWS[1], column, value), ROWS[2]]))
    assert record.taken.tolist() == [0, 2]
    assert [each.reason for each in record.left_out] == ["listed before" if column == "state" else f"no {column}"]
    assert "1 left out" in str(record)


def test_what_is_not_known_counts_as_absent_and_is_counted(tmp_path):
    gaps = ROWS[2].removesuffix("1,1,0") + "1,NA,"
    record = read_third_parties(write(tmp_path, [*ROWS[:2], gaps]))
    assert record.other_pact[2].tolist() == [0, 0]
    assert record.assumed == {"other_pact_b": 1, "rival_b": 1}
    assert "not known, and counted as absent: other_pact_b 1, rival_b 1" in str(record)


@pytest.mark.parametrize(("wrong", "message"), WRONG.items())
def test_a_wrong_table_is_refused(wrong, message, tmp_path):
    with pytest.raises(InvalidModelError, match=f"{wrong[0]}, row 1: {message}"):
        read_third_parties(write(tmp_path, [changed(ROWS[0], *wrong), *ROWS[1:]]))


def test_a_missing_column_and_a_table_without_a_usable_row_are_refused(tmp_path):
    with pytest.raises(InvalidModelError, match="unknown column 'rival_b'; did you mean 'rival_a'"):
        read_third_parties(write(tmp_path, header=[*HEADER[:-1], "rivalry"]))
    with pytest.raises(InvalidModelError, match="no row can be used; 1 left out"):
        read_third_parties(write(tmp_path, [ROWS[0].replace(",out,", ",,")]))
