from pathlib import Path

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.dyads.games import from_dyads
from alignment_games.io.sources.pacts import read_pacts
from alignment_games.states.state import State
from alignment_games.states.threat import perceived_threat

ROWS = {
    "ccode1": [255, 220, 255, 255, 200],
    "ccode2": [200, 255, 365, 310, 220],
    "year": [1938] * 5,
    "cinc1": [0.154, 0.046, 0.154, 0.154, 0.078],
    "cinc2": [0.078, 0.154, 0.164, -9, 0.046],
    "capdist": [932.2, 879.5, 1610.1, 694.2, 342.6],
    "conttype": [5, 1, 0, 0, 4],
}


def with_column(name, values):
    return {**ROWS, name: values}


def test_the_model_is_the_one_built_by_hand():
    made = from_dyads(ROWS, threat=255, year=1938, states=[200, 220, 365], intent={200: 0.4})
    by_hand = perceived_threat(
        [State("200", 0.078), State("220", 0.046), State("365", 0.164)],
        of=State("255", 0.154),
        distance_km=[932.2, 0, 1610.1],
        contiguous=[False, True, False],
        intent=[0.4, 0.5, 0.5],
    )
    assert made.model.threat.values == pytest.approx(by_hand.values)
    assert made.game().players == ("200", "220", "365")


def test_pandas_frames_and_other_column_names_serve():
    pandas = pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    renamed = pandas.DataFrame(ROWS).rename(columns={"capdist": "km", "cinc1": "p1"})
    made = from_dyads(renamed, 255, 1938, [220, 200], columns={"distance": "km", "power_one": "p1"})
    assert np.allclose(made.model.threat.values, from_dyads(ROWS, 255, 1938, [220, 200]).model.threat.values)


def test_a_file_as_r_writes_it_needs_no_pandas(tmp_path):
    path = tmp_path / "dyads.csv"
    path.write_text(
        '"ccode1","ccode2","year","cowmaj1","cinc1","cinc2","mindist","conttype"\n'
        "200,255,1938,1,0.078,0.154,560.5,0\n220,255,1938,1,0.046,0.154,0,1\n255,315,1938,1,0.154,NA,NA,1\n",
        encoding="utf-8",
    )
    made = from_dyads(path, 255, 1938, columns={"distance": "mindist"})
    assert made.model.names == ("200", "220")
    assert [str(each) for each in made.left_out] == ["state 315: no capability"]
    hint = r"name yours with columns=\{'distance': ...\}"
    with pytest.raises(InvalidModelError, match=hint):
        from_dyads(path, 255, 1938, columns={"distance": "km"})


def test_all_states_are_taken_and_what_is_left_out_is_listed():
    made = from_dyads(ROWS, 255, 1938)
    assert made.model.names == ("200", "220", "365")
    assert [str(each) for each in made.left_out] == ["state 310: no capability"]


def test_seventeen_states_make_a_model_without_building_their_game():
    facing = range(1, 18)
    rows = {"ccode1": [255] * 17, "ccode2": [*facing], "year": [1938] * 17, "cinc1": [0.154] * 17}
    made = from_dyads({**rows, "cinc2": [0.01 * k for k in facing], "capdist": [100 * k for k in facing]}, 255, 1938)
    assert made.model.names == tuple(map(str, facing))


def test_a_column_of_intent_goes_before_the_default():
    made = from_dyads(with_column("intent", [0.1, 0.9, None, 0.5, 0.5]), 255, 1938, [200, 220, 365], intent=0.3)
    assert made.model.threat.sources["intent"].tolist() == [0.1, 0.9, 0.3]


@pytest.mark.parametrize(
    ("frame", "arguments", "message"),
    [
        (ROWS, (255, 1939), "no dyads for the year 1939; the table covers 1938-1938"),
        (ROWS, (999, 1938), "threat: unknown state 999"),
        (ROWS, (255, 1938, [200, 310]), "state 310 in 1938: no capability"),
        (ROWS, (200, 1938, [220, 365]), "no dyad of states 200 and 365"),
        (with_column("capdist", [None, 1, 2, 3, 4]), (255, 1938, [200, 220]), "no capdist, and no land border"),
        (with_column("cinc1", [0.154, 0.046, 0.2, 0.154, 0.078]), (255, 1938), "the power of 255 in 1938 differs"),
        (with_column("year", [1938]), (255, 1938), "columns must have one length"),
        (with_column("year", ["x"] * 5), (255, 1938), "year, row 1: expected a number"),
        ("none.csv", (255, 1938), "none.csv: no such file"),
        (Path("none.csv"), (255, 1938), "none.csv: no such file"),
        (17, (255, 1938), "or the path of a CSV file, got int"),
        ([1, 2], (255, 1938), "expected a data frame, a mapping"),
        ({k: v for k, v in ROWS.items() if k != "cinc2"}, (255, 1938), "unknown column 'cinc2'; did you mean 'cinc1'"),
    ],
)
def test_what_makes_no_sense_is_refused(frame, arguments, message):
    with pytest.raises(InvalidModelError, match=message):
        from_dyads(frame, *arguments)


def test_two_directions_that_disagree_are_refused():
    doubled = {name: [*column, column[0]] for name, column in ROWS.items()}
    doubled["capdist"][-1] = 1000
    with pytest.raises(InvalidModelError, match="disagree"):
        from_dyads(doubled, 255, 1938)


def test_missing_values_of_pandas_are_missing():
    pandas = pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    frame = pandas.DataFrame(with_column("capdist", [932.2, None, 1610.1, 694.2, 342.6])).convert_dtypes()
    made = from_dyads(frame, threat=255, year=1938)
    assert made.model.names == ("200", "220", "365")  # France has a land border, and needs no distance
    factors = pandas.DataFrame(ROWS).astype({"ccode1": str, "ccode2": "category"})
    assert from_dyads(factors, threat=255, year=1938).model.names == ("200", "220", "365")


@pytest.mark.parametrize("code", [255.0, "255", np.int32(255), np.float64(255)])
def test_codes_may_be_whole_floats_or_text(code):
    made = from_dyads(ROWS, threat=code, year="1938", states=[200.0, "220"])
    assert made.model.names == ("200", "220")
    assert made.model.against.name == "255"


def test_borders_may_be_true_and_false():
    flags = from_dyads(with_column("conttype", ["FALSE", "TRUE", "FALSE", "FALSE", "FALSE"]), 255, 1938)
    assert flags.model.threat.contiguous == [False, True, False]


@pytest.mark.parametrize(
    ("frame", "arguments", "message"),
    [
        ({name: [] for name in ROWS}, (255, 1938), "expected rows, got a table without any"),
        (ROWS, ("Germany", 1938), "threat: unknown state 'Germany'"),
        (ROWS, (True, 1938), "threat must be a state's code or name, got True"),
        (ROWS, (255, 1938.5), "year must be a whole number"),
        (ROWS, (255, 1938, ["FRN"]), "states: unknown state 'FRN'"),
        (with_column("cinc2", [True] * 5), (255, 1938), "cinc2, row 1: expected a number, got True"),
        (with_column("ccode2", ["UKG"] * 5), (255, 1938), "ccode1 holds codes and ccode2 text"),
    ],
)
def test_wrong_kinds_are_refused(frame, arguments, message):
    with pytest.raises(InvalidModelError, match=message):
        from_dyads(frame, *arguments)


@pytest.mark.parametrize("key", [200, 200.0, "200", "200.0", "Britain"])
def test_intent_by_state_takes_keys_of_any_form(key):
    made = from_dyads(ROWS, 255, 1938, [200, 220], names={200: "Britain"}, intent={key: 0.8})
    assert made.model.threat.sources["intent"].tolist() == [0.8, 0.5]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"intent": {"652": 0.8}}, "intent: unknown state '652'"),
        ({"intent": {365: 0.8}, "threat": 220}, "intent is given for 365, which has no dyad with 220 in 1938"),
        ({"securitization": {"Narnia": 2}}, "securitization: unknown state 'Narnia'"),
        ({"actions": {700: ["balance"]}}, "actions: unknown state 700"),
        ({"intent": [0.5, 0.6]}, "intent must be one number, or a mapping by state"),
        ({"intent": "high"}, "intent must be a number, got 'high'"),
        ({"border": 6}, "border must be a type of contiguity, 1"),
    ],
)
def test_unknown_keys_are_refused(options, message):
    with pytest.raises(InvalidModelError, match=message):
        from_dyads(ROWS, **{"threat": 255, "year": 1938, **options})


def test_text_and_names_serve_as_keys():
    words = {255: "GMY", 200: "UKG", 220: "FRN", 365: "RUS", 310: "HUN"}
    rows = {name: [words[code] for code in ROWS[name]] for name in ("ccode1", "ccode2")}
    made = from_dyads({**ROWS, **rows}, "GMY", 1938, ["UKG", "FRN"], intent={"FRN": 0.7})
    assert made.model.names == ("UKG", "FRN")
    assert made.model.against.name == "GMY"
    assert made.model.threat.sources["intent"].tolist() == [0.5, 0.7]


def test_floats_as_codes_never_show():
    floats = {name: [f"{code}.0" for code in ROWS[name]] for name in ("ccode1", "ccode2")}
    made = from_dyads({**ROWS, **floats}, 255.0, 1938)
    assert ".0" not in str(made)
    assert made.model.names == ("200", "220", "365")


def test_contiguity_across_water_counts_where_it_is_asked_for():
    assert from_dyads(ROWS, 255, 1938).model.threat.contiguous == [False, True, False]
    assert from_dyads(ROWS, 255, 1938, border=5).model.threat.contiguous == [True, True, False]
    assert from_dyads(ROWS, 255, 1938, border=4).model.threat.contiguous == [False, True, False]


def test_columns_of_offence_securitization_and_reliability_reach_the_model():
    ends = {"offence1": [1.3, 1, 1.3, 1.3, 1], "offence2": [1, 1.3, 1, 1, 1], "securitization": [2, 3, 1, 1, 1]}
    made = from_dyads({**ROWS, **ends, "reliability": [0, 0, 0, 0, 0.3]}, 255, 1938, covariates=["capdist"])
    assert made.model.against.offence == 1.3
    assert made.model.threat.sources["intent"] == pytest.approx([2 / 3, 3 / 4, 1 / 2])  # odds of one, twice and thrice
    assert made.model.reliability == {("200", "220"): 0.3}
    assert made.covariates == {"capdist": {"200": 932.2, "220": 879.5, "365": 1610.1}}
    assert made.reading.columns[-1].role == "covariate capdist"


def test_pacts_say_who_promises_whom():
    none = {obligation: [0] for obligation in ("offense", "neutral", "nonagg", "consul")}
    pacts = read_pacts({"stateA": [220], "stateB": [200], "year": [1938], "defense": [1], **none})
    model = from_dyads(ROWS, 255, 1938, [200, 220, 365], names={220: "France"}, pacts=pacts).model
    assert model.names == ("200", "France", "365")
    arrives = [[model.arrives(to, by) for by in range(3) if by != to] for to in range(3)]
    assert arrives == [[0.75, 0], [0, 0], [0, 0]]  # what France owes Britain, and nothing else
    text = {**ROWS, "ccode1": ["D", "F", "D", "D", "B"], "ccode2": ["B", "D", "S", "H", "F"]}
    with pytest.raises(InvalidModelError, match="pacts are told by codes"):
        from_dyads(text, "D", 1938, ["B", "F", "S"], pacts=pacts)


def test_a_world_without_pacts_is_told_so():
    none = {name: [0] for name in ("offense", "neutral", "nonagg", "consul")}
    pacts = read_pacts({"mem1": [1], "mem2": [2], "year": [2016], "defense": [1], **none})
    many = {"ccode1": [900] * 30, "ccode2": list(range(1, 31)), "year": [2016] * 30, "cinc1": [0.04] * 30}
    many |= {"cinc2": [0.001] * 30, "capdist": [1000.0] * 30, "conttype": [0] * 30}
    said = "no pacts are given, so that everybody's help reaches everybody"
    assert str(from_dyads(many, 900, 2016)).endswith(said)
    assert said not in str(from_dyads(many, 900, 2016, pacts=pacts))
    assert said not in str(from_dyads(many, 900, 2016, [1, 2, 3]))
