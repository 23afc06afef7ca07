import numpy as np
import pytest

from alignment_games.report.pictures.projection import Projection


def test_distances_are_true_along_the_middle_parallel():
    projection = Projection.around([(50, 10), (70, 30)])
    (x0, y0), (x1, y1) = projection((60, 10)), projection((60, 30))
    assert y0 == y1 == 0
    assert x1 - x0 == pytest.approx(20 * 0.5)  # cos 60 degrees


def test_places_on_both_sides_of_the_date_line_are_neighbours():
    projection = Projection.around([(0, 175), (10, -175)])
    assert abs(projection((0, 175))[0] - projection((0, -175))[0]) < 11


def test_the_graticule_names_its_lines():
    projection = Projection.around([(-10, -20), (10, 20)])
    assert projection.parallels(-12, 12) == [(-10, "10°S"), (-5, "5°S"), (0, "0°"), (5, "5°N"), (10, "10°N")]
    meridians = projection.meridians(-20, 20)
    assert "20°W" in [name for _, name in meridians]
    assert np.allclose(np.diff([at for at, _ in meridians]), np.diff([at for at, _ in meridians])[0])
    assert len(projection.meridians(-180, 180)) <= 8
    assert Projection.around([(80, 0), (90, 0)]).parallels(-20, 20)[-1][1] == "90°N"
