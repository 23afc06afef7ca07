from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import SupportEnumeration, solve
from alignment_games.solvers._search.touching import hulls_meet, touching


def thirds(*rows):
    return np.array([[Fraction(x, 3) for x in row] for row in rows], dtype=object)


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        (thirds((3, 0)), thirds((3, 0)), True),
        (thirds((3, 0), (1, 2)), thirds((1, 2), (0, 3)), True),
        (thirds((3, 0), (2, 1)), thirds((1, 2), (0, 3)), False),
        # Two lines that cross in the middle of a triangle, and one beside it that the box around the other reaches.
        (thirds((3, 0, 0), (0, 2, 1)), thirds((0, 3, 0), (1, 0, 2)), True),
        (thirds((3, 0, 0), (0, 3, 0)), thirds((2, 0, 1), (0, 2, 1)), False),
        (thirds((3, 0, 0), (0, 0, 3)), thirds((1, 1, 1)), False),
        (thirds((3, 0, 0), (0, 3, 0), (0, 0, 3)), thirds((1, 1, 1)), True),
    ],
)
def test_polytopes_that_meet(first, second, meet):
    assert hulls_meet(first, second) is meet
    assert hulls_meet(second, first) is meet


def test_a_cross_in_a_square_is_one_set():
    half, all_ = thirds((1, 2)), thirds((3, 0), (0, 3))
    corner = thirds((3, 0))
    assert touching([[(half, all_)], [(all_, half)], [(corner, corner)]]) == [(0, 1)]
    assert touching([[], []]) == []


def test_continua_that_cross_where_neither_ends_are_one_component():
    # With x, y, z the first actions' shares: (1/2, 1/3, any z) and (1/2, any y, 1/2) cross at (1/2, 1/3, 1/2).
    payoffs = [
        [[[2, 0], [1, 1]], [[0, 2], [2, 0]]],
        [[[1, 2], [0, 2]], [[0, 1], [1, 1]]],
        [[[0, 1], [1, 0]], [[2, 1], [1, 2]]],
    ]
    solution = solve(NormalFormGame(np.array(payoffs, dtype=object)), SupportEnumeration())
    (component,) = solution.components
    assert component.members == tuple(range(len(solution)))
    assert component.dimension == 1
