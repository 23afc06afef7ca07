"""Published configurations of a landscape, below the lines of a title."""

import pytest

import alignment_games as ag
from alignment_games.io.sources.configurations import read_configurations
from tests.io.test_data_files import FILES


def test_configurations_are_read_below_their_title(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(FILES["configurations"][0], encoding="utf-8")
    found = read_configurations(path)
    assert found.actors == ("A", "B")
    assert found.second.tolist() == [[False, True], [False, False]]
    assert (found.energy.tolist(), found.frustrations.tolist()) == ([-4, 0], [[-2, -2], [0, 0]])
    assert found.local_minimum.tolist() == [True, False]
    for old, new, message in [
        ("1,1,2,-4", "1,1,3,-4", "sides must be 1 or 2"),
        ("-4,-2,-2,TRUE", "-4,-2,-2,yes", "must be TRUE or FALSE"),
        ("-4,-2,", "-4,NA,", "a figure of A_Frustration is missing"),
        ("Local Min", "Minimum", "no line holds the columns Energy, Local Min"),
    ]:
        path.write_text(FILES["configurations"][0].replace(old, new), encoding="utf-8")
        with pytest.raises(ag.InvalidModelError, match=message):
            read_configurations(path)
