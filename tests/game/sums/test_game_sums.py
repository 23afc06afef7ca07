"""A game by its sums beside its table: payoffs, regrets, ranges."""

from fractions import Fraction

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.sums.game_sums import over_others, plain_number

MODEL = ag.load_case("europe-1938-large").model
GAME, SUMS = MODEL.game(), MODEL.sums().sums


def places():
    rng = np.random.default_rng(3)
    return [tuple(int(rng.integers(m)) for m in GAME.n_actions) for _ in range(20)]


def test_payoffs_at_a_profile_are_those_of_the_table():
    for at in places():
        found = SUMS.payoffs_at(np.array(at))
        for i, m in enumerate(GAME.n_actions):
            own = GAME.payoffs[(i, *at[:i], slice(None), *at[i + 1 :])]
            assert found[i][SUMS.offered[i]][:m] == pytest.approx(own, abs=1e-12)


def test_regrets_are_those_of_the_table_and_ranges_hold_every_payoff():
    low, high = SUMS.ranges()
    for at in places():
        gains, slack = SUMS.judge(np.array(at))
        play = [np.eye(m)[k] for m, k in zip(GAME.n_actions, at, strict=True)]
        assert gains == pytest.approx(GAME.regrets(play), abs=1e-12)
        assert (slack >= 0).all()
        assert (slack <= SUMS.tolerances()).all()
    flat = GAME.payoffs.reshape(len(low), -1)
    assert (low <= flat.min(axis=1) + 1e-12).all()
    assert (high >= flat.max(axis=1) - 1e-12).all()


def test_sums_over_others_lose_no_digits():
    own = np.array([1e16, 1.0, 1.0])
    assert over_others(own).tolist() == [2.0, 1e16 + 1, 1e16 + 1]


@pytest.mark.parametrize("value", [Fraction(1, 3), np.array([1.0, 2.0]), "x"])
def test_what_is_no_plain_number_is_refused(value):
    assert plain_number(np.float64(0.5)) == 0.5
    with pytest.raises(UnsupportedGameError, match="one game of plain numbers"):
        plain_number(value)
