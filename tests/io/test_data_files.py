"""Data files by their path alone: what kind they are shows in their columns."""

import os
from pathlib import Path

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.io import read_data
from alignment_games.io.data_files import KINDS

DATA = Path(os.environ.get("ALIGNMENT_GAMES_DATA", "no data"))
TABLE = '"A landscape, 1993",,,,,,\n,"its notes",,,,,\n,A,B,Energy,A_Frustration,B_Frustration,Local Min\n'
_SIDES = [
    f"{name}_{side}"
    for side in "ab"
    for name in ("power", "states", "revisionist", "contiguity", "border_km", "defence_pact", "other_pact", "rival")
]
FILES = {
    "third parties": (
        (
            f"dispute,year,hostility,state,cinc,major,outcome,{','.join(_SIDES)}\n"
            "2,1902,3,40,0.001,0,out,0.2,1,1,4,,0,0,0,0.16,1,1,0,7232.9,0,0,0\n"
        ),
        "ThirdParties",
    ),
    "alignments": (
        (
            "case,year,threat,state,threat_cinc,cinc,capdist_km,contiguity,outcome\n"
            "C1,1938,GMY,UKG,0.154,0.078,932.2,5,buck_pass\nC1,1938,GMY,FRN,0.154,0.046,,1,balance\n"
        ),
        "Alignments",
    ),
    "capabilities": (
        "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc\nAAA,1,1900,10,5,100,20,300,40,1\n",
        "Capabilities",
    ),
    "participants": (
        (
            "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,hiact,hostlev,orig,version\n"
            "7,AAA,10,-9,5,1902,1,6,1903,1,1,8,4,1,5\n"
        ),
        "Participants",
    ),
    "pacts": ("mem1,mem2,year,defense,offense,neutral,nonagg,consul\n200,220,1939,1,0,0,0,1\n", "Pacts"),
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


def test_there_is_a_file_of_every_kind():
    headers = [{name.lower() for line in text.splitlines() for name in line.split(",")} for text, _ in FILES.values()]
    without = [kind.what for kind in KINDS if not any(all(h.intersection(c) for c in kind.columns) for h in headers)]
    assert without == [], "give FILES a file of these kinds"


def test_other_files_are_refused_with_the_kinds(tmp_path):
    for name, text in (("page.md", "# Data\n| a | b |\n"), ("other.csv", "x,y\n1,2\n"), ("empty.csv", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(ag.InvalidModelError, match=r"no kind that is known; known are .*dyads"):
            read_data(tmp_path / name)
    with pytest.raises(ag.InvalidModelError, match=r"a table makes many games; .*read_data"):
        ag.solve(str(tmp_path / "other.csv"))


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
