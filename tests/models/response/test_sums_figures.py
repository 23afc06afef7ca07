"""The figures of a response game by its sums, read from its model."""

import numpy as np
import pytest

from alignment_games import InvalidModelError, UnsupportedGameError
from alignment_games.models.response import response_model
from alignment_games.states import FirstForm
from tests.models.response.drawn_models import drawn


def test_the_first_form_has_no_shield_and_one_sum_of_help():
    model = drawn(2)
    first = response_model(model.states, model.against, model.threat, FirstForm(), actions=model.actions[0])
    sums = first.sums().sums
    assert not sums.shield.any()
    assert len(sums.amounts) == 2


def test_a_family_of_games_is_refused():
    with pytest.raises(UnsupportedGameError, match="one game of a family at a time"):
        drawn(2).with_parameters(burden=np.array([[0.1], [0.2]])).sums()
    with pytest.raises(InvalidModelError, match="between 0 and 1"):
        drawn(2, reliability=2)
