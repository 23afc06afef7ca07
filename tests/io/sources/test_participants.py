import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.sources.participants import Participant, read_participants

#: The header of release 5, and rows as it has them: -9 is missing.
NEW = "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,hiact,hostlev,orig,version"
ROWS = [
    "7,AAA,10,-9,5,1902,1,6,1903,1,1,8,4,1,5",
    "7,BBB,20,1,5,1902,1,6,1903,0,-9,0,3,1,5",
    "7,CCC,30,1,1,1903,1,2,1903,0,0,8,5,0,5",
    "7,CCC,30,1,9,1902,1,10,1902,0,0,8,2,0,5",
]


def write(tmp_path, rows=ROWS, header=NEW):
    path = tmp_path / "midb.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_file_as_it_comes(tmp_path):
    found = read_participants(write(tmp_path))
    assert found.rows == (
        Participant(7, 10, 1902, 5, side_a=True, originator=True, revisionist=True, hostility=4),
        Participant(7, 20, 1902, 5, side_a=False, originator=True, revisionist=None, hostility=3),
        Participant(7, 30, 1902, 9, side_a=False, originator=False, revisionist=False, hostility=2),
    )
    assert found.version == "5"
    assert [str(each) for each in found.doubtful] == ["state 30 in dispute 7: 2 spells, read by the first"]
    assert "3 states in 1 disputes; nothing left out; 1 doubtful: state 30" in str(found)


@pytest.mark.parametrize(
    ("names", "version"),
    [("dispnum3,dispnum4", "4"), ("DispNum3,other", "3"), ("dispnum2,other", "2"), ("DispNum,other", "5")],
)
def test_releases_are_told_by_their_columns(names, version, tmp_path):
    header = f"{names}," + NEW.removeprefix("dispnum,").removesuffix(",version").upper()
    rows = [f"7,{row.removesuffix(',5')}" for row in ROWS]
    found = read_participants(write(tmp_path, rows, header))
    assert found.version == version
    assert {each.dispute for each in found.rows} == {7}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("7,DDD,40,1,1,-9,1,1,1903,0,0,8,4,0,5", "no year"),
        ("7,DDD,40,1,1,1903,1,1,1903,-9,0,8,4,0,5", "no side_a"),
        ("7,DDD,40,1,6,1903,1,5,1903,0,0,8,4,0,5", "ends before it begins"),
        ("7,AAA,10,1,6,1903,1,7,1903,0,0,8,4,0,5", "on both sides"),
    ],
)
def test_doubtful_spells_are_left_out_and_listed(row, reason, tmp_path):
    found = read_participants(write(tmp_path, [*ROWS, row]))
    assert [each.reason for each in found.left_out] == [reason]
    assert len(found.rows) == (2 if reason == "on both sides" else 3)


def test_an_end_of_which_only_the_year_is_known_is_no_doubt(tmp_path):
    found = read_participants(write(tmp_path, [*ROWS, "7,DDD,40,1,6,1903,-9,-9,1903,0,0,8,4,0,5"]))
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("1903,1,1,8,4,1,5", "1903,2,1,8,4,1,5"), "side_a, row 1: expected a whole number from 0 to 1, got 2"),
        (("8,4,1,5", "8,6,1,5"), "hostility, row 1: expected a whole number from 1 to 5, got 6"),
        (("7,AAA,10", "7,AAA,AAA"), "state, row 1: expected a number"),
    ],
)
def test_figures_of_the_wrong_kind_are_refused(change, message, tmp_path):
    with pytest.raises(InvalidModelError, match=message):
        read_participants(write(tmp_path, [ROWS[0].replace(*change), *ROWS[1:]]))


def test_a_file_without_a_usable_spell_is_refused(tmp_path):
    with pytest.raises(InvalidModelError, match="no spell can be used; 1 left out"):
        read_participants(write(tmp_path, ["7,DDD,40,1,1,-9,1,1,1903,0,0,8,4,0,5"]))
