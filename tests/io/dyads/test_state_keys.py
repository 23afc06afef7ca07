"""Keys of states: codes and text, as programs write them and as users say them."""

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.dyads.state_keys import NOBODY, StateKeys


def keys_of(*entries, names=None):
    return StateKeys.of({"ccode1": list(entries)}, names)


@pytest.mark.parametrize("entry", [255, 255.0, "255", "255.0", " 255 ", np.int64(255), np.float32(255)])
def test_a_code_is_the_same_however_it_is_written(entry):
    keys, (places,) = keys_of(entry, 200)
    assert keys.keys == (200, 255)
    assert places.tolist() == [1, 0]
    assert keys.label(1) == "255"


def test_text_is_kept_as_text():
    keys, places = StateKeys.of({"a": ["UKG", "FRN "], "b": ["GMY", "GMY"]}, None)
    assert keys.keys == ("FRN", "GMY", "UKG")
    assert [each.tolist() for each in places] == [[2, 0], [1, 1]]
    assert keys.place("UKG") == 2


@pytest.mark.parametrize("entry", [None, "NA", "", ".", "<NA>", "nan", float("nan"), np.nan, -9, -9.0])
def test_missing_entries_are_nobody(entry):
    keys, (places,) = keys_of(255, entry)
    assert keys.keys == (255,)
    assert places.tolist() == [0, NOBODY]


def test_missing_entries_of_pandas_are_nobody():
    pandas = pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    assert keys_of(255, pandas.NA, pandas.NaT)[1][0].tolist() == [0, NOBODY, NOBODY]


@pytest.mark.parametrize("given", [255, 255.0, "255", "255.0", "Germany", np.int64(255)])
def test_users_may_say_a_state_in_any_form(given):
    keys, _ = keys_of(200, 255, names={"255": "Germany"})
    assert keys.place(given) == 1
    assert keys.by_place({given: 0.8}, "intent") == {1: 0.8}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (999, "threat: unknown state 999; states: 200, 255, Germany"),
        ("Germny", "unknown state 'Germny'; did you mean 'Germany'"),
        (True, "threat must be a state's code or name, got True"),
        (None, "threat must be a state's code or name, got None"),
        ([255], r"threat must be a state's code or name, got \[255\]"),
    ],
)
def test_unknown_states_are_refused(given, message):
    keys, _ = keys_of(200, 255, names={255: "Germany"})
    with pytest.raises(InvalidModelError, match=message):
        keys.place(given, "threat")


def test_a_state_named_twice_is_refused():
    keys, _ = keys_of(200, 255, names={255: "Germany"})
    with pytest.raises(InvalidModelError, match="intent: Germany is named twice"):
        keys.by_place({255: 0.1, "Germany": 0.2}, "intent")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"a": [255, "UKG"]}, "a, row 2: expected a code as in other rows, got 'UKG'"),
        ({"a": [255], "b": ["UKG"]}, "a holds codes and b text"),
        ({"a": [255, True]}, "a, row 2: expected a state's code or name, got True"),
        ({"a": [255.5]}, "a, row 1: expected a state's code or name, got 255.5"),
        ({"a": [[1]]}, r"a, row 1: expected a state's code or name, got \[1\]"),
    ],
)
def test_what_is_no_key_is_refused(columns, message):
    with pytest.raises(InvalidModelError, match=message):
        StateKeys.of(columns, None)


@pytest.mark.parametrize("names", [{255: ""}, {255: 7}, {2.5: "Germany"}])
def test_names_are_text_for_keys(names):
    with pytest.raises(InvalidModelError, match="names must be like"):
        keys_of(255, names=names)
