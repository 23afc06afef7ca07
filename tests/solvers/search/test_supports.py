from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers._search.gaps import Gaps
from alignment_games.solvers._search.supports import ROUNDING, exact_system, stacked_systems


def one_system(game: NormalFormGame, masks: list[int]):
    (systems,) = stacked_systems(Gaps(game), np.array([masks]))
    return systems


def test_rows_are_payoff_differences_up_to_a_scale():
    game = NormalFormGame(np.random.default_rng(0).uniform(size=(3, 3, 2, 3)))
    systems = one_system(game, [0b011, 0b11, 0b101])
    (order,), (support,) = systems.order, systems.supports
    assert support == ((0, 1), (0, 1), (0, 2))
    assert np.abs(systems.values).max(axis=(2, 3, 4)) == pytest.approx(1)
    exact = exact_system(Gaps(game), support, order)
    point = [np.array([0.3, 0.7]), np.array([0.6, 0.4]), np.array([0.2, 0.8])]
    profile = [np.array([0.3, 0.7, 0]), np.array([0.6, 0.4]), np.array([0.2, 0, 0.8])]
    first, used = order[0], support[order[0]]
    each = game.deviation_payoffs(profile)[first]
    value = exact.rows[0]
    for i in order:
        value = np.tensordot(value, point[i], axes=(0, 0))
    differences = game.payoffs[first].take(used[1], axis=first) - game.payoffs[first].take(used[0], axis=first)
    others = [support[i] for i in range(3) if i != first]
    unit = np.abs(differences[np.ix_(*others)]).max()
    assert float(value) * unit == pytest.approx(each[used[1]] - each[used[0]])
    assert systems.values[0, 0] == pytest.approx(exact.rows[0].astype(float), abs=1e-15)


@pytest.mark.parametrize(("factor", "is_left_out"), [((2, 1), True), ((2, 0), True), ((2, -1), False)])
def test_a_factor_of_one_sign_is_left_out_of_a_row(factor, is_left_out):
    payoffs = np.random.default_rng(3).integers(1, 9, (3, 2, 2, 2))
    payoffs[0, 1] = payoffs[0, 0] + np.multiply.outer(factor, (3, -1))
    systems = one_system(NormalFormGame(payoffs.astype(float)), [0b11, 0b11, 0b11])
    ((order,), (support,)) = systems.order, systems.supports
    for rows in (systems.values[0], exact_system(Gaps(NormalFormGame(payoffs.tolist())), support, order).rows):
        first, second = np.moveaxis(rows[order.index(0)], order.index(1), 0)
        assert (first.tolist() == second.tolist()) == is_left_out


def test_stacks_are_bounded_and_cover_every_support(monkeypatch):
    monkeypatch.setattr("alignment_games.solvers._search.supports._NUMBERS", 200)
    game = NormalFormGame(np.random.default_rng(0).uniform(size=(3, 3, 2, 2)))
    masks = np.argwhere(np.ones((7, 3, 3), dtype=bool)) + 1
    stacks = list(stacked_systems(Gaps(game), masks))
    assert max(systems.values.size for systems in stacks if len(systems.supports) > 1) <= 200
    found = [support for systems in stacks for support in systems.supports]
    assert len(found) == len(set(found)) == len(masks)
    sizes = [int(np.prod(systems.shape)) for systems in stacks]
    assert sizes == sorted(sizes)


def test_a_small_value_beside_a_large_one_is_no_factor():
    # The first player's gain is 1e12 or 1 as the third plays: proportional to nothing that the second does but 1e-12.
    payoffs = np.zeros((3, 2, 2, 2))
    payoffs[0, 1] = [[1e12, 0], [-1, 0.5]]
    payoffs[1, :, 1, :], payoffs[2, :, :, 1] = [[1, -1], [-1, 2]], [[1, -1], [-1, 3]]
    systems = one_system(NormalFormGame(payoffs), [3, 3, 3])
    row = systems.values[0, systems.own.index(systems.order[0].index(0))]
    assert len({float(x) for x in row.ravel()}) == 4  # a third is proportional within 1e-12 only


def test_rounding_of_the_payoffs_counts_where_differences_are_small():
    payoffs = np.random.default_rng(3).uniform(size=(3, 2, 2, 2))
    assert (one_system(NormalFormGame(payoffs), [3, 3, 3]).rounding == ROUNDING).all()
    offset = one_system(NormalFormGame(payoffs + 1e4), [3, 3, 3])
    assert (offset.rounding > 1e-12).all()  # the payoffs are right to 1e-12
    assert (offset.rounding < 1e-9).all()
    payoffs[1] += 1e4
    uneven = one_system(NormalFormGame(payoffs), [3, 3, 3])
    assert (uneven.rounding[0] > ROUNDING).tolist() == [i == 1 for i in uneven.order[0]]


def test_decimals_whose_sums_are_equal_are_read_as_decimals():
    payoffs = np.zeros((3, 2, 2, 2))
    payoffs[2, :, :, 0], payoffs[2, :, :, 1] = [[7.958, -9.258], [-8.487, -8.171]], [[7.959, -9.257], [-8.488, -8.172]]
    game = NormalFormGame(payoffs)
    gains = exact_system(Gaps(game), ((0, 1), (0, 1), (0, 1)), (0, 1, 2)).rows[2]
    assert gains.sum() == 0
    assert sum(Fraction(float(x)) for x in (payoffs[2, :, :, 1] - payoffs[2, :, :, 0]).ravel()) != 0


def test_a_sign_that_scaling_would_lose_is_kept():
    payoffs = np.zeros((3, 2, 2, 2))
    payoffs[0, 1] = [[5e-324, 5e-324], [-3.0, -3.0]]  # indifferent where the second mixes by 5e-324 / 3
    payoffs[1, :, 1, :], payoffs[2, :, :, 1] = [[1, -1], [-1, 2]], [[1, -1], [-1, 3]]
    systems = one_system(NormalFormGame(payoffs), [3, 3, 3])
    row = systems.values[0, systems.own.index(systems.order[0].index(0))]
    assert {float(x) for x in row.ravel()} == {5e-324, -1.0}


@pytest.mark.parametrize("shape", [(3, 2, 3), (2, 3), (2, 2, 2, 2)])
def test_together_and_alone_supports_have_the_same_systems(shape):
    """Payoffs of a million and gaps of one: rounding of payoffs is what counts, and differs from row to row."""
    rng = np.random.default_rng(4)
    payoffs = rng.integers(0, 3, (len(shape), *shape)) + 0.3 * rng.random((len(shape), *shape))
    payoffs += 10.0 ** np.arange(4, 4 + len(shape)).reshape(-1, *[1] * len(shape))
    gaps = Gaps(NormalFormGame(payoffs))
    masks = np.array(list(product(*(range(1, 2**m) for m in shape))))
    counted, largest = 0, 0.0
    for systems in stacked_systems(gaps, masks):
        for k, (support, order) in enumerate(zip(systems.supports, systems.order, strict=True)):
            (alone,) = stacked_systems(gaps, np.array([[sum(1 << a for a in own) for own in support]]))
            assert (alone.supports, alone.order, alone.own) == ((support,), (order,), systems.own)
            assert (alone.values[0] == systems.values[k]).all()
            assert (alone.rounding[0] == systems.rounding[k]).all()
            counted, largest = counted + 1, max(largest, systems.rounding[k].max(initial=0))
    assert counted == len(masks)
    assert largest > 10 * ROUNDING
