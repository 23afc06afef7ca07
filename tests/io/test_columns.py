"""Tables as R, pandas, Excel and editors leave them."""

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io._columns import as_columns, read_columns

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
        ("a;b\n1;x\n", "columns must be separated by commas, got the header 'a;b'"),
        ("a\tb\n1\tx\n", "columns must be separated by commas"),
        ("a,b,a\n1,x,2\n", "two columns are called 'a' and differ"),
        ("a,b\n1,\0\n", "line 2 holds a NUL"),
        ('a,b\n1,"' + "x" * 200_000 + '"\n', "cannot be read as a CSV file: field larger"),
        ("a,b," + "x" * 5000 + "\n1\n", r"line 2: expected 3 fields \(a, b, x{190,200}\.\.\.\), got 1"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, text, message):
    with pytest.raises(InvalidModelError, match=message):
        read_columns(write(tmp_path, text))


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
