import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.headers import columns_by_role

KNOWN = {"dispute": ("dispnum", "dispnum3"), "state": ("ccode",), "end": ("endyear",)}


def test_the_preferred_name_wins_whatever_its_case():
    table = {"DispNum3": [1], "dispnum": [2], "CCODE": [3]}
    assert columns_by_role(table, KNOWN, None, "file", ["end"]) == {"dispute": [2], "state": [3]}
    own = columns_by_role({**table, "id": [4]}, KNOWN, {"dispute": "ID"}, "file", ["end"])
    assert own["dispute"] == [4]


@pytest.mark.parametrize(
    ("table", "given", "message"),
    [
        ({"dispnum": [1]}, None, "file: unknown column 'ccode'.*name yours with columns={'state': ...}"),
        ({"dispnum": [1], "ccode": [2]}, {"stat": "ccode"}, "unknown column role 'stat'; did you mean 'state'"),
        ({"dispnum": [1], "ccode": [2]}, {"end": "until"}, "unknown column 'until'"),
    ],
)
def test_what_is_missing_is_named(table, given, message):
    with pytest.raises(InvalidModelError, match=message):
        columns_by_role(table, KNOWN, given, "file", ["end"])
