"""Games some of whose supports have singular solutions that no polytope, curve or cell settles.

All payoffs are 0, 1 or 2. That nothing is missing is seen by the indices, which add up to one.
"""

from fractions import Fraction

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.solvers import SupportEnumeration, with_indices


def drawn(seed, n):
    return np.random.default_rng(seed).integers(0, 3, (n, *[2] * n))


@pytest.mark.slow
def test_every_support_is_settled_and_the_indices_add_up_to_one():
    """One support has a line of solutions on its boundary, and none inside."""
    solution = ag.solve(ag.NormalFormGame(drawn(183, 4).astype(object)), SupportEnumeration())
    assert solution.complete
    assert with_indices(solution).stats["index_sum"] == 1


def line(square):
    """Four players: where y = z = w and x = 1 - y the third is indifferent iff (2 y - 1)^2 is the square."""
    payoffs = np.full((4, 2, 2, 2, 2), Fraction(0), dtype=object)
    for at in np.ndindex(2, 2, 2, 2):
        x, y, z, w = at
        gains = (
            w - y + (z - w) * y,
            x + z - 1 + (z - w) * x,
            4 * x * y - 1 + square + (w - y) * x,
            z - y + (x + y - 1) * z,
        )
        for player, gain in enumerate(gains):
            payoffs[(player, *at)] = Fraction(at[player] * gain)
    return payoffs


def all_mixing(payoffs):
    solution = ag.solve(ag.NormalFormGame(payoffs), SupportEnumeration())
    assert solution.complete
    return [[own[1] for own in e.profile] for e in solution if all(len(own) == 2 for own in e.supports)]


@pytest.mark.parametrize("arithmetic", [object, float])
def test_a_triple_root_is_one_equilibrium(arithmetic):
    assert all_mixing(line(0).astype(arithmetic)) == [[Fraction(1, 2)] * 4]


@pytest.mark.slow
def test_roots_as_close_as_floats_are_told_apart_by_fractions():
    gap = Fraction(1, 10**14)
    found = all_mixing(line(gap**2))
    for low, high in ((1 - gap, 1 + gap), (1 + gap, 1 - gap)):
        assert [low / 2, high / 2, high / 2, high / 2] in found
    assert len(found) == 3


@pytest.mark.slow
def test_close_roots_are_told_apart_by_floats():
    found = all_mixing(line(Fraction(1, 10**8)).astype(float))
    for sign in (-0.5e-4, 0.5e-4):
        assert any(np.allclose(own, [0.5 + sign, *[0.5 - sign] * 3], rtol=0, atol=1e-9) for own in found)
    assert len(found) == 3
