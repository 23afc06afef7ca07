"""Figures by name: of all states, of one, and what a name cannot mean."""

import pytest

import alignment_games as ag
from alignment_games.models.named import with_named

MUNICH = ag.as_model("europe-1938")


def value_of(model, name):
    return model.parameters()[name].value


@pytest.mark.parametrize("order", [1, -1])
def test_what_is_said_of_one_state_goes_before_what_is_said_of_all_in_any_order(order):
    said = dict([("intent", 0.25), ("intent.France", 0.75)][::order])
    assert value_of(with_named(MUNICH, said), "intent") == {"Britain": 0.25, "France": 0.75, "USSR": 0.25}


def test_the_others_keep_theirs_and_nothing_named_changes_nothing():
    before = value_of(MUNICH, "intent")
    assert value_of(with_named(MUNICH, {"intent.France": 0.125}), "intent") == {**before, "France": 0.125}
    assert value_of(with_named(MUNICH, {}), "intent") == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("brden", "unknown parameter 'brden'; did you mean 'burden'"),
        ("intent.Frnce", "unknown state 'Frnce'; did you mean 'France'"),
        ("France.intent", "'France.intent': the parameter comes first, as in intent.France"),
        ("contest", "contest is a function, not a number; name it in a model file"),
    ],
)
def test_what_a_name_cannot_mean_is_said(name, said):
    with pytest.raises(ag.InvalidModelError, match=said):
        with_named(MUNICH, {name: 0.5})
