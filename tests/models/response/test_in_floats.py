"""An exact model as floats: no fraction is left, and the payoffs are the nearest floats of the exact ones."""

import numpy as np
import pytest

from alignment_games.cases import load_case
from alignment_games.models.response.in_floats import in_floats


@pytest.mark.parametrize("name", ["europe-1938", "middle-east-1967"])
def test_payoffs_are_those_of_the_exact_game(name):
    exact = load_case(name, exact=True).model
    floats = in_floats(exact)
    assert not floats.is_exact
    assert np.abs(floats.game().payoffs - exact.game().payoffs.astype(float)).max() < 1e-12


def test_a_model_in_floats_stays_as_it_is():
    model = load_case("europe-1938").model
    assert np.array_equal(in_floats(model).game().payoffs, model.game().payoffs)
