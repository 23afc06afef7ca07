"""Values of actions and their derivatives by the parameters, play held fixed, beside differences."""

import numpy as np
import pytest

from alignment_games.estimation.put_in import PutIn, block_of, derivatives
from alignment_games.estimation.stack import stack_games
from alignment_games.estimation.theory import ThreatTheory
from tests.estimation.observed import random_games

STACK = stack_games(random_games(5))
THEORY, AT = (
    ThreatTheory(("power", "intent"), ("balance", "bandwagon by proximity")),
    np.array([2.0, 0.5, 0.7, -0.3, 0.4]),
)


def test_derivatives_of_values_agree_with_differences():
    for games in STACK.blocks:
        play = np.random.default_rng(1).dirichlet(np.ones(3), games.rows.shape)
        given = PutIn(THEORY, STACK, AT)
        exact = derivatives(given, games, block_of([given], games), play)
        exact = exact - exact.mean(axis=2, keepdims=True)  # values are told less their means
        for k, shift in enumerate(1e-6 * np.eye(len(AT))):
            ends = [block_of([PutIn(THEORY, STACK, AT + sign * shift)], games).values(play) for sign in (1, -1)]
            assert exact[..., k] == pytest.approx((ends[0] - ends[1]) / 2e-6, abs=1e-7)


def test_games_at_several_parameters_stand_one_after_the_other():
    games = STACK.blocks[0]
    given = [PutIn(THEORY, STACK, AT + shift) for shift in (0.0, 0.1, 0.3)]
    play = np.random.default_rng(2).dirichlet(np.ones(3), games.rows.shape)
    together = block_of(given, games).values(np.concatenate([play] * 3))
    apart = np.concatenate([block_of([each], games).values(play) for each in given])
    assert together == pytest.approx(apart, abs=1e-14)
