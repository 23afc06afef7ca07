"""Two sides by their sums: payoffs and equilibria of the table, mixed play, bounds over boxes."""

import numpy as np
import pytest

from alignment_games import solve
from alignment_games.game.sums.game_sums import over_others
from alignment_games.solvers import PureBySums, PureEnumeration, Status
from tests.models.both_sides.drawn_sides import drawn


@pytest.mark.parametrize("seed", range(8))
def test_payoffs_and_pure_equilibria_are_those_of_the_table(seed):
    model = drawn(seed, unit=10.0 ** (seed % 3 * 9 - 9))
    game, problem = model.game(), model.sums()
    every = np.arange(len(model.names))
    rng = np.random.default_rng(seed)
    for _ in range(20):
        profile = [int(rng.integers(len(own))) for own in model.actions]
        others = over_others(problem.sums.amounts[:, every, profile])[..., None]
        payoffs = problem.sums.bounds(every, others, others)[0][:, 0][every, profile]
        np.testing.assert_allclose(payoffs, game.payoffs[(slice(None), *profile)], atol=1e-14)
    by_sums = solve(problem, PureBySums())
    assert by_sums.status is Status.ALL_PURE
    assert sorted(e.actions for e in by_sums) == sorted(e.actions for e in solve(game, PureEnumeration(), throw=False))


@pytest.mark.parametrize("seed", range(4))
def test_expected_payoffs_of_mixed_play_are_bounded_about_those_of_the_table(seed):
    model, rng = drawn(seed), np.random.default_rng(seed)
    profile = tuple(rng.dirichlet(np.ones(len(own))) for own in model.actions)
    bounds = model.sums().payoff_bounds(profile)
    for low, high, exact in zip(bounds.least, bounds.largest, model.game().deviation_payoffs(profile), strict=True):
        assert (low <= exact + 1e-12).all()
        assert (exact <= high + 1e-12).all()
        assert (high - low < 1e-6).all()


def test_gaps_and_bounds_hold_in_boxes():
    rng = np.random.default_rng(3)
    for seed in range(4):
        sums = drawn(seed).sums().sums
        every = np.arange(len(sums.offered))
        most = over_others(sums.amounts.max(axis=2))
        ends = np.sort(rng.uniform(0, 1, (2, *most.shape)), axis=0) * most
        low, high = (end[..., None] for end in ends)
        least, largest = sums.bounds(every, low, high)
        gaps = sums.gaps(every, low, high)
        for _ in range(5):
            at = low + rng.uniform(0, 1, low.shape) * (high - low)
            pays = sums.bounds(every, at, at)[0]
            offered = sums.offered[:, None]
            assert ((least <= pays + 1e-14) | ~offered).all()
            assert ((pays <= largest + 1e-14) | ~offered).all()
            with np.errstate(invalid="ignore"):
                apart = pays[..., :, None] - pays[..., None, :]
            assert ((gaps <= apart + 1e-14) | ~offered[..., :, None] | ~offered[..., None, :]).all()
