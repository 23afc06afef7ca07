from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import SupportEnumeration, solve, with_indices
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
    sets = [[(half, all_)], [(all_, half)], [(corner, corner)]]
    assert touching(sets, sets) == [(0, 1)]
    assert touching([[], []], [[], []]) == []


def test_equilibria_in_a_product_that_conditions_bound_touch_it():
    """The first set has only its corner for certain, but all that are equilibria in the square."""
    all_, corner, half = thirds((3, 0), (0, 3)), thirds((3, 0)), thirds((1, 2))
    certain = [[(corner, corner)], [(half, half)], [(half, thirds((2, 1)))]]
    assert touching(certain, certain) == []
    assert touching(certain, [[(all_, all_)], certain[1], certain[2]]) == [(0, 1), (0, 2)]
    assert touching(certain, [[(half, all_)], [], []]) == [(0, 1), (0, 2)]
    assert touching(certain, [[(all_, half)], [], []]) == [(0, 1)]


@pytest.mark.parametrize("arithmetic", [float, object])
def test_a_line_that_ends_on_a_surface_within_bounds_is_one_component_with_it(arithmetic):
    """Two play any mixture while two others play their second action, as far as nobody gains.

    The line ends at (2/3, 2/3, 1, 1), which is such a profile and an equilibrium.
    """
    payoffs = np.random.default_rng(276).integers(0, 3, (4, 2, 2, 2, 2)).astype(arithmetic)
    solution = solve(NormalFormGame(payoffs), SupportEnumeration())
    (component,) = solution.components
    seconds = {k: [round(float(x[1]), 9) for x in solution[k].profile] for k in component.members}
    assert [0.666666667, 0.666666667, 1, 1] in seconds.values()
    assert "as far as nobody gains by another action" in component.in_words
    assert with_indices(solution).stats["index_sum"] == 1


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
