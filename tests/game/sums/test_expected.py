"""Expected payoffs of a game of sums, beside those of its table, within the error that is certified."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.game.sums.expected import Expectation

MODEL = ag.load_case("europe-1938").model
GAME, SUMS = MODEL.game(), MODEL.sums().sums


@pytest.mark.parametrize("seed", range(3))
def test_expected_payoffs_are_those_of_the_table(seed):
    rng = np.random.default_rng(seed)
    play = np.stack([rng.dirichlet(np.ones(3)) for _ in range(3)])
    low, high = SUMS.ranges()
    found = Expectation(SUMS, low, high - low)
    values, errors = found.certified(play)
    table = np.stack(GAME.deviation_payoffs(list(play)))
    assert (abs(low[:, None] + (high - low)[:, None] * values - table) <= errors * (high - low)[:, None] + 1e-14).all()
    assert (errors <= 1e-11).all()
    assert found.values(play) == pytest.approx(values, abs=1e-11)
