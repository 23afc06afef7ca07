"""Expected payoffs of a game of sums, beside those of its table, within the error that is certified."""

from dataclasses import replace

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


def test_what_a_game_beside_it_knows_is_taken_over_and_nothing_else():
    """Bit for bit but for the last one, which depends on how many are computed at once; states that differ anew."""
    rng = np.random.default_rng(2)
    ends = tuple(MODEL.with_parameters(burden=each).sums() for each in (0.02, 0.3))
    play = np.stack([rng.dirichlet(np.ones(3)) for _ in range(3)])
    mixed = {"Britain": 0.02, "France": 0.3, "USSR": 0.3}
    others = [{"burden": mixed | {"USSR": 0.1}}, {"decisiveness": 1.5}, {"intent": {"France": 0.1}}, {"spillover": 0.7}]
    known = []
    for change in ({"burden": mixed}, *others):
        game = MODEL.with_parameters(**change).sums()
        for alone, shared in zip(game.expectation.paths, replace(game, beside=ends).expectation.paths, strict=True):
            known.append(len(shared._known))
            assert shared.values(play) == pytest.approx(alone.values(play), rel=1e-15, abs=1e-15)
    assert known[: len(GAME.players) - 1] == [3, 3]
