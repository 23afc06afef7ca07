"""Dyads put together from files of capabilities, distances and contiguity."""

import math

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.dyads.games import from_dyads
from alignment_games.io.dyads.maker import make_dyads


@pytest.fixture
def files(tmp_path):
    components = "milex,milper,irst,pec,tpop,upop"
    shares = {200: 0.3, 220: 0.2, 255: 0.5}
    rows = [f"{c},{y},{','.join([str(s * 10)] * 6)},{s}" for y in (1937, 1938) for c, s in shares.items()]
    texts = {
        "nmc.csv": "\n".join([f"ccode,year,{components},cinc", *rows]),
        "distances.csv": "ccode1,ccode2,year,capdist\n200,255,1930,932\n220,255,1930,900\n220,255,1940,880\n",
        "contiguity.csv": "state1no,state2no,conttype,begin,end\n220,255,1,191901,194512\n255,220,2,191901,194512\n"
        "200,220,4,193801,194512\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    return [tmp_path / name for name in texts]


def test_every_pair_has_its_figures(files):
    made = make_dyads(*files, years=[1937, 1938])
    assert list(zip(made["ccode1"], made["ccode2"], made["year"], strict=True))[:3] == [
        (200, 220, 1937),
        (200, 255, 1937),
        (220, 255, 1937),
    ]
    assert made["cinc1"][:3] == pytest.approx([0.3, 0.3, 0.2])
    assert made["cinc2"][:3] == pytest.approx([0.2, 0.5, 0.5])
    assert math.isnan(made["capdist"][0])
    assert made["capdist"][1:3] == [932, 880]  # of 1940, which is nearer than 1930
    assert made["conttype"] == [0, 0, 1, 4, 0, 1]  # the closest type of two; from 1938 on the strait


def test_they_make_a_model(files):
    made = from_dyads(make_dyads(*files, years=[1938]), 255, 1938)
    assert made.model.names == ("200", "220")
    assert made.model.threat.contiguous == [False, True]


def test_states_may_be_named_and_contiguity_left_out(files):
    made = make_dyads(*files[:2], years=[1938], states=[255, 200, 999])
    assert made["ccode2"] == [255]
    assert "conttype" not in made
    with pytest.raises(InvalidModelError, match="no two states with capabilities in these years"):
        make_dyads(*files[:2], years=[1938], states=[255])
    with pytest.raises(InvalidModelError, match="no contiguity for 1950; the file covers 1919-1945"):
        make_dyads(*files, years=[1950])
