"""Games some of whose supports have singular solutions that no polytope, curve or cell settles.

All payoffs are 0, 1 or 2. That nothing is missing is seen by the indices, which add up to one.
"""

from fractions import Fraction

import numpy as np
import pytest
import sympy

import alignment_games as ag
from alignment_games.solvers import SupportEnumeration, with_indices
from alignment_games.solvers._search.certified import Root
from alignment_games.solvers._search.singular import verdicts_beside
from alignment_games.solvers._search.supports import ExactSystem
from alignment_games.solvers.control import unhurried

#: Second probabilities (1 - t, t, t) with 4 t (1 - t) = 1 / 2.
LOW, HIGH = ((1 - root) / 2 for root in (sympy.sqrt(2) / 2, -sympy.sqrt(2) / 2))


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


def verdicts(*conditions, roots=(), slack=None, square=Fraction(1, 2)):
    """Verdicts on the points (1 - t, t, t) with 4 t (1 - t) = 1 - square, the one of the smaller t first."""
    rows = np.empty((3 + len(conditions), 2, 2, 2), dtype=object)
    for at in np.ndindex(2, 2, 2):
        x, y, z = at
        gains = (z - y, x + z - 1, 4 * x * y - 1 + square, *(gain(*at) for gain in conditions))
        rows[(slice(None), *at)] = [Fraction(gain) for gain in gains]
    found = verdicts_beside(ExactSystem(rows, slack, (0, 1, 2)), roots, unhurried)
    return sorted(found, key=lambda one: 2 if one.point is None else float(one.point[1][1]))


def test_singular_points_of_degree_two_are_exact_and_judged_by_the_conditions():
    low, high = verdicts()
    for one, t in ((low, LOW), (high, HIGH)):
        assert [own[1] - exact for own, exact in zip(one.point, (1 - t, t, t), strict=True)] == [0, 0, 0]
        assert [sum(own) for own in one.point] == [1, 1, 1]
        assert not one.tied
    kept, lost = verdicts(lambda _, y, __: y - Fraction(1, 2))
    assert (kept.point[1][1], lost.point, kept.tied, lost.tied) == (LOW, None, False, False)
    assert [one.tied for one in verdicts(lambda x, y, _: 4 * x * y - Fraction(1, 2))] == [True, True]
    assert [one.tied for one in verdicts(lambda x, y, z: -x - y - z)] == [False, False]


def test_a_point_that_leaves_an_action_out_is_no_equilibrium_of_the_support():
    """4 t (1 - t) = 0 at both ends of the line, and beyond them where it is less."""
    assert [(one.point, one.tied) for one in verdicts(square=1)] == [(None, True)] * 2
    assert [(one.point, one.tied) for one in verdicts(square=9)] == [(None, False)] * 2


def test_a_root_that_is_known_is_left_out_and_only_that():
    t = float(HIGH)
    known = [np.array([t, 1 - t]), np.array([1 - t, t]), np.array([1 - t, t])]
    (other,) = verdicts(roots=[Root(known, radius=1e-12, alone=0.1, sign=1)])
    assert other.point[1][1] == LOW
    assert (
        len(verdicts(roots=[Root([own[::-1] for own in known[:1]] + known[1:], radius=1e-12, alone=0.1, sign=1)])) == 2
    )


def test_where_payoffs_are_rounded_a_gain_of_rounding_decides_nothing():
    slack = np.zeros((4, 2, 2, 2))
    kept, lost = verdicts(lambda _, y, __: y - Fraction(1, 2), slack=slack)
    assert kept.point[1][1] == pytest.approx(float(LOW), abs=1e-15)
    assert isinstance(kept.point[1][1], float)
    assert lost.point is None
    assert [one.certain for one in (kept, lost)] == [True, True]
    near = verdicts(lambda x, y, _: 4 * x * y - Fraction(1, 2) + Fraction(1, 2**46), slack=slack)
    assert [(one.point, one.certain) for one in near] == [(None, False)] * 2
    off = verdicts(lambda x, y, _: 4 * x * y - Fraction(1, 2) - Fraction(1, 2**42), slack=slack)
    assert [(one.point is None, one.certain) for one in off] == [(False, True)] * 2
    assert all(one.certain for one in verdicts(lambda x, y, _: 4 * x * y - Fraction(1, 2), slack=slack))
