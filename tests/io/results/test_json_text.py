import json
from fractions import Fraction

import numpy as np
import pytest

from alignment_games.io.results.json_text import json_text


@pytest.mark.parametrize(
    ("value", "read_back"),
    [
        (float("inf"), None),
        (np.float64(0.1), 0.1),
        (np.array([[1, 2]]), [[1, 2]]),
        (np.array([Fraction(1, 3)], dtype=object), ["1/3"]),
        (True, True),
        ({1: ("a", None)}, {"1": ["a", None]}),
        (Fraction(10**5000, 3), None),
    ],
)
def test_what_is_written_is_read_back(value, read_back):
    found = json.loads(json_text(value))
    if isinstance(value, Fraction):
        assert found == f"1{'0' * 5000}/3"
    else:
        assert found == read_back


def test_names_of_others_leave_nothing_but_ascii():
    assert json_text({"Łódź\x1b": "\u202e"}).isascii()
