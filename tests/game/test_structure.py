from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.errors import UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.structure import (
    aggregative,
    constant_sum,
    exact_potential,
    supermodular,
    symmetric,
    weighted_potential,
    zero_sum,
)

PENNIES = NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
STAG_HUNT = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], actions=["stag", "hare"])


def with_potential(rng, shape, weights):
    """Return a float game with the given potential weights: w_i P plus what the others alone decide."""
    potential = rng.random(shape)
    own = [w * potential + rng.random(shape).max(axis=i, keepdims=True) for i, w in enumerate(weights)]
    return NormalFormGame(np.stack(own)), potential


def test_constant_and_zero_sum():
    assert zero_sum(PENNIES)
    shifted = NormalFormGame(PENNIES.payoffs + 2)
    assert constant_sum(shifted).witness == 4
    assert not zero_sum(shifted)
    assert str(zero_sum(shifted)) == "payoffs sum to 4 at every profile, not to 0"
    assert not constant_sum(STAG_HUNT)


def test_zero_sum_in_floats_forgives_rounding_only():
    own = np.random.default_rng(0).random((4, 3))
    assert zero_sum(NormalFormGame([own, -own * (1 + 1e-15)]))
    assert not zero_sum(NormalFormGame([own, -own * (1 + 1e-8)]))


def test_symmetric_two_and_three_players():
    assert symmetric(STAG_HUNT)
    assert not symmetric(PENNIES)
    counted = NormalFormGame.from_function(lambda *a: [a.count("x") + 2 * (b == "x") for b in a], "ABC", ["x", "y"])
    assert symmetric(counted)
    table = counted.payoffs.copy()
    table[2, 0, 0, 1] += 1
    assert not symmetric(NormalFormGame(table))


def test_aggregative_needs_no_equal_players():
    scale = {"A": 1, "B": 2, "C": 5}
    game = NormalFormGame.from_function(
        lambda *a: {name: scale[name] * a.count("x") for name in scale}, "ABC", ["x", "y"]
    )
    assert aggregative(game)
    assert not symmetric(game)
    fixed = NormalFormGame.from_function(lambda *a: [a[1] == "x", 0, 0], "ABC", ["x", "y"])
    assert "for A it matters which of B and C" in str(aggregative(fixed))


def test_supermodular_is_complements():
    assert supermodular(STAG_HUNT)
    chicken = NormalFormGame([[[3, 1], [4, 0]], [[3, 4], [1, 0]]])
    assert not supermodular(chicken)


@pytest.mark.parametrize("shape", [(2, 2), (3, 4), (2, 3, 2), (2, 2, 2, 2)])
def test_exact_potential_is_found_up_to_its_constant(shape):
    game, potential = with_potential(np.random.default_rng(1), shape, [1] * len(shape))
    found = exact_potential(game)
    assert found
    assert np.allclose(found.witness, potential - potential.flat[0])


@pytest.mark.parametrize("shape", [(2, 2), (3, 4), (2, 3, 2)])
def test_weighted_potential_finds_the_weights(shape):
    weights = [1.0, 2.5, 0.3][: len(shape)]
    game, potential = with_potential(np.random.default_rng(2), shape, weights)
    assert not exact_potential(game)
    found, found_weights = weighted_potential(game).witness
    assert np.allclose(found_weights, weights)
    assert np.allclose(found, potential - potential.flat[0])


def test_potentials_are_refuted():
    assert not exact_potential(PENNIES)
    assert "do not move together" in str(weighted_potential(PENNIES))
    one_sided = NormalFormGame([[[1, 0], [0, 1]], [[0, 0], [0, 0]]])
    assert not weighted_potential(one_sided)
    rng = np.random.default_rng(3)
    assert not weighted_potential(NormalFormGame(rng.random((2, 3, 3))))


def test_players_who_do_not_affect_each_other_always_have_a_potential():
    game = NormalFormGame([[[1, 1], [3, 3]], [[5, 2], [5, 2]]])
    assert exact_potential(game).witness.tolist() == [[0, -3], [2, -1]]
    _, weights = weighted_potential(game).witness
    assert weights == (1, 1)


def test_exact_games_keep_fractions():
    third = Fraction(1, 3)
    game = NormalFormGame([[[third, 0], [0, 1]], [[third, 0], [0, 1]]])
    assert exact_potential(game).witness.tolist() == [[0, -third], [-third, 1 - third]]


def test_families_are_refused():
    with pytest.raises(UnsupportedGameError, match="a family of games"):
        symmetric(NormalFormGame(np.zeros((5, 2, 2, 2)), players=["A", "B"]))


@pytest.mark.parametrize("units", [(1e-9, 1e9, 1.0, 1.0), (1e9, 1e9, 1e-9, 1e-9), (1.0, 1e-9, 1e9, 1e4)])
def test_a_weighted_potential_has_no_units(units):
    # A and B have a common potential, C and D one of their own, and neither pair matters to the other.
    rng = np.random.default_rng(4)
    first, second = rng.integers(0, 5, size=(2, 3, 1, 1)), rng.integers(0, 5, size=(1, 1, 2, 2))
    own = np.stack(np.broadcast_arrays(first, first + first.max(axis=0), second, second - 7)).astype(float)
    units = np.reshape(units, (-1, 1, 1, 1, 1))
    assert exact_potential(NormalFormGame(own))
    assert weighted_potential(NormalFormGame(own * units))
    broken = own.copy()
    broken[3, 0, 0, 1, 1] += 1
    assert not weighted_potential(NormalFormGame(broken * units))


def test_a_small_unit_does_not_pass_for_a_potential():
    # B plays matching pennies for 1e-9 with A, who only counts in units of 1e9: no potential in any units.
    own = np.array([[[0.0, 0.0], [1.0, 1.0]], [[1.0, 0.0], [0.0, 1.0]]]) * np.reshape([1e9, 1e-9], (2, 1, 1))
    assert not exact_potential(NormalFormGame(own))
    assert not weighted_potential(NormalFormGame(own))
