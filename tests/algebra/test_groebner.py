"""Bases beside those of sympy, which are the same since a reduced basis is unique."""

import numpy as np
import pytest
from sympy import QQ
from sympy.polys.groebnertools import groebner
from sympy.polys.orderings import MonomialOrder, grevlex
from sympy.polys.rings import PolyRing

from alignment_games.algebra.groebner import Basis, Monomials
from tests.tries import tries


class Apart(MonomialOrder):
    """The powers of the first unknowns, then the graded reverse lexicographic order of the others."""

    def __init__(self, apart):
        self.apart = apart

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __call__(self, monomial):
        return monomial[: self.apart], grevlex(monomial[self.apart :])


def no_tick():
    pass


def basis(ring, *polynomials, apart=0):
    return Basis(ring, polynomials, no_tick, apart)


def drawn(rng, unknowns):
    """Return one to three polynomials of a few terms of degree at most two in each unknown."""
    powers = [0, 0, 1, 1, 2]
    some = [
        {tuple(rng.choice(powers, unknowns).tolist()): QQ(int(rng.integers(-3, 4))) for _ in range(3)} for _ in range(3)
    ]
    return [{monomial: value for monomial, value in one.items() if value} for one in some[: rng.integers(1, 4)]]


@pytest.mark.parametrize("seed", range(tries(20, of=200)))
def test_bases_and_remainders_are_those_of_sympy(seed):
    rng = np.random.default_rng(seed)
    unknowns, apart = int(rng.integers(1, 4)), int(rng.integers(2))
    ours, theirs = (PolyRing([f"x{k}" for k in range(unknowns)], QQ, order) for order in (grevlex, Apart(apart)))
    some = drawn(rng, unknowns)
    found = basis(ours, *map(ours.from_dict, some), apart=apart)
    expected = groebner([theirs.from_dict(one) for one in some if one], theirs)
    assert sorted(sorted(p.items()) for p in found.polynomials()) == sorted(sorted(p.items()) for p in expected)
    assert sorted(found.heads) == sorted(p.LM for p in expected)
    (other,) = drawn(np.random.default_rng(seed + 1000), unknowns)[:1]
    assert dict(found.remainder(ours.from_dict(other))) == dict(theirs.from_dict(other).rem(expected))


def test_the_order_of_numbers_is_that_of_monomials():
    rng = np.random.default_rng(1)
    drawn = list(map(tuple, rng.integers(0, 5, (60, 4)).tolist()))
    for apart in (0, 1, 2):
        monomials, order = Monomials(4, apart), Apart(apart)
        assert sorted(drawn, key=monomials.number) == sorted(drawn, key=order)
        assert all(monomials.of(monomials.number(one)) == one for one in drawn)
        one, other = (monomials.number(each) for each in drawn[:2])
        assert monomials.of(one + other) == tuple(map(sum, zip(*drawn[:2], strict=True)))
        assert monomials.of(monomials.common(one, other)) == tuple(map(max, *drawn[:2]))


def test_a_contradiction_has_the_basis_one():
    ring = PolyRing(["x", "y"], QQ, grevlex)
    x, y = ring.gens
    assert basis(ring, x * y - 1, x, y).polynomials() == [ring.one]
    assert basis(ring, x * y - 1, x, y).remainder(x**2 + 3) == 0


def test_no_equations_leave_everything():
    ring = PolyRing(["x"], QQ, grevlex)
    assert basis(ring, ring.zero).heads == []
    assert basis(ring).remainder(ring.gens[0]) == ring.gens[0]


def test_the_clock_is_heard():
    ring = PolyRing(["x", "y"], QQ, grevlex)
    x, y = ring.gens

    def late():
        raise TimeoutError

    with pytest.raises(TimeoutError):
        Basis(ring, [x**2 + y, x * y - 1], late)
