from itertools import product

import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.systems import ROUNDING, fill_actions, fill_rows, first_action, layout_of

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")


def test_actions_of_a_bit_set():
    actions = np.full((2, 4), -1)
    fill_actions(np.array([0b1101, 0b0100]), actions)
    assert actions.tolist() == [[0, 2, 3, -1], [2, -1, -1, -1]]
    assert first_action(0b1100) == 2


def test_rows_are_the_gains_over_the_first_used_action_at_every_pure_profile():
    shape, masks = (3, 2, 3), np.array([0b110, 0b10, 0b101])
    payoffs = np.random.default_rng(4).uniform(size=(3, *shape))
    own = [np.moveaxis(table, i, 0) for i, table in enumerate(payoffs)]
    gaps = np.concatenate([(rows[:, None] - rows[None]).ravel() for rows in own])
    rows = np.empty((5, 4))
    rounding = fill_rows(gaps, np.array(shape), np.array([0, 0, 1e-3]), masks, layout_of(np.array([2, 2])), rows)
    # Equations: the first player's action 2 over 1, the third's 2 over 0. Then what is not used: 0 of the first player,
    # 0 of the second over 1, 1 of the third over 0.
    compared = [(0, 2, 1), (2, 2, 0), (0, 0, 1), (1, 0, 1), (2, 1, 0)]
    for row, off, (player, action, base) in zip(rows, rounding, compared, strict=True):
        gains = []
        for at in product((1, 2), (1,), (0, 2)):
            one, other = ((*at[:player], a, *at[player + 1 :]) for a in (action, base))
            gains.append(payoffs[(player, *one)] - payoffs[(player, *other)])
        unit = np.abs(gains).max()
        np.testing.assert_allclose(row, np.array(gains) / unit, rtol=1e-14)
        assert off >= (1e-3 / unit if player == 2 else ROUNDING)


def test_a_row_of_ties_decides_nothing():
    gaps = np.zeros(2 * 8)
    rounding = fill_rows(
        gaps, np.array([2, 2]), np.zeros(2), np.array([3, 3]), layout_of(np.array([2, 2])), np.empty((2, 4))
    )
    assert np.isnan(rounding).all()
