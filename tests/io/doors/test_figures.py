import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.figures import numbers, whole_number, whole_numbers


@pytest.mark.parametrize(
    "blank", ["", " ", "NA", "NA ", "<NA>", "NaN", "nan", "None", "NULL", "NaT", ".", "#N/A", "-9", "-9.0"]
)
def test_ways_to_write_that_a_value_is_missing(blank):
    assert np.isnan(numbers(["1", blank, "2.5"], "x")).tolist() == [False, True, False]


@pytest.mark.parametrize("blank", [None, float("nan"), np.nan, -9, np.ma.masked])
def test_ways_to_hold_that_a_value_is_missing(blank):
    assert np.isnan(numbers([1, blank, 2.5], "x")).tolist() == [False, True, False]


def test_pandas_missing_values_and_factors():
    pandas = pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    assert np.isnan(numbers([1, pandas.NA, pandas.NaT], "x")).tolist() == [False, True, True]
    assert whole_numbers(pandas.Series(["255", "200"], dtype="category"), "x").tolist() == [255, 200]
    assert numbers(list(pandas.array([1, None], dtype="Int64")), "x")[0] == 1


@pytest.mark.parametrize(
    "column", [["1", "2"], [1, 2], [1.0, 2.0], [Fraction(1), Decimal(2)], [np.int8(1), np.float32(2)], [" 1", "2e0"]]
)
def test_numbers_of_any_make(column):
    assert numbers(column, "x").tolist() == [1, 2]
    assert whole_numbers(column, "x").tolist() == [1, 2]


@pytest.mark.parametrize(
    "entry",
    [
        "much",
        "1,5",
        "1_000",
        True,
        np.True_,
        [1],
        b"1",
        dt.date(1938, 1, 1),
        np.datetime64("1938"),
        np.timedelta64(3, "D"),
        1j,
    ],
)
def test_what_is_no_number_is_refused_with_its_row(entry):
    with pytest.raises(InvalidModelError, match="power, row 2: expected a number, got"):
        numbers([1, entry], "power")


@pytest.mark.parametrize("entry", ["1e999", "-inf", "Infinity", np.inf])
def test_infinities_are_refused(entry):
    with pytest.raises(InvalidModelError, match="row 1: expected a finite number"):
        numbers([entry], "x")


def test_a_number_of_thousands_of_digits_is_refused_in_a_short_line():
    for entry in (10**400, 10**6000, "9" * 6000):
        with pytest.raises(InvalidModelError, match=r"row 1: expected a .*number") as caught:
            numbers([entry], "x")
        assert len(str(caught.value)) < 150


def test_flags_are_numbers_where_they_are_wanted():
    column = ["TRUE", "FALSE", "True", "f", "1", True, np.False_, "NA"]
    assert np.nan_to_num(numbers(column, "x", flags=True), nan=7).tolist() == [1, 0, 1, 0, 1, 1, 0, 7]
    with pytest.raises(InvalidModelError, match="expected a number, TRUE or FALSE, got 'yes'"):
        numbers(["yes"], "x", flags=True)
    with pytest.raises(InvalidModelError, match="expected a number, got 'TRUE'"):
        numbers(["TRUE"], "x")


@pytest.mark.parametrize("entry", [1.5, "", None, "1e30", 10**20])
def test_codes_are_whole_numbers(entry):
    with pytest.raises(InvalidModelError, match="row 1: expected a whole number"):
        whole_numbers([entry], "code")
    with pytest.raises(InvalidModelError, match="threat must be a whole number, got"):
        whole_number(entry, "threat")
    assert [whole_number(code, "threat") for code in (255, 255.0, "255", np.int16(255))] == [255] * 4
