import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from alignment_games.game import best_reply
from tests import brute_force
from tests.strategies import integer_payoffs, profiles


@given(integer_payoffs(), st.data())
def test_expected_payoffs_and_regrets_follow_the_definition(payoffs, data):
    profile = data.draw(profiles(payoffs.shape[1:]))
    expected = best_reply.expected_payoffs(payoffs, profile)
    for i in range(len(profile)):
        assert expected[i] == brute_force.expected_payoff(payoffs, i, profile)
    assert best_reply.regrets(payoffs, profile).tolist() == brute_force.regret(payoffs, profile).tolist()


@given(integer_payoffs(), st.data())
def test_exact_payoffs_against_play_of_which_some_is_pure_follow_the_definition(payoffs, data):
    profile = list(data.draw(profiles(payoffs.shape[1:])))
    for j in data.draw(st.sets(st.sampled_from(range(len(profile))))):
        profile[j] = np.eye(len(profile[j]), dtype=int)[data.draw(st.sampled_from(range(len(profile[j]))))]
    assert best_reply.regrets(payoffs, profile).tolist() == brute_force.regret(payoffs, profile).tolist()


@given(integer_payoffs())
def test_pure_equilibria_follow_the_definition(payoffs):
    expected = brute_force.pure_equilibria(payoffs)
    for kind in (object, float):
        mask = best_reply.pure_equilibria(payoffs.astype(kind), payoffs.ndim - 1)
        assert {tuple(index) for index in np.argwhere(mask).tolist()} == expected


def test_a_batch_is_the_games_one_by_one():
    rng = np.random.default_rng(1)
    payoffs = rng.normal(size=(4, 5, 3, 2, 3, 2))
    profile = [rng.dirichlet(np.ones(m), size=(4, 5)) for m in (2, 3, 2)]
    regrets = best_reply.regrets(payoffs, profile)
    replies = best_reply.best_replies(payoffs, profile)
    pure = best_reply.pure_equilibria(payoffs, 3)
    assert regrets.shape == (4, 5, 3)
    for index in np.ndindex(4, 5):
        own = [p[index] for p in profile]
        np.testing.assert_allclose(regrets[index], best_reply.regrets(payoffs[index], own), rtol=1e-13)
        assert np.array_equal(pure[index], best_reply.pure_equilibria(payoffs[index], 3))
        for all_games, one_game in zip(replies, best_reply.best_replies(payoffs[index], own), strict=True):
            assert np.array_equal(all_games[index], one_game)


def test_scale_changes_no_answer():
    rng = np.random.default_rng(2)
    payoffs = rng.integers(0, 3, size=(50, 3, 2, 2, 2)).astype(float)
    expected = best_reply.pure_equilibria(payoffs, 3)
    for scale in (1e-9, 1e9):
        assert np.array_equal(best_reply.pure_equilibria(payoffs * scale + scale, 3), expected)


def test_a_gap_of_one_in_ten_to_the_eighth_is_a_gap():
    payoffs = np.array([[[1.0, 0.0], [1.0 - 1e-8, 0.5]], [[1.0, 1.0], [1.0, 1.0]]])
    assert best_reply.pure_equilibria(payoffs, 2).tolist() == [[True, False], [False, True]]


def test_rounding_in_payoffs_makes_no_preference():
    payoffs = np.array([[[0.1 + 0.2, 0.0], [0.3, 1.0]], [[0.0, 0.0], [0.0, 0.0]]])
    assert best_reply.pure_equilibria(payoffs, 2).tolist() == [[True, False], [True, True]]


def test_remainders_make_no_preference_either():
    payoffs = np.array([[[0.0, 1.0], [1 - 0.9 - 0.1, 2.0]], [[0.0, 0.0], [0.0, 0.0]]])
    assert best_reply.pure_equilibria(payoffs, 2).tolist() == [[True, False], [True, True]]


def test_a_penalty_hides_no_preference():
    payoffs = np.array([[[1.0, -1e12], [1.0 + 1e-4, 0.0]], [[1.0, 0.0], [1.0, 0.0]]])
    assert best_reply.pure_equilibria(payoffs, 2).tolist() == [[False, False], [True, False]]


def test_tolerance_in_payoff_units_is_the_regret_that_counts_as_zero():
    payoffs = np.array([[[0.0, 0.0], [0.125, 0.25]], [[0.0, 0.0], [0.0, 0.0]]])
    assert best_reply.pure_equilibria(payoffs, 2, 0.125).tolist() == [[True, False], [True, True]]
    assert best_reply.pure_equilibria(payoffs, 2, [0.25, 0]).all()
    assert best_reply.pure_equilibria(payoffs.astype(object), 2, 0.125).tolist() == [[True, False], [True, True]]


def test_each_game_of_a_batch_has_its_own_tolerance():
    games = np.stack([np.array([[[0.3, 0.0], [0.1 + 0.2, 1.0]], [[1.0, 0.0], [1.0, 0.0]]]) for _ in range(3)])
    games[1, 0] *= 1e12
    games[2, 0, 0, 0] = 0.3 - 1e-9
    assert best_reply.pure_equilibria(games, 2)[:, 0, 0].tolist() == [True, True, False]
