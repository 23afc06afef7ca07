from __future__ import annotations

import numpy as np
import pytest

from alignment_games.solvers.indices.near_games import NearCells

# Ann gains by 1 where Bob plays 1, by 1 by 2 where he plays 2; Bob the same.
COORDINATION = [np.array([[1.0, 0.0], [0.0, 1.0]])] * 2


def smaller(payoffs, n_actions, size, margin=0.01):
    cells = NearCells.whole(n_actions)
    while (halves := cells.halved(size)) is not None:
        cells = halves.pruned(payoffs, margin)
    return cells


def test_three_equilibria_are_in_three_groups():
    cells = smaller(COORDINATION, (2, 2), 1 / 32)
    group = cells.groups()
    homes = [
        {group[k] for k in cells.holding(profile)}
        for profile in ([[1, 0], [1, 0]], [[0, 1], [0, 1]], [[0.5, 0.5], [0.5, 0.5]])
    ]
    assert [len(home) for home in homes] == [1, 1, 1]
    assert set.union(*homes) == set(group.tolist())
    assert len(set.union(*homes)) == 3


def test_every_equilibrium_of_every_near_game_is_in_a_cell():
    # The mixed equilibrium of [[1 + a, b], [c, 1 + d]]: the other plays 1 with (1 + d - b) / (2 + a + d - b - c).
    cells, rng = smaller(COORDINATION, (2, 2), 1 / 128), np.random.default_rng(0)
    for _ in range(200):
        a, b, c, d = rng.random((4, 2)) * 0.01
        first, second = (1 + d - b) / (2 + a + d - b - c)
        assert len(cells.holding([[second, 1 - second], [first, 1 - first]]))


def test_a_strictly_dominated_action_leaves_a_face():
    dilemma = [np.array([[3.0, 0.0], [5.0, 1.0]]), np.array([[3.0, 5.0], [0.0, 1.0]])]
    cells = NearCells.whole((2, 2)).pruned(dilemma, 0.1)
    assert len(cells) == 1
    assert cells.halved(0.5) is None
    assert [own.tolist() for own in cells.vertices] == [[[[0, 1], [0, 1]]]] * 2


def test_cells_of_triangles_cover_them():
    even = [np.zeros((3, 2))] * 2
    cells, rng = smaller(even, (3, 2), 0.3), np.random.default_rng(0)
    assert len(cells) > 1
    assert all(len(cells.holding([rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(2))])) for _ in range(100))
    assert set(cells.groups().tolist()) == {0}


def test_cells_of_unequal_sizes_are_cut_until_all_are_small():
    """A square and one of a tenth of its sides: the second never needs a cut."""
    whole, small = np.eye(2), np.array([[0.1, 0.9], [0.0, 1.0]])
    cells, sizes = NearCells(tuple(np.stack([whole, small]) for _ in range(2))), []
    while (halves := cells.halved(0.3)) is not None:
        cells = halves
        low, high = cells.bounds
        sizes.append((high - low)[:, [0, 2]])
    assert [len(own) for own in sizes] == [3, 5, 9, 17]
    assert all(np.prod(own, axis=1).sum() == pytest.approx(1.01, abs=1e-12) for own in sizes)
    assert sorted(map(tuple, sizes[-1].round(12))) == [(0.1, 0.1), *[(0.25, 0.25)] * 16]


def test_cells_that_share_a_point_hang_together_and_others_do_not():
    ends = np.array([[0.0, 0.25], [0.25, 0.5], [0.6, 0.8], [0.8, 1.0]])
    squares = np.stack([np.stack([own, 1 - own], axis=1) for own in ends])
    one, two, three, four = NearCells((squares, squares)).groups().tolist()
    assert one == two != three == four
    across = NearCells((squares, squares[[0, 3, 2, 3]]))
    assert len(set(across.groups().tolist())) == 3
    assert across.holding([np.array([0.25, 0.75]), np.array([0.25, 0.75])]).tolist() == [0]
    assert across.holding([np.array([0.8, 0.2]), np.array([0.8, 0.2])]).tolist() == [2, 3]


@pytest.mark.parametrize("margin", [0.1, 0.25, 0.5])
def test_an_action_goes_where_another_is_better_by_more_than_the_margin_at_all_corners(margin):
    """Ann's second action loses 1/4 or more to her first, her third at most 1/8; Bob is indifferent, and so is Cat."""
    own = np.array([[0.5, 0.5], [0.25, 0.0], [0.375, 0.5]])[..., None] + np.zeros(4)
    left = NearCells.whole((3, 2, 4)).pruned([own, 0 * own, 0 * own], margin)
    assert [bool(left.vertices[0][0, :, a].max()) for a in range(3)] == [True, margin >= 0.25, True]
    assert all((left.vertices[1 + k][0] == np.eye(m)).all() for k, m in enumerate((2, 4)))
