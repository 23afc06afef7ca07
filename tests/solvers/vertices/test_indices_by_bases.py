from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import Status, VertexEnumeration, solve
from alignment_games.solvers._vertices.indices_by_bases import regular_index
from tests.oracles.nearby_games import indices_by_nearby_game


def solution_of(row, column):
    return solve(NormalFormGame(np.array([row, column], dtype=object)), VertexEnumeration())


def indices(solution):
    """Return the indices of the components, then of the isolated equilibria."""
    on = {member for component in solution.components for member in component.members}
    return [c.index for c in solution.components] + [e.index for k, e in enumerate(solution) if k not in on]


def beside(value, row, column):
    """Return the game in which the first player may also leave, which pays both this much."""
    return [[value] * len(row[0]), *row], [[value] * len(row[0]), *column]


BATTLE = [[3, 0], [0, 1]], [[1, 0], [0, 3]]
COORDINATION = [[3, 0, 0], [0, 3, 0], [0, 0, 3]]
# Three equilibria: one strict of payoff 8, one of half and half of payoff 10, one that uses everything and pays 15/2.
# The second has index -1 and pays most (S. von Schemde, Index and Stability in Bimatrix Games, Springer 2005).
MIXED_PAYS = [[13, 7, 1], [12, 8, 2], [14, 1, 1]]


@pytest.mark.parametrize(
    ("value", "inside", "left"),
    [
        # Whoever pays the first player less than leaving is gone, whoever pays more stays. The component of leaving has
        # what is missing from one.
        (2, BATTLE, [1]),
        (2, (COORDINATION, COORDINATION), [1, 1, 1]),
        (2, ([own[:2] for own in COORDINATION[:2]],) * 2, [1, 1]),
        (Fraction(99, 10), (MIXED_PAYS, np.transpose(MIXED_PAYS).tolist()), [-1]),
        (4, BATTLE, []),
    ],
)
def test_leaving_has_what_is_missing_from_one(value, inside, left):
    solution = solution_of(*beside(value, *inside))
    (component,) = solution.components
    assert component.index == 1 - sum(left)
    assert component.essential is (sum(left) != 1)
    assert indices(solution)[1:] == left


def test_the_sum_is_one_and_nearby_games_agree_whatever_the_ties():
    seen = set()
    for seed in range(16):
        rng = np.random.default_rng(seed)
        shape = rng.integers(2, 4, 2)
        solution = solve(NormalFormGame(rng.integers(0, 3, (2, *shape)).astype(object)), VertexEnumeration())
        told = indices(solution)
        assert sum(told) == 1
        assert told == indices_by_nearby_game(solution, rng)
        seen |= {c.index for c in solution.components}
    assert seen == {0, 1}


def test_equal_columns_of_one_player_alone():
    # The second player never cares; the first one does. All equilibria hang together.
    solution = solution_of([[1, 0], [0, 1]], [[0, 0], [0, 0]])
    assert indices(solution) == [1]
    # An equilibrium with two best replies of which the idle one is a copy to its player alone.
    solution = solution_of([[2, 0], [1, 1]], [[1, 1], [0, 2]])
    assert indices(solution) == indices_by_nearby_game(solution, np.random.default_rng(0))


def test_floats_without_ties_have_the_indices_of_the_same_fractions():
    payoffs = np.random.default_rng(3).normal(size=(2, 4, 5))
    floats = solve(NormalFormGame(payoffs), VertexEnumeration())
    exact = solve(NormalFormGame(payoffs).to_exact(), VertexEnumeration())
    assert floats.stats["method"] == "certified"
    assert (
        indices(floats)
        == indices(exact)
        == indices_by_nearby_game(exact, np.random.default_rng(0), size=Fraction(1, 10**9))
    )


def test_an_index_that_only_rounding_makes_is_not_told():
    # Meant: 3/10 either way, a tie. As given: 0.1 + 0.2 is more than 0.3, so that the first action is better.
    payoffs = np.array([[[0.1 + 0.2, 1.0], [0.3, 0.0]], [[0.5, 0.25], [0.5, 0.5]]])
    torn = solve(NormalFormGame(payoffs), VertexEnumeration())
    assert torn.status is Status.ALL_COMPONENTS
    assert [c.index for c in torn.components] == [None]
    payoffs[0, 0, 0] = 0.3
    (component,) = solve(NormalFormGame(payoffs), VertexEnumeration()).components
    assert component.index == 1


def test_the_index_says_so_in_words_and_in_plain_values():
    solution = solution_of(*beside(2, *BATTLE))
    assert "(index 0: may vanish when payoffs change a little)" in str(solution)
    document = solution.to_dict()
    assert [c["index"] for c in document["components"]] == [0]
    assert [e["index"] for e in document["equilibria"]] == [e.index for e in solution]


def test_four_indices_of_pairs_that_everybody_knows():
    stag, matching = np.array([[4, 0], [3, 2]]), np.array([[1, -1], [-1, 1]])
    assert regular_index((stag, stag.T), ((0,), (0,))) == 1
    assert regular_index((stag, stag.T), ((0, 1), (0, 1))) == -1
    assert regular_index((matching, -matching), ((0, 1), (0, 1))) == 1
    assert regular_index((matching * 1e9, -matching * 1e-9), ((0, 1), (0, 1))) == 1
