"""Linear programs in fractions beside HiGHS, and proofs that nothing is feasible."""

from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import linprog

from alignment_games.inverse.linear import Affine, farkas, largest, mean


def _random(rng):
    size, count = int(rng.integers(1, 5)), int(rng.integers(1, 9))
    slacks = [
        Affine(Fraction(int(rng.integers(-9, 6)), 7), tuple(Fraction(int(c), 5) for c in rng.integers(-6, 7, size)))
        for _ in range(count)
    ]
    low = tuple(Fraction(int(x), 3) for x in rng.integers(-3, 1, size))
    high = tuple(a + Fraction(int(x), 2) for a, x in zip(low, rng.integers(1, 5, size), strict=True))
    return slacks, low, high


def _by_highs(goal, slacks, low, high):
    rows = [[-float(c) for c in slack.coefficients] for slack in slacks]
    bounds = list(zip(map(float, low), map(float, high), strict=True))
    found = linprog([-float(c) for c in goal.coefficients], rows, [float(s.constant) for s in slacks], bounds=bounds)
    return None if found.status == 2 else float(goal.constant) - found.fun


@pytest.mark.parametrize("seed", range(5))
def test_random_programs_have_highs_value_or_a_proof_that_there_is_none(seed):
    rng = np.random.default_rng(seed)
    kinds = set()
    for _ in range(40):
        slacks, low, high = _random(rng)
        goal = Affine(Fraction(1, 3), tuple(Fraction(int(c)) for c in rng.integers(-4, 5, len(low))))
        expected, found, proof = (
            _by_highs(goal, slacks, low, high),
            largest(goal, slacks, low, high),
            farkas(slacks, low, high),
        )
        kinds.add(found is None)
        if found is None:
            assert expected is None
            assert sum(proof.weights.values()) == 1
            combined = mean([slacks[k] for k in proof.weights], list(proof.weights.values()))
            corners = np.array(np.meshgrid(*zip(low, high, strict=True))).reshape(len(low), -1).T
            assert max(combined.at(list(corner)) for corner in corners) == proof.most < 0
        else:
            assert proof is None
            value, point = found
            assert float(value) == pytest.approx(expected, abs=1e-7)
            assert goal.at(point) == value
            assert all(slack.at(point) >= 0 for slack in slacks)
            assert all(a <= x <= b for a, x, b in zip(low, point, high, strict=True))
    assert kinds == {True, False}


def test_sets_of_one_point_are_not_empty_and_those_that_miss_by_a_hair_are():
    zero, one, hair = Fraction(0), Fraction(1), Fraction(1, 10**30)
    at_least, at_most = Affine(-Fraction(1, 2), (one,)), Affine(Fraction(1, 2), (-one,))
    assert farkas([at_least, at_most], (zero,), (one,)) is None
    assert largest(at_least, [at_least, at_most], (zero,), (one,)) == (0, (Fraction(1, 2),))
    missed = Affine(Fraction(1, 2) - hair, (-one,))
    proof = farkas([at_least, missed], (zero,), (one,))
    assert proof.most == -hair / 2
    assert largest(at_least, [at_least, missed], (zero,), (one,)) is None


def test_units_from_tiny_to_huge_do_not_matter():
    for unit in (Fraction(1, 10**9), Fraction(10**9)):
        slacks = [Affine(-unit / 4, (unit,)), Affine(unit / 2, (-unit,))]
        value, _ = largest(Affine(Fraction(0), (Fraction(1),)), slacks, (Fraction(0),), (Fraction(1),))
        assert value == Fraction(1, 2)


def test_without_inequalities_the_box_is_all():
    goal = Affine(Fraction(0), (Fraction(1), Fraction(-1)))
    assert largest(goal, [], (Fraction(1), Fraction(2)), (Fraction(3), Fraction(4)))[0] == 1
    assert farkas([], (Fraction(0),), (Fraction(1),)) is None
