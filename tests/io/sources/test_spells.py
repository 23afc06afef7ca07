import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.sources.spells import read_majors, read_rivalries


def test_spells_hold_from_their_first_to_their_last_year():
    found = read_rivalries({"ccode1": [20, 10], "ccode2": [10, 30], "styear": [1900, 1910], "endyear": [1905, None]})
    assert found.during(1899) == set()
    assert found.during(1900) == found.during(1905) == {(10, 20)}
    assert found.during(1906) == set()
    assert found.during(2500) == {(10, 30)}
    assert str(found) == "rivalries: 2 spells, the first from 1900, the last from 1910"


def test_single_years_and_the_file_of_major_powers():
    years = read_rivalries({"ccodea": [20], "ccodeb": [10], "year": [1900]})
    assert years.during(1900) == {(10, 20)}
    assert years.during(1901) == set()
    majors = read_majors({"stateabb": ["AAA"], "ccode": [10], "styear": [1816], "stmonth": [1], "endyear": [1917]})
    assert majors.during(1916) == {(10,)}


def test_a_spell_that_ends_before_it_begins_is_refused():
    with pytest.raises(InvalidModelError, match="row 1: the spell ends in 1890, before it begins in 1900"):
        read_majors({"ccode": [10], "styear": [1900], "endyear": [1890]})
