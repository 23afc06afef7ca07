"""Several things one after the other."""

import pytest

from alignment_games.text.lists import listed


@pytest.mark.parametrize(
    ("items", "told"),
    [(["A"], "A"), (["A", "B"], "A or B"), (("A", "B", "C", "D"), "A, B, C or D"), (iter("AB"), "A or B")],
)
def test_the_last_stands_behind_its_word(items, told):
    assert listed(items, "or") == told
