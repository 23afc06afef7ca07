"""Data files by their path alone: what kind they are shows in their columns."""

import os
from pathlib import Path

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.io import read_configurations, read_data, read_portfolios

DATA = Path(os.environ.get("ALIGNMENT_GAMES_DATA", "no data"))
TABLE = '"A landscape, 1993",,,,,,\n,"its notes",,,,,\n,A,B,Energy,A_Frustration,B_Frustration,Local Min\n'
FILES = {
    "dyads": ("ccode1,ccode2,year,cinc1,cinc2,capdist\n2,20,1950,0.3,0.01,700\n", "DyadTable"),
    "distances": ("year,ccode1,ccode2,capdist_km\n1950,2,20,733.9\n", "Distances"),
    "contiguity": ("ccode1,ccode2,conttype,stdate,enddate\n2.0,20.0,1.0,1920-01-01,2016-12-01\n", "Contiguity"),
    "states": ("stateabb,ccode,statenme,styear,endyear\nUSA,2,United States,1816,2016\n", "StateNames"),
    "majors": ("stateabb,ccode,styear,endyear\nUSA,2,1898,2016\n", "Spells"),
    "rivalries": ("ccode1,ccode2,styear,endyear\n2,365,1945,1989\n", "Spells"),
    "sizes": ("id,actor,strength\n1,US,10\n2,Russia,12\n", "dict"),
    "matrix": (",US,Rus\nUS,,2\nRus,2,\n", "tuple"),
    "portfolios": ("Nation,Cap,GMY,RUS\nGMY,0.25,3,0\nRUS,0.2,0,3\n", "Portfolios"),
    "configurations": (TABLE + "1,1,2,-4,-2,-2,TRUE\n2,1,1,0,0,0,FALSE\n", "Configurations"),
}


@pytest.mark.parametrize("name", FILES)
def test_the_kind_shows_in_the_columns(tmp_path, name):
    text, kind = FILES[name]
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    assert type(read_data(path)).__name__ == kind


def test_other_files_are_refused_with_the_kinds(tmp_path):
    for name, text in (("page.md", "# Data\n| a | b |\n"), ("other.csv", "x,y\n1,2\n"), ("empty.csv", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(ag.InvalidModelError, match=r"no kind that is known; known are .*dyads"):
            read_data(tmp_path / name)
    with pytest.raises(ag.InvalidModelError, match=r"a table makes many games; .*read_data"):
        ag.solve(str(tmp_path / "other.csv"))


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


def test_portfolios_compare_as_the_formula_says(tmp_path):
    path = tmp_path / "portfolios.csv"
    path.write_text("stateabb,cinc,A,B\nX,3,3,0\nY,1,0,0\n", encoding="utf-8")
    found = read_portfolios(path)
    assert found.similarity("A", "B") == pytest.approx(1 - 2 * 3 / (3 * 2))  # S = 1 - 2 sum |a - b| / (3 n)
    assert found.similarity("A", "B", weighted=True) == pytest.approx(1 - 2 * 9 / (3 * 4))
    with pytest.raises(ag.InvalidModelError, match="unknown portfolio 'C'"):
        found.similarity("A", "C")
    path.write_text("stateabb,cinc,A\nX,3,3\nY,1,NA\n", encoding="utf-8")
    with pytest.raises(ag.InvalidModelError, match="A: the entry of Y is missing"):
        read_portfolios(path)


def test_every_file_of_the_data_folder_is_read_by_its_path():
    files = sorted(path for path in DATA.rglob("*") if path.suffix in (".csv", ".json"))
    if not files:
        pytest.skip("the data are not shipped; set ALIGNMENT_GAMES_DATA to their folder")
    found = {path.name: read_data(path) for path in files}
    published = found["Landscape_Results_2016-02-20.csv"]
    assert (len(published), len(published.actors)) == (1024, 11)
    assert published.local_minimum.sum() == len(np.unique(published.energy[published.local_minimum]))
    alliances = found["signorino_ritter_alliances1914.csv"]
    assert alliances.similarity("GMY", "RUS") == pytest.approx(0.4)
    assert alliances.similarity("GMY", "RUS", weighted=True) == pytest.approx(-0.46)
