"""What varies, by name."""

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.models.model import Input, as_input
from alignment_games.sweeps._inputs import by_input


def test_a_parameter_or_that_of_one_state():
    assert as_input("burden") == Input("burden")
    assert as_input(("intent", "France")) == Input("intent", "France")
    assert as_input(("reliability", "France", "USSR")) == Input("reliability", "France.USSR")
    given = {"burden": 1, ("intent", "France"): 2, "stake": {"USSR": 3}}
    assert by_input(given) == {Input("burden"): 1, Input("intent", "France"): 2, Input("stake", "USSR"): 3}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "nothing varies"),
        ({3: 1}, "expected a parameter such as"),
        ({(): 1}, "expected a parameter such as"),
        ([("burden", 1)], "given by name"),
        ({"intent": {"France": 1}, ("intent", "France"): 2}, "intent of France varies twice"),
    ],
)
def test_anything_else_is_refused(given, message):
    with pytest.raises(InvalidModelError, match=message):
        by_input(given)
