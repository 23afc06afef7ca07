"""Every field of a model file, given every wrong kind: one clear line that names the field."""

import datetime as dt
from fractions import Fraction

import pytest
import sympy

from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.kinds import fields, number, numbers, text
from alignment_games.io.model_files.model_file import build_model
from tests.io.mutations import MODEL

DATE = dt.date(1938, 1, 1)
WRONG = {
    ("actions",): [3, "balance", [3], {"a": 1}, DATE],
    ("title",): [3, [], True],
    ("threat",): [3, [], "Germany", DATE],
    ("threat", "name"): [3, [], True, DATE],
    ("threat", "power"): [True, "0.1", [], {}, DATE, 10**200],
    ("threat", "offence"): [False, "1", [1]],
    ("threat", "form"): [["additive"], 3, {}],
    ("threat", "weights"): [3, [1], "x"],
    ("threat", "weights", "intent"): [True, "x", [1], 1e30],
    ("threat", "scale_km"): ["x", True, 0, -1],
    ("states",): [3, [], {}, [3], "x"],
    ("states", 0): [3, [], "x"],
    ("states", 0, "name"): [3, True, [], DATE],
    ("states", 0, "distance_km"): [True, "far", [1]],
    ("states", 1, "contiguous"): ["yes", 1, []],
    ("states", 1, "actions"): ["balance", [1], 3, {}],
    ("utility",): [3, [], "x"],
    ("utility", "burden"): [True, "x", [], [True], [[0.1]], {}, DATE],
    ("utility", "contest"): [3, ["ratio"], True],
    ("utility", "decisiveness"): [1e9, 0, True],
    ("responses",): [3, [], "x"],
    ("responses", "hedge"): [3, [], "x"],
    ("responses", "hedge", "cost"): [True, "x", [0.1], {}],
}


def changed(table, place, value):
    if not place:
        return value
    key, *rest = place
    copied = dict(table) if isinstance(table, dict) else list(table)
    copied[key] = changed(copied[key], rest, value)
    return copied


@pytest.mark.parametrize("place", WRONG, ids=str)
def test_a_wrong_kind_is_refused_in_one_line_that_names_the_field(place):
    build_model(MODEL)
    for value in WRONG[place]:
        with pytest.raises(InvalidModelError) as caught:
            build_model(changed(MODEL, place, value), "m.toml")
        words = str(caught.value)
        assert words.startswith("m.toml: ")
        assert "\n" not in words
        assert len(words) < 250
        assert next(str(key) for key in reversed(place) if isinstance(key, str)).split("_")[0] in words


def test_what_is_given_is_cut_at_sixty_characters():
    with pytest.raises(InvalidModelError, match=r"got 'x{59}\.\.\.$"):
        build_model(changed(MODEL, ("threat", "power"), "x" * 1000))


def test_numbers_are_numbers_of_any_arithmetic():
    for value in (1, 0.5, Fraction(1, 3), sympy.Symbol("b"), float("inf")):  # infinities are refused by their bounds
        assert number(value, "x") is value
    assert numbers([1, 0.5], "x") == [1, 0.5]
    with pytest.raises(InvalidModelError, match="at most 1e150, got a whole number of some"):
        number(10**5000, "x")
    with pytest.raises(InvalidModelError, match="unknown setting 'b'"):
        fields({"b": 1}, {"a": text}, "setting", "")
