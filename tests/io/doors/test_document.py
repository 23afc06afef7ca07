import json
from fractions import Fraction

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.document import exact_number, parse_document


@pytest.mark.parametrize(
    ("text", "as_json", "message"),
    [
        ("[" * 100_000, True, "not valid JSON: lists or tables are nested too deeply"),
        ('{"a":' * 50_000, True, "nested too deeply"),
        ("a = " + "[" * 100_000, False, "not valid TOML: "),
        ('{"a": 1, "a": 2}', True, "'a' is given twice in one table"),
        ("a = 1\na = 2", False, "not valid TOML: Cannot overwrite a value"),
        ("a = " + "9" * 5000, False, "not valid TOML: "),
        ('{"a": ' + "9" * 5000 + "}", True, "not valid JSON: "),
        ("a = 1938-02-31", False, "not valid TOML: "),
        ("[1]", True, "expected a table of settings at the top, got a list"),
        ("", True, "not valid JSON"),
    ],
)
def test_what_does_not_parse_is_refused_in_a_short_line(text, as_json, message):
    with pytest.raises(InvalidModelError, match=message) as caught:
        parse_document(text, "file", json_format=as_json)
    assert str(caught.value).startswith("file: ")
    assert len(str(caught.value)) < 400
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("written", ["1e999999999", "1e-999999999", "9" * 5000 + ".5", "nan", "inf"])
def test_numbers_that_no_memory_holds_are_refused_before_they_are_made(written):
    with pytest.raises(InvalidModelError, match=r"file: .*(too long to be held exactly|must be finite)"):
        parse_document(f"a = {written}", "file", exact=True)


def test_decimals_are_floats_or_fractions():
    for as_json in (False, True):
        text = json.dumps({"a": 0.1, "b": 3}) if as_json else "a = 0.1\nb = 3"
        assert parse_document(text, "file", json_format=as_json) == {"a": 0.1, "b": 3}
        assert parse_document("\ufeff" + text, "file", json_format=as_json, exact=True) == {
            "a": Fraction(1, 10),
            "b": 3,
        }
    assert exact_number("1e400") == 10**400
