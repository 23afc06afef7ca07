import tomllib
from importlib import resources

import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.io.sources.distances import great_circle_km
from alignment_games.report.pictures.capitals import capital_places, checked_places

#: Where the distance file measured from another city, or the figures are illustrative.
ELSEWHERE = {"Saudi Arabia", "Brazil", "Japan"}


@pytest.mark.parametrize("name", ag.case_names())
def test_the_capitals_are_as_far_apart_as_the_sources_of_the_cases_say(name):
    text = (resources.files("alignment_games.cases") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    document = tomllib.loads(text)
    threat = document["threat"]["name"]
    places = capital_places([threat, *(row["name"] for row in document["states"])], document["year"])
    assert len(places) == len(document["states"]) + 1
    for row in document["states"]:
        if "distance_km" in row and row["name"] not in ELSEWHERE:
            measured = float(great_circle_km(*places[threat], *places[row["name"]]))
            assert measured == pytest.approx(row["distance_km"], abs=35)


def test_a_capital_that_moved_is_where_it_was():
    assert capital_places(["Russia"], 1917) != capital_places(["Russia"], 1918)
    assert capital_places(["Italy"], 1700) == capital_places(["Italy"], 1865)
    assert capital_places(["Atlantis"]) == {}


@pytest.mark.parametrize("place", [(91, 0), (0, 181), "here", (1,), (float("nan"), 0)])
def test_what_is_no_place_is_refused(place):
    with pytest.raises(InvalidModelError, match="the place of 'Troy' must be"):
        checked_places({"Troy": place})
