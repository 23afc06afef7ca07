import numpy as np
import pytest

from alignment_games.solvers._alike.two_groups import pairs


def pivotal(gains_at, n, cost):
    gains = np.full(n, -cost)
    gains[gains_at] += 1
    return gains


def closed_form(cost):
    """Return u and v of four states of whom two must act: uv = 1 - 3c... by hand, from E[J = 0] = E[J = 1] = c.

    (1 - u)(1 - v) = c and u + v - 2uv = c give, with x = 1 - u and y = 1 - v, xy = c and x + y = 3c.
    """
    root = np.sqrt(9 * cost**2 - 4 * cost)
    return 1 - (3 * cost - root) / 2, 1 - (3 * cost + root) / 2


@pytest.mark.parametrize("cost", [0.4445, 0.45, 0.47, 0.49, 0.4999])
def test_two_of_four_by_the_closed_form(cost):
    found = pairs(pivotal(1, 4, cost), 2, 2)
    assert found.proven
    assert np.allclose(found.roots, [closed_form(cost)], rtol=0, atol=1e-12)


@pytest.mark.parametrize("cost", [0.1, 0.4, 0.444, 0.51, 0.9])
def test_outside_four_ninths_to_a_half_there_is_none(cost):
    assert pairs(pivotal(1, 4, cost), 2, 2) == pairs(pivotal(2, 4, cost), 2, 2)
    assert pairs(pivotal(1, 4, cost), 2, 2).roots == ()
    assert pairs(pivotal(1, 4, cost), 2, 2).proven


def test_exchanging_the_actions_exchanges_the_probabilities():
    one, other = pairs(pivotal(3, 12, 0.3), 4, 5), pairs(-pivotal(3, 12, 0.3)[8::-1], 5, 4)
    assert one.proven
    assert other.proven
    assert len(one.roots) == 1
    assert np.allclose(sorted(1 - p for p in other.roots[0]), sorted(one.roots[0]), atol=1e-12)


def test_each_root_makes_both_groups_indifferent():
    gains = pivotal(3, 12, 0.3)
    ((u, v),) = pairs(gains, 4, 5).roots
    chances = np.ones(1)
    for p in [u] * 3 + [v] * 4:
        chances = np.append(chances * (1 - p), 0) + np.append(0, chances * p)
    assert max(abs(chances @ gains[:8]), abs(chances @ gains[1:9])) < 1e-12
    assert u - v > 0.01
