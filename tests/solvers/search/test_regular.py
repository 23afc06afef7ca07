import numpy as np

from alignment_games.solvers._search.regular import stages_of

# Of a game of two players with two and three actions: profiles, and behind each how far it may be off.
PURE = [0.0, 1.0, 0.0, 0.0, 1.0, 0.0]
MIXED = [0.25, 0.75, 0.5, 0.0, 0.5, 1e-15]
FIRST = [1.0, 0.0, 1.0, 0.0, 0.0, 0.0]
ONE, OTHER, ALONE = [3, 5], [2, 4], [1, 1]


def stages(profiles, masks, signs):
    return stages_of(np.array(profiles), np.array(masks), np.array(signs), [2, 3])


def test_supports_of_fewer_profiles_come_first_and_equal_ones_by_their_actions():
    ((found, again),) = stages([MIXED, PURE, FIRST], [ONE, OTHER, ALONE], [-1, 1, 1])
    assert [each.support for each in found] == [((0,), (0,)), ((1,), (2,)), ((0, 1), (0, 2))]
    assert [each.sign for each in found] == [1, 1, -1]
    assert [own.tolist() for own in found[2].profile] == [[0.25, 0.75], [0.5, 0.0, 0.5]]
    assert len(again) == 0


def test_two_roots_on_one_support_come_by_their_places():
    ((found, _),) = stages([MIXED, [0.125, 0.875, *MIXED[2:]]], [ONE, ONE], [-1, 1])
    assert [each.profile[0][0] for each in found] == [0.125, 0.25]


def test_two_roots_on_one_support_come_by_the_axes_of_its_system_as_they_do_without_the_kernel():
    """The player with three actions is the first axis of both."""
    ((found, _),) = stages([[0.125, 0.875, 0.75, 0.0, 0.25, 0.0], MIXED], [ONE, ONE], [-1, 1])
    assert [each.profile[1][0] for each in found] == [0.5, 0.75]


def test_a_small_probability_or_a_large_radius_asks_for_a_second_look_in_turn():
    small = [1e-5, 1 - 1e-5, 0.5, 0.0, 0.5, 1e-15]
    rough = [*MIXED[:-1], 2e-8]
    for doubtful in (small, rough):
        (before, again), (after, none) = stages([doubtful, PURE, MIXED], [ONE, OTHER, ONE], [1, 1, -1])
        assert [each.support for each in before] == [((1,), (2,))]
        assert again.tolist() == [ONE]  # once, with both of its roots
        assert list(after) == []
        assert len(none) == 0


def test_each_player_s_probabilities_sum_to_one():
    ((found, _),) = stages([[0.1, 0.7, 0.5, 0.0, 0.25, 0.0]], [ONE], [1])
    assert abs(found[0].profile[0] - [0.125, 0.875]).max() < 1e-16
    assert abs(found[0].profile[1] - [2 / 3, 0, 1 / 3]).max() < 1e-15


def test_no_equilibria_are_one_empty_stage():
    ((found, again),) = stages(np.zeros((0, 6)), np.zeros((0, 2), dtype=int), np.zeros(0, dtype=int))
    assert (list(found), len(again)) == ([], 0)
