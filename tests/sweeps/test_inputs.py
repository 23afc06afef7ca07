"""What varies, by name."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.models.model import Input, as_input
from alignment_games.sweeps._inputs import by_input


def test_a_parameter_or_that_of_one_state():
    assert as_input("burden") == Input("burden")
    assert as_input(("intent", "France")) == as_input("intent.France") == Input("intent", "France")
    pair = Input("reliability", "France.USSR")
    assert as_input(("reliability", "France", "USSR")) == as_input("reliability.France.USSR") == pair
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


def test_what_varies_may_be_named_like_an_option_of_the_call():
    grid = np.linspace(0, 0.2, 3)
    by_name, given = ag.sweep("europe-1938", burden=grid), ag.sweep("europe-1938", {"burden": grid})
    assert np.array_equal(by_name.counts, given.counts)
    assert list(map(str, by_name.axes)) == ["burden"]
    with pytest.raises(ag.InvalidModelError, match="burden varies twice"):
        ag.sweep("europe-1938", {"burden": grid}, burden=grid)
    with pytest.raises(ag.InvalidModelError, match="nothing varies"):
        ag.sweep("europe-1938")
