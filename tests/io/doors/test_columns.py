"""Tables as R, pandas, Excel and editors leave them."""

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.columns import as_columns, column_names, read_columns

ROWS = {"a": ["1", "2"], "b": ["x", "y"]}


def write(tmp_path, text):
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,x\n2,y\n",
        "a,b\n1,x\n2,y",
        "a,b\n1,x\n2,y\n\n",
        "a,b\n1,x\n2,y\n\n \n,\n",
        "\n\na,b\n1,x\n\n2,y\n",
        "a,b,\n1,x,\n2,y,\n",
        "a,b\n1,x,,\n2,y\n",
        "a,b,,\n1,x\n2,y\n",
        ' a , "b"\n1 ,"x"\n"2", y\n',
        "a,b\r1,x\r2,y\r",
        "\ufeffa,b\r\n1,x\r\n2,y\r\n\r\n",
        "a,b,b\n1,x,x\n2,y,y\n",
        "a;b\n1;x\n2;y\n",
        "\ufeffa\tb\r\n1\tx\r\n2\ty\r\n",
    ],
)
def test_blank_lines_ends_commas_and_spaces_say_nothing(tmp_path, text):
    assert read_columns(write(tmp_path, text)) == ROWS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected a header and rows, got 0 lines"),
        ("a,b\n\n", "expected a header and rows, got 1 lines"),
        ("a,b\n1\n", "line 2: expected 2 fields"),
        ("a,b\n\n1,x\n2,y,z\n", "line 4: expected 2 fields .*got 3"),
        ("a;b;c\n1,5;x;0.5\n", "a has decimal commas and c points; save figures with one mark"),
        ("a,b,a\n1,x,2\n", "two columns are called 'a' and differ"),
        ("a,b\n1,\0\n", "line 2 holds a NUL"),
        ('a,b\n1,"' + "x" * 200_000 + '"\n', "cannot be read as a CSV file: field larger"),
        ("a,b," + "x" * 5000 + "\n1\n", r"line 2: expected 3 fields \(a, b, x{190,200}\.\.\.\), got 1"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, text, message):
    with pytest.raises(InvalidModelError, match=message):
        read_columns(write(tmp_path, text))


def test_decimal_commas_are_points_where_columns_are_not_separated_by_commas(tmp_path):
    text = "state;cinc;km;note\nPerú;0,0125;932;1,5 or so\nTürkei;NA;1540,8;none\n"
    found = read_columns(write(tmp_path, text))
    assert found == {
        "state": ["Perú", "Türkei"],
        "cinc": ["0.0125", "NA"],
        "km": ["932", "1540.8"],
        "note": ["1,5 or so", "none"],  # no column of figures
    }
    assert read_columns(write(tmp_path, 'a;b\n"1,5";x\n'), ["b"]) == {"b": ["x"]}
    assert read_columns(write(tmp_path, "a;b\n0.5;x\n")) == {"a": ["0.5"], "b": ["x"]}


@pytest.mark.parametrize("ending", ["dta", "parquet"])
def test_tables_of_stata_and_parquet_are_read(tmp_path, ending):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    if ending == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed; it comes with the arrow extra")
    path = tmp_path / f"t.{ending}"
    frame = pandas.DataFrame({"ccode": [200, 255], "cinc": [0.25, None]})
    frame.to_parquet(path) if ending == "parquet" else frame.to_stata(path, write_index=False)
    assert column_names(path) == ["ccode", "cinc"]
    found = as_columns(path)
    assert found["ccode"] == [200, 255]
    assert found["cinc"][0] == 0.25
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(InvalidModelError, match="cannot be read as what its ending says"):
        as_columns(path)
    with pytest.raises(InvalidModelError, match="no such file"):
        as_columns(tmp_path / f"none.{ending}")


@pytest.mark.parametrize("name", ["case.toml", "case.json", "hunt.nfg"])
def test_models_and_games_are_no_tables(tmp_path, name):
    (tmp_path / name).write_text("a,b\n1,x\n", encoding="utf-8")
    for read in (read_columns, column_names, as_columns):
        with pytest.raises(InvalidModelError, match="holds a model or a game, not a table"):
            read(tmp_path / name)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ({}, "expected rows, got a table without any"),
        ({"a": [], "b": []}, r"without any \(2 columns\)"),
        ({"a": [1], "b": []}, "columns must have one length"),
        ({"a": 3}, "the column 'a' must be a list of values, got 3"),
        ({"a": "text"}, "must be a list of values, got 'text'"),
        ({"a": {"x": 1}}, "must be a list of values"),
        (None, "expected a data frame"),
        ({1: [1], "1": [2]}, "two columns are called '1'"),
    ],
)
def test_frames_of_other_kinds_are_refused(frame, message):
    with pytest.raises(InvalidModelError, match=message):
        as_columns(frame)


def test_two_columns_of_one_name_in_a_frame_are_refused():
    pandas = pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    with pytest.raises(InvalidModelError, match="two columns are called 'a'"):
        as_columns(pandas.DataFrame([[1, 2]], columns=["a", "a"]))
    with pytest.raises(InvalidModelError, match="without any"):
        as_columns(pandas.DataFrame({"a": [1]}).query("a > 1"))
