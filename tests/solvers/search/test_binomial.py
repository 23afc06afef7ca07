"""Supports with two outcomes to an equation: closed forms, and nothing claimed beyond them."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.solvers._search.binomial import _shares, only_roots
from alignment_games.solvers._search.supports import ROUNDING, Systems


def all_the_same(n, worth):
    """Players who get ``worth`` of an action if all take it, else nothing."""
    payoffs = np.zeros((n, *[len(worth)] * n))
    for action, value in enumerate(worth):
        payoffs[(slice(None), *[action] * n)] = value
    return ag.NormalFormGame(payoffs)


def systems_of(*equations, rounding=ROUNDING):
    values = np.stack(equations)[None]
    shape = values.shape[2:]
    support = tuple(tuple(range(size)) for size in shape)
    order = (tuple(range(len(shape))),)
    return Systems(shape, values, np.full((1, len(equations)), rounding), (0, 1), (support,), order)


@pytest.mark.parametrize(("n", "worth"), [(3, [1.0, 2.0, 4.0, 8.0]), (5, [1.0, 3.0])])
def test_where_all_must_do_the_same_the_full_mixture_has_a_closed_form(n, worth):
    """Each is indifferent where the others' chance of an action is in inverse proportion to its worth."""
    solution = ag.solve(all_the_same(n, worth))
    assert solution.complete
    (full,) = (e for e in solution if all(len(own) == len(worth) for own in e.supports))
    expected = np.array(worth) ** (-1 / (n - 1))
    for own in full.profile:
        assert own == pytest.approx(expected / expected.sum())


SAME = np.array([[1.0, 0.0], [0.0, -0.5]])  # x_0 y_0 = x_1 y_1 / 2
OTHER = np.array([[0.0, 1.0], [-0.25, 0.0]])  # x_0 y_1 = x_1 y_0 / 4


def test_two_equations_of_two_outcomes():
    (root,) = only_roots(systems_of(SAME, OTHER))[0]
    (x0, x1), (y0, y1) = root.point
    assert x0 * y0 == pytest.approx(x1 * y1 / 2)
    assert x0 * y1 == pytest.approx(x1 * y0 / 4)
    assert min(x0, x1, y0, y1) > 0.1


@pytest.mark.parametrize(
    ("equations", "rounding"),
    [
        pytest.param((SAME, SAME / 2), ROUNDING, id="a curve"),
        pytest.param((SAME, SAME * [[1, 1], [1, 3]]), ROUNDING, id="no solution"),
        pytest.param((SAME, abs(OTHER)), ROUNDING, id="one sign"),
        pytest.param((SAME, OTHER + 0.125), ROUNDING, id="four outcomes"),
        pytest.param((SAME, OTHER), 0.3, id="a sign that is rounding's"),
    ],
)
def test_nothing_is_said_of_others(equations, rounding):
    assert only_roots(systems_of(*equations, rounding=rounding)) == {}


def test_shares_of_all_sizes_keep_within_the_floats():
    assert _shares(np.array([0.0, 800.0])).tolist() == [0, 1]
    assert _shares(np.array([0.0, -800.0])).tolist() == [1, 0]
    assert _shares(np.log([1.0, 2.0, 5.0]) + 700) == pytest.approx([1 / 8, 2 / 8, 5 / 8], rel=1e-12)
