import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.sources.contiguity import read_contiguity

# The second row overlaps the first and says that the border is by land.
TIDY = """ccode1,ccode2,conttype,stdate,enddate
365.0,700.0,0.0,1919-08-01,2016-12-01
365.0,700.0,1.0,1920-01-01,1991-12-01
255.0,200.0,5.0,1816-01-01,2016-12-01
"""
OWN = "dyad,state1no,state1ab,state2no,state2ab,conttype,begin,end,version\n2020,2,USA,20,CAN,1,192001,201612,3.2\n"


def test_the_closest_type_holds_where_spells_overlap(write):
    borders = read_contiguity(write(TIDY))
    assert borders.type(700, 365, 1955) == 1
    assert borders.land(365, 700, 1955)
    assert borders.type(365, 700, 1995) == 0
    assert borders.type(200, 255, 1938) == 5


def test_a_spell_ends_with_its_month(write):
    borders = read_contiguity(write(TIDY))
    assert borders.type(365, 700, 1991, month=12) == 1
    assert borders.type(365, 700, 1992, month=1) == 0


def test_the_projects_own_columns_are_read(write):
    assert read_contiguity(write(OWN)).land(20, 2, 1938)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("conttype", "kind"), "unknown column 'conttype'"),
        (("5.0,1816", "7.0,1816"), "row 3: contiguity types are 0 to 5, got 7"),
        (("1816-01-01", "once"), "expected a month such as 181601"),
        (("1919-08-01,2016-12-01", "1919-08-01"), "line 2: expected 5 fields"),
    ],
)
def test_a_wrong_file_is_refused(write, change, message):
    with pytest.raises(InvalidModelError, match=message):
        read_contiguity(write(TIDY.replace(*change)))


def test_unknown_codes_and_years_are_refused(write):
    borders = read_contiguity(write(TIDY))
    with pytest.raises(InvalidModelError, match="unknown state code 999"):
        borders.type(365, 999, 1955)
    with pytest.raises(InvalidModelError, match="no contiguity for 2020; the file covers 1816-2016"):
        borders.type(365, 700, 2020)


@pytest.mark.parametrize("date", ["NA", "", "18-16", "1816-13-01", "181600", "²81601", "x" * 500])
def test_what_is_no_month_is_refused_with_its_row(write, date):
    with pytest.raises(InvalidModelError, match="stdate, row 3: expected a month such as 181601") as caught:
        read_contiguity(write(TIDY.replace("1816-01-01", date)))
    assert len(str(caught.value)) < 300


def test_months_outside_the_year_are_refused(write):
    with pytest.raises(InvalidModelError, match="month must be 1 to 12, got 13"):
        read_contiguity(write(TIDY)).type(365, 700, 1955, month=13)


def test_pairs_that_touch_in_a_month_and_at_any_time_of_a_year(write):
    spells = "ccode1,ccode2,conttype,stdate,enddate\n20,10,5,1816-01-01,1900-12-01\n10,20,1,1900-09-01,1901-03-01\n"
    borders = read_contiguity(write(spells + "10,30,0,1816-01-01,1901-12-01\n"))
    assert borders.pairs_touching(1900, 8) == {(10, 20): 5}
    assert borders.pairs_touching(1900, 9) == {(10, 20): 1}
    assert borders.pairs_touching(1900) == {(10, 20): 1}
    assert borders.pairs_touching(1901, 4) == {}
    assert borders.pairs_touching(1902) is None
