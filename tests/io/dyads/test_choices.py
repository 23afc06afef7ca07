"""What a user says on top of a table of dyads: for all, by state, and nothing of states that are not there."""

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.dyads.choices import REST, DyadChoices, at_border


class Keys:
    """States by name, in the place of a table of state keys."""

    def by_place(self, given, what):
        places = {"Britain": 0, "France": 1}
        unknown = [name for name in given if name not in places]
        if unknown:
            raise InvalidModelError(f"{what}: unknown state {unknown[0]!r}")
        return {places[name]: value for name, value in given.items()}


def choices(**given):
    usual = {"intent": 0.5, "securitization": 1, "threat_offence": 1, "border": 1, "actions": ("balance", "buck_pass")}
    said = {**usual, **given}
    order = ("intent", "securitization", "threat_offence", "border", "actions")
    return DyadChoices.of(Keys(), *(said[name] for name in order), None)


def test_one_figure_is_for_all_and_a_mapping_leaves_the_usual_one_for_the_rest():
    assert choices(intent=0.9).intent == {REST: 0.9}
    assert choices(intent={"France": 0.9}).intent == {REST: 0.5, 1: 0.9}
    assert choices(actions={"France": ("arm", "balance")}).responses == ("balance", "buck_pass", "bandwagon", "arm")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"border": 6}, "border must be a type of contiguity, 1 .by land. to 5, got 6"),
        ({"intent": [0.1, 0.2]}, "intent must be one number, or a mapping by state"),
        ({"intent": "much"}, "intent"),
        ({"intent": {"Italy": 1}}, "unknown state 'Italy'"),
    ],
)
def test_what_cannot_be_meant_is_refused(given, said):
    with pytest.raises(InvalidModelError, match=said):
        choices(**given)


def test_a_border_is_as_close_as_the_user_says():
    contiguity = np.array([0, 1, 2, 5])
    assert at_border(contiguity, 1).tolist() == [False, True, False, False]
    assert at_border(contiguity, 5).tolist() == [False, True, True, True]
