"""What a case has to state: each lack is named with its place."""

import pytest

from alignment_games.cases.fields import check_years, require, sourced
from alignment_games.errors import InvalidModelError


def test_a_field_that_is_missing_or_empty_is_named_with_whose_it_is():
    require({"title": "t", "year": 1938}, ("title", "year"), "")
    with pytest.raises(InvalidModelError, match=r"^year is missing or empty; every case states it$"):
        require({"title": "t"}, ("title", "year"), "")
    with pytest.raises(InvalidModelError, match=r"^France: grade is missing or empty; every state of a case"):
        require({"grade": ""}, ("grade",), "France")


def test_the_year_before_is_given_by_all_or_by_none():
    before, after = {"name": "A", "power": 1, "power_before": 2}, {"name": "B", "power": 1}
    check_years({"threat": before, "states": [before]})
    check_years({"threat": after, "states": [after]})
    with pytest.raises(InvalidModelError, match="'B' has no power_before, others have"):
        check_years({"threat": before, "states": [before, after]})


def test_figures_name_sources_that_there_are():
    sources = {"cow": "Correlates of War"}
    assert sourced({"figures": ["cow"]}, "France", sources, strict=True) == ("cow",)
    assert sourced({}, "France", sources, strict=False) == ()
    with pytest.raises(InvalidModelError, match="France has no sources"):
        sourced({}, "France", sources, strict=True)
    with pytest.raises(InvalidModelError, match="France: unknown source 'caw'; did you mean 'cow'"):
        sourced({"figures": ["caw"]}, "France", sources, strict=True)
