from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers._search.supports import payoff_differences, stacked_systems, surviving_supports
from tests.strategies import integer_payoffs


def _dominated(payoffs, i, a, support) -> bool:
    """Straight from the definition: some b is never worse and once better against the others' supports."""
    others = [own if j != i else (a,) for j, own in enumerate(support)]
    for b in range(payoffs.shape[1 + i]):
        gains = [payoffs[(i, *s[:i], b, *s[i + 1 :])] - payoffs[(i, *s)] for s in product(*others)]
        if min(gains) >= 0 and max(gains) > 0:
            return True
    return False


@given(integer_payoffs(players=(2, 3), actions=(1, 3)))
def test_pruning_follows_the_definition(payoffs):
    game = NormalFormGame(payoffs)
    left = {tuple(row) for masks in surviving_supports(payoff_differences(game)) for row in masks.tolist()}
    for masks in product(*(range(1, 2**m) for m in game.n_actions)):
        support = [tuple(a for a in range(m) if mask >> a & 1) for m, mask in zip(game.n_actions, masks, strict=True)]
        dominated = any(_dominated(payoffs, i, a, support) for i, own in enumerate(support) for a in own)
        assert dominated == (masks not in left)


def test_rows_are_payoff_differences():
    game = NormalFormGame(np.random.default_rng(0).uniform(size=(3, 3, 2, 3)))
    differences = payoff_differences(game)
    masks = np.array([[0b011, 0b11, 0b101]])
    (systems,) = stacked_systems(differences, masks)
    (order,), (support,) = systems.order, systems.supports
    assert support == ((0, 1), (0, 1), (0, 2))
    first = order[0]
    row = systems.values[0, 0] * systems.scales[0, 0]
    point = [np.array([0.3, 0.7]), np.array([0.6, 0.4]), np.array([0.2, 0.8])]
    profile = [np.array([0.3, 0.7, 0]), np.array([0.6, 0.4]), np.array([0.2, 0, 0.8])]
    value = row
    for i in order:
        value = np.tensordot(value, point[i], axes=(0, 0))
    each = game.deviation_payoffs(profile)[first]
    used = support[first]
    spread = np.ptp(game.payoffs[first])
    assert np.isclose(value, (each[used[1]] - each[used[0]]) / spread)
