"""Shapley values beside closed forms, and beside the mean over all orders taken one by one."""

from itertools import permutations

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.sweeps.contrasts.shapley import MOST_EXACT, Coalitions


def values(inputs, worth, orders=None, rng=None):
    plan = Coalitions.of(inputs, orders, rng)
    return plan.attribution(np.array([[worth(frozenset(np.flatnonzero(row).tolist()))] for row in plan.taken]))


def by_all_orders(inputs, worth):
    found = np.zeros(inputs)
    orders = list(permutations(range(inputs)))
    for order in orders:
        for k, i in enumerate(order):
            found[i] += worth(frozenset(order[: k + 1])) - worth(frozenset(order[:k]))
    return found / len(orders)


def drawn_game(inputs, seed):
    random = np.random.default_rng(seed)
    worth = {}
    return lambda members: worth.setdefault(members, float(random.normal()))


@pytest.mark.parametrize(
    ("inputs", "worth", "expected"),
    [
        (3, lambda s: sum((2, -3, 0.5)[i] for i in s), (2, -3, 0.5)),  # each its own
        (3, lambda s: float(len(s) == 3), (1 / 3, 1 / 3, 1 / 3)),  # unanimity
        (3, lambda s: float(0 in s and len(s) > 1), (2 / 3, 1 / 6, 1 / 6)),  # one left glove, two right ones
        (2, lambda s: (5 if 0 in s else 2) * (7 if 1 in s else 3), (3 * 5, 4 * 3.5)),  # a product, its means in between
        (1, lambda s: float(len(s)), (1,)),
    ],
)
def test_known_games(inputs, worth, expected):
    found = values(inputs, worth)
    assert found.values[:, 0] == pytest.approx(expected, abs=1e-12)
    assert not found.errors.any()


@pytest.mark.parametrize("seed", range(3))
def test_they_are_the_mean_over_all_orders(seed):
    worth = drawn_game(5, seed)
    assert values(5, worth).values[:, 0] == pytest.approx(by_all_orders(5, worth), abs=1e-12)


def test_drawn_orders_add_up_and_come_near():
    worth = drawn_game(5, 1)
    exact = by_all_orders(5, worth)
    found = values(5, worth, orders=400, rng=1)
    assert found.values.sum() == pytest.approx(worth(frozenset(range(5))) - worth(frozenset()), abs=1e-12)
    assert (found.errors > 0).all()
    assert (abs(found.values[:, 0] - exact) <= 4 * found.errors[:, 0]).all()
    assert (found.values == values(5, worth, orders=400, rng=1).values).all()


def test_the_stated_error_is_the_spread_of_the_values_over_seeds():
    worth = drawn_game(4, 2)
    found = [values(4, worth, orders=20, rng=seed) for seed in range(200)]
    spread = np.std([each.values[:, 0] for each in found], axis=0)
    stated = np.sqrt(np.mean([each.errors[:, 0] ** 2 for each in found], axis=0))
    assert stated == pytest.approx(spread, rel=0.25)  # the standard error of a standard deviation of 200 is 5 %


def test_orders_of_many_inputs_need_few_games_and_are_exact_where_nothing_interacts():
    plan = Coalitions.of(30, rng=1)
    assert len(plan.taken) <= 24 * 30
    assert (plan.taken[0].any(), plan.taken[-1].all()) == (False, True)
    worths = np.arange(30.0)
    found = plan.attribution((plan.taken @ worths)[:, None])
    assert found.values[:, 0] == pytest.approx(worths, abs=1e-9)
    assert found.errors == pytest.approx(0, abs=1e-9)


def test_all_coalitions_up_to_twelve_and_orders_where_they_are_asked_for():
    assert len(Coalitions.of(MOST_EXACT).taken) == 2**12
    assert Coalitions.of(MOST_EXACT + 1).orders is not None
    assert Coalitions.of(3, 4, 1).orders.shape == (4, 3)
    assert Coalitions.of(3, most=2).orders is not None
    assert len(Coalitions.of(3, 0, most=2).taken) == 8
    assert Coalitions.of(0).attribution(np.zeros((1, 2))).values.shape == (0, 2)


def test_what_is_nowhere_known_stays_unknown():
    found = Coalitions.of(2).attribution(np.array([[0, np.nan], [1, 1], [2, 2], [3, 3]]))
    assert found.values[:, 0].tolist() == [1, 2]
    assert np.isnan(found.values[:, 1]).all()


@pytest.mark.parametrize(("orders", "said"), [(5, "even"), (2, "at least 4"), (0.5, "whole number")])
def test_orders_that_make_no_pairs_are_refused(orders, said):
    with pytest.raises(InvalidModelError, match=said):
        Coalitions.of(3, orders)


def test_too_many_games_are_refused_before_any_is_solved():
    for inputs, orders in ((1000, 10**6), (30, 0)):
        with pytest.raises(UnsupportedGameError, match="draw fewer"):
            Coalitions.of(inputs, orders)
