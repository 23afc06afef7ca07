"""Dynamics against what is proven of them: where they stop, what they keep, where they circle."""

import numpy as np
import pytest

from alignment_games import InvalidModelError, NormalFormGame, Status, solve
from alignment_games.solvers import (
    BestReplyDynamics,
    FictitiousPlay,
    LogitDynamics,
    PureEnumeration,
    Replicator,
    RestPoints,
    all_pure_starts,
    basins,
    logit_path,
    random_starts,
)
from tests.games_refinement import PENNIES, SHAPLEY, STAG_HUNT, landscape, rock_paper_scissors

LANDSCAPE = landscape([3, 2, 1, 4], [[0, 1, -1, 1], [1, 0, -1, 2], [-1, -1, 0, 1], [1, 2, 1, 0]])


@pytest.mark.parametrize("order", ["sequential", "random"])
def test_best_replies_in_a_potential_game_end_at_pure_equilibria(order):
    found = basins(LANDSCAPE, BestReplyDynamics(order=order))
    assert found.unsettled == 0
    equilibria = {e.actions for e in solve(LANDSCAPE, PureEnumeration())}
    assert {e.actions for e, _ in found.attractors} <= equilibria
    assert sum(share for _, share in found.attractors) == pytest.approx(1)


def test_what_play_comes_to_rest_at_is_a_verified_solution():
    solution = solve(LANDSCAPE, RestPoints())
    assert solution.status is Status.SOME
    assert solution.stats["rejected"] == 0
    found = basins(LANDSCAPE, BestReplyDynamics())
    assert [e.actions for e in found.solution] == [e.actions for e in solution]
    assert [count / solution.stats["starts"] for count in solution.stats["ends"]] == list(found.shares)
    assert [share for _, share in found.attractors] == sorted(found.shares, reverse=True)


def test_starts_of_ones_own_and_circles_count_too():
    # From (stag, hare) simultaneous replies swap for ever, from (hare, hare) they rest: one start of two.
    starts = (np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.0, 1.0], [0.0, 1.0]]))
    found = basins(STAG_HUNT, BestReplyDynamics(order="simultaneous"), starts)
    assert ([e.actions for e in found.solution], found.shares, found.unsettled) == ([("hare", "hare")], (0.5,), 0.5)


def test_simultaneous_replies_can_miss_each_other_for_ever():
    paths = BestReplyDynamics(order="simultaneous", steps=20).run(STAG_HUNT, all_pure_starts(STAG_HUNT))
    # (stag, hare) and (hare, stag) swap for ever; the other two rest.
    assert [bool(r > 0) for r in paths.regrets[-1]] == [False, True, True, False]
    assert basins(STAG_HUNT, BestReplyDynamics(order="simultaneous")).unsettled == pytest.approx(0.5)


def test_random_order_is_repeated_by_its_seed():
    one, two = (BestReplyDynamics(order="random", rng=4).run(LANDSCAPE, all_pure_starts(LANDSCAPE)) for _ in range(2))
    for x, y in zip(one.final, two.final, strict=True):
        np.testing.assert_array_equal(x, y)


def test_who_already_plays_a_best_reply_stays():
    flat = NormalFormGame(np.zeros((2, 3, 3)))
    starts = all_pure_starts(flat)
    for one, two in zip(starts, BestReplyDynamics().run(flat, starts).final, strict=True):
        np.testing.assert_array_equal(one, two)


@pytest.mark.slow
def test_fictitious_play_circles_in_shapleys_game():
    # Shapley (1964): away from the diagonal of initial beliefs the frequencies never come to the equilibrium.
    start = (np.array([[0.8, 0.1, 0.1]]), np.array([[0.1, 0.8, 0.1]]))
    paths = FictitiousPlay(steps=20_000, records=2001).run(SHAPLEY, start)
    late = paths.profiles[0][len(paths.times) // 2 :, 0]
    assert np.ptp(late, axis=0).min() > 0.1
    assert np.abs(late - 1 / 3).max(axis=1).min() > 0.1
    assert paths.regrets[-len(late) :].min() > 0.05


def test_fictitious_play_finds_the_value_of_zero_sum_games():
    # Robinson (1951).
    game = rock_paper_scissors(1, 1)
    paths = FictitiousPlay(steps=4000).run(game, random_starts(game, 5))
    assert paths.regrets[-1].max() < 0.05
    np.testing.assert_allclose(paths.final[0], 1 / 3, atol=0.05)


def test_replicators_keep_a_constant_of_motion_in_matching_pennies():
    # Hofbauer & Sigmund (1998), chapter 10: H = sum of logs of all probabilities is constant.
    paths = Replicator(time=50).run(PENNIES, random_starts(PENNIES, 10))
    logs = sum(np.log(x).sum(axis=-1) for x in paths.profiles)
    assert np.ptp(logs, axis=0).max() < 1e-5


def test_replicators_of_the_stag_hunt_part_at_the_mixed_equilibrium():
    start = np.array([[p, 1 - p] for p in (0.3, 0.66, 0.67, 0.9)])
    final = Replicator(time=400).run(STAG_HUNT, (start, start)).final
    np.testing.assert_allclose(final[0][:, 0], [0, 0, 1, 1], atol=1e-3)


def test_logit_dynamics_rest_at_logit_equilibria():
    paths = LogitDynamics(rate=0.5).run(STAG_HUNT, random_starts(STAG_HUNT, 4))
    expected = logit_path(STAG_HUNT).at(0.5)
    for x, y in zip(paths.final, expected, strict=True):
        np.testing.assert_allclose(x, np.broadcast_to(y, x.shape), atol=1e-6)


def test_a_batch_is_its_starts_one_by_one():
    mixed, unmixed = random_starts(LANDSCAPE, 6), tuple(x[3:9] for x in all_pure_starts(LANDSCAPE))
    for dynamics in (BestReplyDynamics(), FictitiousPlay(steps=50), LogitDynamics(time=5), Replicator(time=5)):
        starts = unmixed if isinstance(dynamics, BestReplyDynamics) else mixed
        together = dynamics.run(LANDSCAPE, starts).final
        for k in range(6):
            alone = dynamics.run(LANDSCAPE, tuple(x[k : k + 1] for x in starts)).final
            for x, y in zip(together, alone, strict=True):
                np.testing.assert_allclose(x[k], y[0], atol=1e-6)


def test_scaling_payoffs_changes_no_trajectory():
    starts = random_starts(STAG_HUNT, 3)
    other = NormalFormGame(STAG_HUNT.to_float().payoffs * 1e6)
    for one, two in zip(Replicator().run(STAG_HUNT, starts).final, Replicator().run(other, starts).final, strict=True):
        np.testing.assert_allclose(one, two, atol=1e-7)


def test_errors_name_the_player():
    with pytest.raises(InvalidModelError, match="Column: expected starts of shape"):
        Replicator().run(STAG_HUNT, (np.ones((2, 2)) / 2, np.ones((2, 3)) / 3))
    with pytest.raises(InvalidModelError, match="sum to 1"):
        Replicator().run(STAG_HUNT, (np.ones((1, 2)), np.ones((1, 2))))
    with pytest.raises(InvalidModelError, match="each of 2 players"):
        Replicator().run(STAG_HUNT, (np.ones((1, 2)),))
    with pytest.raises(InvalidModelError, match="start from pure profiles"):
        BestReplyDynamics().run(STAG_HUNT, random_starts(STAG_HUNT, 2))
    with pytest.raises(InvalidModelError, match="order must be"):
        BestReplyDynamics(order="reverse").run(STAG_HUNT, all_pure_starts(STAG_HUNT))


def test_fictitious_play_has_no_units():
    starts = random_starts(SHAPLEY, 3)
    here = FictitiousPlay(steps=200).run(SHAPLEY, starts)
    for units in ((1e-12, 1.0), (1e9, 1e-9)):
        game = NormalFormGame(SHAPLEY.to_float().payoffs * np.reshape(units, (2, 1, 1)))
        there = FictitiousPlay(steps=200).run(game, starts)
        for one, two in zip(here.profiles, there.profiles, strict=True):
            np.testing.assert_allclose(one, two, atol=1e-12)
