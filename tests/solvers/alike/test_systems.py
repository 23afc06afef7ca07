import numpy as np
import pytest

from alignment_games.game.best_reply import deviation_payoffs
from alignment_games.solvers._alike.boxes import value_at
from alignment_games.solvers._alike.counts import by_counts
from alignment_games.solvers._alike.systems import Group, gains_of, proportions, system_of
from tests.solvers.alike.counted import drawn_game, game_by_counts


@pytest.mark.parametrize(
    "groups",
    [
        [Group((0, 1, 2), 2), Group((0, 2), 1), Group((1,), 1)],
        [Group((0, 1), 2), Group((0, 1), 1), Group((0, 1, 2), 1)],
        [Group((0, 1, 2, 3), 2), Group((1, 3), 2)],
    ],
)
def test_polynomials_are_the_gaps_of_expected_payoffs(groups):
    game = drawn_game(4, 1 + max(max(group.support) for group in groups), seed=7)
    counted = by_counts(game)
    point = np.random.default_rng(3).uniform(0.1, 0.9, sum(group.unknowns for group in groups))
    profile = []
    for group, chances in zip(groups, proportions(groups, point), strict=True):
        full = np.zeros(counted.n_actions)
        full[list(group.support)] = chances
        profile += [full] * group.size
    gaps, gains, player = [], [], 0
    for group in groups:
        expected = deviation_payoffs(game.payoffs, profile)[player] / _largest(game)
        gaps += [expected[a] - expected[group.support[0]] for a in group.support[1:]]
        gains += [expected[a] - expected[group.support[0]] for a in range(counted.n_actions) if a not in group.support]
        player += group.size
    assert np.allclose(value_at(system_of(counted, groups), point), gaps, rtol=0, atol=1e-13)
    assert np.allclose(value_at(gains_of(counted, groups), point), gains, rtol=0, atol=1e-13)


def _largest(game):
    """Return the largest gap between two actions of the first player."""
    own = game.payoffs[0]
    return np.abs(own[:, None] - own[None]).max()


def test_roots_on_a_face_are_divided_out():
    game = by_counts(game_by_counts(3, 2, lambda a, counts: a * counts[0] * (counts[1] - 0.5)))
    (equation,) = system_of(game, [Group((0, 1), 3)])
    assert equation[0] * equation[-1] < 0  # the gap is x (1 - x) minus a multiple of x, divided by x


def test_proportions_are_shares_of_what_is_left():
    (found,) = proportions([Group((0, 1, 2), 1)], [0.75, 0.4])
    assert found == pytest.approx([0.75 * 0.4, 0.75 * 0.6, 0.25])
