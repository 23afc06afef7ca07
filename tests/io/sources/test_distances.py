import math

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.sources.distances import EARTH_RADIUS_KM, great_circle_km, read_distances

TEXT = "year,ccode1,ccode2,capdist_km\n1938,200,255,932.2\n1938,255,365,1610.1\n1949,2,365,\n"


def test_great_circles_in_closed_form():
    assert great_circle_km(90, 0, -90, 0) == pytest.approx(math.pi * EARTH_RADIUS_KM)
    assert great_circle_km(0, 10, 0, 10) == 0
    # two points at 60 degrees north, 90 degrees apart: cos of the angle is sin^2(60) = 3/4
    assert great_circle_km(60, 0, 60, 90) == pytest.approx(EARTH_RADIUS_KM * math.acos(0.75))


def test_berlin_to_moscow_is_the_published_figure():
    # 52.517 N 13.4 E to 55.75 N 37.6 E; the figure in use between the capitals is 1,610 km
    assert great_circle_km(52.517, 13.4, 55.75, 37.6) == pytest.approx(1610, abs=5)


def test_a_latitude_beyond_the_pole_is_refused():
    with pytest.raises(InvalidModelError, match="between -90 and 90"):
        great_circle_km(95, 0, 0, 0)


def test_either_order_serves_and_rows_without_distance_are_listed(write):
    distances = read_distances(write(TEXT))
    assert distances.km(365, 255, 1938) == 1610.1
    assert "1 left out: states 2 and 365 in 1949: no capdist_km" in str(distances)


@pytest.mark.parametrize(
    ("pair", "message"),
    [((200, 255, 1950), "in 1950; the file has this pair in 1938"), ((200, 999, 1938), "the file has no such pair")],
)
def test_a_missing_pair_or_year_is_refused(write, pair, message):
    with pytest.raises(InvalidModelError, match=message):
        read_distances(write(TEXT)).km(*pair)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TEXT.replace("932.2", "-3"), "in 1938 is -3"),
        (TEXT + "1938,255,200,950\n", "is 950.0, elsewhere 932.2"),
        (TEXT.replace("capdist_km", "length"), "unknown column 'capdist'"),
        (TEXT.replace("932.2", "inf"), "expected a finite number"),
    ],
)
def test_a_wrong_file_is_refused(write, text, message):
    with pytest.raises(InvalidModelError, match=message):
        read_distances(write(text))
