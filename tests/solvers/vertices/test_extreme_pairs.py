from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.solvers._vertices.extreme_pairs import _by_both, _by_faces, extreme_pairs


def payoffs(shape, levels, seed):
    drawn = np.random.default_rng(seed).integers(0, levels, size=(2, *shape))
    return [np.array([[Fraction(1 + int(entry)) for entry in line] for line in own], dtype=object) for own in drawn]


def in_words(found):
    """Return the pairs of strategies with their indices, and whether there are ties, whatever the order."""
    first, second = ([tuple(point) for point in own] for own in found.strategies)
    return {(first[x], second[y]): found.indices.get((x, y), 0) for x, y in found.pairs}, found.degenerate


# Two levels: hardly a vertex without ties, and equal rows and columns; nine: hardly any with ties.
@pytest.mark.parametrize("levels", [2, 3, 9])
@pytest.mark.parametrize("shape", [(1, 4), (2, 4), (2, 5), (3, 3), (3, 5)])
def test_completed_vertices_are_those_that_both_walks_have(shape, levels):
    for seed in range(4):
        row, column = payoffs(shape, levels, seed)
        both = in_words(_by_both(row, column, lambda: None))
        assert in_words(_by_faces(row, column, lambda: None)) == both
        assert sum(both[0].values()) == 1


def test_where_the_first_has_more_actions_the_players_change_places():
    row, column = payoffs((6, 3), 3, seed=1)
    pairs, degenerate = in_words(extreme_pairs(row, column, lambda: None))
    other, same = in_words(extreme_pairs(column.T, row.T, lambda: None))
    assert degenerate is same
    assert pairs == {(x, y): index for (y, x), index in other.items()}


def test_copies_of_replies_make_as_many_extreme_pairs():
    # One of three pennies, and six replies of which two each see one of them.
    row = np.array([[Fraction(1 + int(j % 3 == i)) for j in range(6)] for i in range(3)], dtype=object)
    found = extreme_pairs(row, Fraction(3) - row, lambda: None)
    third = Fraction(1, 3)
    assert {tuple(point) for point in found.strategies[0]} == {(third, third, third)}
    assert len(found.pairs) == 2 * 2 * 2
    assert sum(found.indices.values()) == 1


def test_a_game_of_many_replies_ends():
    # The polytope in 24 dimensions has some ten thousand vertices or more, which are not listed.
    row, column = payoffs((4, 24), 20, seed=0)
    found = extreme_pairs(row, column, lambda: None)
    for x, y in found.pairs:
        first, second = found.strategies[0][x], found.strategies[1][y]
        assert first @ row @ second == max(row @ second)
        assert first @ column @ second == max(first @ column)
    assert sum(found.indices.values()) == 1
