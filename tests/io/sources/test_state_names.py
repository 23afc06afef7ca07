"""Names of states by code, as lists of members have them."""

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.dyads.games import from_dyads
from alignment_games.io.sources.state_names import read_states

TEXT = """stateabb,ccode,statenme,styear,endyear
UKG,200.0,United Kingdom,1816.0,2016.0
FRN,220.0,France,1816.0,1942.0
FRN,220.0,France,1944.0,2016.0
GMY,255.0,Germany,1816.0,1945.0
"""


def test_names_abbreviations_and_members(tmp_path):
    path = tmp_path / "states.csv"
    path.write_text(TEXT, encoding="utf-8")
    states = read_states(path)
    assert dict(states) == {200: "United Kingdom", 220: "France", 255: "Germany"}
    assert states.abbreviations[255] == "GMY"
    assert states.members(1943) == [200, 255]
    assert states.members(1946) == [200, 220]
    assert str(states) == "3 states, 1816-2016"
    rows = {"ccode1": [255, 255], "ccode2": [200, 220], "year": [1938] * 2, "cinc1": [0.1] * 2, "cinc2": [0.1] * 2}
    made = from_dyads({**rows, "capdist": [900, 800]}, "Germany", 1938, names=states)
    assert made.model.names == ("United Kingdom", "France")


def test_other_columns_are_asked_for(tmp_path):
    path = tmp_path / "states.csv"
    path.write_text("code,name\n2,USA\n", encoding="utf-8")
    with pytest.raises(InvalidModelError, match="unknown column 'ccode'"):
        read_states(path)
