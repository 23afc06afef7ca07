import numpy as np

from alignment_games.game.strategic_range import against_play, remainder_order, strategic_scale, surviving_actions

HUNT = np.array([[[4.0, 0.0], [3.0, 2.0]], [[4.0, 3.0], [0.0, 2.0]]])


def with_forbidden_action(payoffs, penalty):
    longer = np.zeros((2, 3, 3))
    longer[:, :2, :2] = payoffs
    longer[0, 2], longer[1, :, 2] = penalty, penalty
    return longer


def test_a_penalty_on_a_dominated_action_does_not_count():
    for penalty in (-1e4, -1e12, -1e300):
        game = with_forbidden_action(HUNT, penalty)
        assert [own.tolist() for own in surviving_actions(game, 2)] == [[True, True, False]] * 2
        scale = strategic_scale(game, 2)
        assert scale.ranges.tolist() == [2, 2]
        assert scale.sizes.tolist() == [4, 4]
        assert scale.whole.min() >= -penalty


def test_constants_of_the_others_play_do_not_count():
    shifted = HUNT + np.array([[[1e6, -1e9]] * 2, [[3e5] * 2, [7e8] * 2]])
    assert strategic_scale(shifted, 2).ranges.tolist() == [2, 2]


def test_elimination_goes_round_after_round():
    # U dominates M once R is gone, which C dominates only at first; then C goes, then nothing is left to choose.
    game = np.array([[[3, 2, 0], [2, 1, 5]], [[4, 1, 0], [4, 5, 0]]], dtype=object)
    alive = surviving_actions(game, 2)
    assert [own.tolist() for own in alive] == [[True, False], [True, False, False]]
    assert strategic_scale(game, 2).ranges.tolist() == [0, 0]


def test_a_lead_that_rounding_explains_does_not_dominate():
    game = np.array([[[0.1 + 0.2, 0.1 + 0.2], [0.3, 0.3]], [[0.0, 0.0], [0.0, 0.0]]])
    assert surviving_actions(game, 2)[0].all()


def test_a_batch_is_the_games_one_by_one():
    games = np.random.default_rng(0).integers(0, 4, (40, 3, 2, 3, 2)).astype(float)
    scale = strategic_scale(games, 3)
    for game, r, s in zip(games, scale.ranges, scale.sizes, strict=True):
        alone = strategic_scale(game, 3)
        assert (alone.ranges.tolist(), alone.sizes.tolist()) == (r.tolist(), s.tolist())
        kept = np.ix_(*(np.flatnonzero(own) for own in surviving_actions(game, 3)))
        losses = [game[i][kept].max(axis=i) - game[i][kept].min(axis=i) for i in range(3)]
        assert r.tolist() == [loss.max() for loss in losses]


def test_remainders_are_told_from_small_payoffs():
    assert remainder_order(np.array([0.0, 2.0**-53, 1.0, 1e12])) == 1
    assert remainder_order(np.array([1e-3, 1.0, 1e12])) == 0
    assert remainder_order(np.array([1.0, 1e308])) == 0


def test_what_nobody_plays_is_left_out():
    own = np.arange(12).reshape(2, 2, 3)
    rows, joint = against_play(own, 1, [np.array([0, 1]), np.array([1, 0]), np.array([0.25, 0, 0.75])])
    assert rows.tolist() == [[6, 8], [9, 11]]
    assert joint.tolist() == [0.25, 0.75]
