"""A parameter: what it may be, in words and in numbers."""

import math

import pytest

from alignment_games.models.model import Parameter


@pytest.mark.parametrize(
    ("low", "high", "above", "below", "words", "limits"),
    [
        (None, None, False, False, "any number", (-math.inf, math.inf)),
        (0, None, False, False, "at least 0", (0, math.inf)),
        (0, None, True, False, "above 0", (0.1, math.inf)),
        (0, 1, False, False, "0 to 1", (0, 1)),
        (0, 1, True, True, "above 0 and below 1", (0.1, 0.9)),
        (None, 1, False, True, "below 1", (-math.inf, 0.9)),
        (None, 1, False, False, "at most 1", (-math.inf, 1)),
    ],
)
def test_its_range_in_words_and_numbers(low, high, above, below, words, limits):
    parameter = Parameter(0.5, low, high, "", "a figure", by_state=False, above=above, below=below)
    assert parameter.range == words
    assert parameter.limits(0.1) == limits


def test_it_is_told_in_one_line_and_knows_its_entries():
    parameter = Parameter({"UK": 1, "USSR": 2}, 0, None, "km", "distance\nto it", by_state=True)
    assert parameter.entries == ("UK", "USSR")
    assert str(parameter) == r"distance\nto it (km, at least 0)"
