"""Balls that hold nothing, with known radii."""

import numpy as np
import pytest
from sympy import Symbol, exp

from alignment_games.inverse.ball import nothing_nearer

x, y, z = (Symbol(name, real=True) for name in "xyz")


def _same(z):
    return z


@pytest.mark.parametrize(
    ("slacks", "distance"),
    [
        ([x + y - 1], np.sqrt(0.5)),
        ([x - 1, y - 1], np.sqrt(2)),
        ([x**2 + y**2 - 1], 1.0),
        ([exp(x) - 2], np.log(2)),
        ([x + y + z - 3], np.sqrt(3)),
    ],
)
def test_the_distance_of_a_set_is_proven_from_below(slacks, distance):
    symbols = sorted(set().union(*(slack.free_symbols for slack in slacks)), key=str)
    found = nothing_nearer(slacks, symbols, _same, 1.05 * distance)
    assert 0.93 * distance < found <= distance


def test_a_set_beyond_the_radius_leaves_the_ball_empty():
    assert nothing_nearer([x - 3], [x], _same, 2.0) == pytest.approx(2, rel=0.02)


def test_a_set_that_holds_the_origin_is_at_no_distance():
    assert nothing_nearer([x + 1], [x], _same, 2.0) == 0


def test_few_boxes_prove_less():
    few, many = (nothing_nearer([x + y - 1, x - y], [x, y], _same, 1.0, most=most) for most in (4, 4000))
    assert few <= many <= np.sqrt(0.5)


def test_changes_in_logs():
    # x = exp(z) reaches 2 at z = log 2.
    found = nothing_nearer([x - 2], [x], np.exp, 1.0)
    assert 0.99 * np.log(2) < found <= np.log(2)
