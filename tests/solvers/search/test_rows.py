"""Rows on products of polytopes: what they depend on, and when they are products, by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.algebra.polytope import Polytope
from alignment_games.solvers._search.rows import Row, at_corners, factored, ignoring, of_player, varies

SIMPLEX = {size: Polytope.simplex(size) for size in (2, 3)}


def exact(values):
    return np.vectorize(Fraction, otypes=[object])(np.array(values, dtype=object))


def test_a_row_varies_with_a_player_as_soon_as_one_value_does():
    assert varies(exact([[1, 1], [1, 2]]), 0)
    assert varies(exact([[1, 1], [1, 2]]), 1)
    assert not varies(exact([[1, 2], [1, 2]]), 0)
    assert varies(exact([[1, 2], [1, 2]]), 1)
    assert not varies(exact([[3, 3]]), 0)


@pytest.mark.parametrize("kind", [object, float])
def test_values_at_corners_are_means_of_pure_ones(kind):
    row = exact([[0, 4, 8], [12, 16, 20]]).astype(kind)
    half = Polytope(exact([[1, 0], ["1/2", "1/2"]]), -np.eye(2, dtype=object))
    corner = Polytope(exact([[0, 0, 1], ["1/4", "3/4", 0]]), -np.eye(3, dtype=object))
    assert at_corners(row, [half, corner]).tolist() == [[8, 3], [14, 9]]
    point = [half, Polytope.point(exact(["1/4", "3/4", 0]))]
    assert of_player(row.astype(object), point, 0).tolist() == [3, 15]
    second = [Polytope.point(exact([0, 1])), corner]
    assert of_player(row.astype(object), second, 1).tolist() == [12, 16, 20]


def test_players_who_do_not_matter_are_held_where_they_are():
    row = Row(exact([[0, 4], [12, 20]]), np.array([[1.0, 2.0], [3.0, 5.0]]), 1)
    kept = ignoring(row, [Polytope.point(exact(["1/4", "3/4"])), SIMPLEX[2]], [1])
    assert kept.values.tolist() == [[9, 16]] * 2
    assert kept.slack.tolist() == [[2.5, 4.25]] * 2
    assert (kept.player, kept.equation, Row(row.values, None, None).equation) == (1, True, False)


def test_a_product_of_one_player_s_and_the_others_function_is_told_and_nothing_else():
    """Of three players: x's own factor times that of y and z together, and the same but for one number."""
    own, others = exact([2, -1]), exact([[1, 0], [3, -2], [0, 5]])
    values = np.multiply.outer(own, others)
    parts = [SIMPLEX[2], SIMPLEX[3], SIMPLEX[2]]
    one, rest = factored(Row(values, None, 0), values, parts)
    assert (one.values / one.values[0, 0, 0]).tolist() == (own[:, None, None] / 2 * exact(np.ones((3, 2)))).tolist()
    assert (rest.values / rest.values[0, 0, 0]).tolist() == np.stack([others, others]).tolist()
    broken = values.copy()
    broken[1, 2, 0] = Fraction(1, 10**30)
    assert factored(Row(broken, None, 0), broken, parts) is None
    alone = np.broadcast_to(exact([1, 2, 3])[:, None], (3, 2)).copy()
    first, _ = factored(Row(alone, None, 0), alone, [SIMPLEX[3], SIMPLEX[2]])
    assert varies(first.values, 0)
    assert not varies(first.values, 1)
