import os
from pathlib import Path

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.sources.capabilities import composite_index, read_capabilities

HEADER = "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc"
# Two states; the second lacks military expenditure, so its index is a mean of five shares.
# Shares of the first: 1 (the only one known), 1/4, 1/2, 1/5, 3/4, 1/2; of the second: -, 3/4, 1/2, 4/5, 1/4, 1/2.
FIRST = (1 + 1 / 4 + 1 / 2 + 1 / 5 + 3 / 4 + 1 / 2) / 6
SECOND = (3 / 4 + 1 / 2 + 4 / 5 + 1 / 4 + 1 / 2) / 5
ROWS = [
    f"AAA,1,1900,10,5,100,20,300,40,{FIRST:.10f}",
    f"BBB,2,1900,-9,15,100,80,100,40,{SECOND:.10f}",
]


def write(tmp_path, *rows, header=HEADER):
    path = tmp_path / "nmc.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_index_is_the_mean_of_the_shares_that_are_not_missing(tmp_path):
    data = read_capabilities(write(tmp_path, *ROWS))
    assert data.power(2, 1900) == pytest.approx(SECOND)
    assert data.recomputed() == pytest.approx([FIRST, SECOND], abs=1e-9)
    with pytest.raises(InvalidModelError, match="milex of state 2 in 1900 is missing"):
        data.component("milex", 2, 1900)


@pytest.mark.parametrize(("extra", "version"), [("", "? (no release known to end in 1900)"), (",2021", "2021")])
def test_the_version_is_told_by_the_content(tmp_path, extra, version):
    header = HEADER + (",version" if extra else "")
    data = read_capabilities(write(tmp_path, *(row + extra for row in ROWS), header=header))
    assert data.version == version
    assert str(data).startswith("National Material Capabilities v")


def test_a_state_without_any_component_is_left_out_and_listed(tmp_path):
    data = read_capabilities(write(tmp_path, *ROWS, "CCC,3,1900,-9,-9,-9,-9,-9,-9,-9"))
    assert [str(each) for each in data.left_out] == ["state 3 in 1900: every component is missing"]
    assert "1 left out" in str(data)
    assert data.states(1900) == [1, 2]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (ROWS[:1], "not the mean of the shares"),  # the other half of the year is missing
        ([*ROWS, "CCC,3,1900,1,2"], "line 4: expected 10 fields"),
        ([*ROWS, ROWS[0]], "listed 2 times"),
        ([ROWS[0].replace(",5,", ",-5,"), ROWS[1]], "milper is negative"),
        ([ROWS[0].replace(",5,", ",many,"), ROWS[1]], "expected a number, got 'many'"),
        ([], "expected a header and rows"),
    ],
)
def test_a_wrong_or_truncated_file_is_refused(tmp_path, rows, message):
    with pytest.raises(InvalidModelError, match=message):
        read_capabilities(write(tmp_path, *rows))


def test_unknown_codes_years_and_columns_are_refused(tmp_path):
    data = read_capabilities(write(tmp_path, *ROWS))
    with pytest.raises(InvalidModelError, match="no rows for the year 1950; the file covers 1900-1900"):
        data.power(1, 1950)
    with pytest.raises(InvalidModelError, match="unknown state code 99"):
        data.power(99, 1900)
    with pytest.raises(InvalidModelError, match="unknown column 'milper'; did you mean 'milperr'"):
        read_capabilities(write(tmp_path, *ROWS, header=HEADER.replace("milper", "milperr")))
    with pytest.raises(InvalidModelError, match="no such file"):
        read_capabilities(tmp_path / "absent.csv")


def test_a_component_that_the_world_lacks_counts_as_missing():
    index = composite_index(np.array([1800, 1800]), np.array([[0.0, 1.0], [0.0, 3.0]]))
    assert index.tolist() == [0.25, 0.75]


def test_the_whole_file_recomputes_within_a_millionth():
    folder = os.environ.get("ALIGNMENT_GAMES_DATA")
    path = Path(folder or ".") / "nmc_v7_abridged.csv"
    if folder is None or not path.exists():
        pytest.skip("needs the capabilities file; set ALIGNMENT_GAMES_DATA to its folder")
    data = read_capabilities(path)
    assert data.version == "7.0"
    assert len(data.codes) + len(data.left_out) == 17121
    assert abs(data.recomputed() - data.cinc).max() < 1e-6
    assert data.power(255, 1938) == 0.15422215


def test_a_file_without_any_component_is_refused(tmp_path):
    with pytest.raises(InvalidModelError, match="every component is missing in all 1 rows"):
        read_capabilities(write(tmp_path, "CCC,3,1900,-9,-9,-9,-9,-9,-9,-9"))


def test_codes_of_other_kinds(tmp_path):
    data = read_capabilities(write(tmp_path, *ROWS))
    assert data.power("2", 1900.0) == pytest.approx(SECOND)
    with pytest.raises(InvalidModelError, match="code must be a whole number, got 'BBB'"):
        data.power("BBB", 1900)
