r"""All real solutions of equations that have finitely many, singular or not: nothing is proposed here, all is proven.

With I the ideal of the equations, a Gröbner basis (Buchberger 1965) makes the polynomials modulo I a vector space. It
has a finite dimension iff there are finitely many complex solutions. Then multiplication by an unknown is a matrix;
its characteristic polynomial without repeated factors, put to I for each unknown, leaves the same solutions, each
once: I is radical, and the dimension D is their number (Seidenberg 1974, lemma 92). A linear form t whose powers
1, t, ..., t^(D-1) are independent tells all of them apart, and every probability is a polynomial of t (Cox, Little &
O'Shea 2005, chapter 2). So the real solutions stand at the real roots of the polynomial of degree D that t solves.

Where infinitely many solutions have a probability of zero these are left out first, by I : l^∞ for that probability l.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
from sympy import QQ, ZZ, Poly
from sympy.polys.matrices import DomainMatrix
from sympy.polys.orderings import grevlex
from sympy.polys.rings import PolyRing

from alignment_games.algebra.groebner import Basis
from alignment_games.algebra.homotopy import n_solutions
from alignment_games.algebra.indifference import Indifference
from alignment_games.algebra.proof import Proven, prove
from alignment_games.algebra.real_roots import as_fraction, enclosures, polynomials
from alignment_games.algebra.reconstruction import Representation, T, linear_forms
from alignment_games.arrays import Array

#: Equations that may have more isolated solutions than this take too long.
_MOST_SOLUTIONS = 12
#: How closely real roots are enclosed.
_WIDTH = Fraction(1, 10**40)


def all_solutions(system: Indifference, tick: Callable[[], None]) -> list[Proven] | None:
    """Return every real solution at which no probability is zero; None where they are infinitely many, or too many.

    Others may be among them. ``tick`` is called all the time, and may end the work by raising.
    """
    groups = [equation.player for equation in system.equations]
    axes = [system.players.index(player) for player in groups]
    if n_solutions(axes, [size - 1 for size in system.shape]) > _MOST_SOLUTIONS:
        return None
    basis = _finite(system, tick)
    if basis is None:
        return None
    algebra = _radical(basis, tick)
    if algebra.dimension == 0:
        return []
    solved = _solved(algebra, system.shape)
    if solved is None:
        return None
    form, polynomial, tops = solved
    found = []
    for factor, _ in polynomial.factor_list()[1]:
        tick()
        for low, high in _real_roots(factor):
            proven = prove(system, _represented(form, factor, (low + high) / 2, tops))
            if proven is None or not proven.root.low <= low <= high <= proven.root.high:
                return None
            found.append(proven)
    return found


@dataclass(frozen=True, eq=False)
class _Quotient:
    """Polynomials modulo an ideal that leaves finitely many independent monomials."""

    basis: Basis
    monomials: list[tuple[int, ...]]

    @property
    def ring(self) -> Any:
        return self.basis.ring

    @property
    def dimension(self) -> int:
        return len(self.monomials)

    def coefficients(self, polynomial: Any) -> list[Any]:
        """Return the coefficients of a polynomial's remainder, by monomials."""
        rest = self.basis.remainder(polynomial)
        return [rest.get(monomial, QQ(0)) for monomial in self.monomials]

    def multiplication(self, polynomial: Any) -> DomainMatrix:
        """Return the matrix of multiplication, whose columns are the images of the monomials."""
        images = [self.coefficients(polynomial.mul_monom(monomial)) for monomial in self.monomials]
        return DomainMatrix(images, (self.dimension, self.dimension), QQ).transpose()


def _unknowns(shape: Sequence[int], ring: Any) -> list[Array]:
    """Return each player's probabilities as polynomials: all but the first are unknowns."""
    left, rows = list(ring.gens), []
    for size in shape:
        own, left = left[: size - 1], left[size - 1 :]
        rows.append(np.array([1 - sum(own, ring.zero), *own, None], dtype=object)[:-1])
    return rows


def _finite(system: Indifference, tick: Callable[[], None]) -> Basis | None:
    """Return a basis of the equations, or of these where some probabilities are not zero, with finitely many zeros."""
    ring = PolyRing([f"x{k}" for k in range(sum(system.shape) - len(system.shape))], QQ, grevlex)
    weights = _unknowns(system.shape, ring)
    basis = Basis(ring, (ring(equation.at(system.players, weights)) for equation in system.equations), tick)
    for probability in (p for own in weights for p in own.tolist()):
        if not basis.heads or _staircase(basis) is not None:
            break
        basis = _where_not_zero(basis, probability, tick)
    return basis if basis.heads and _staircase(basis) is not None else None


def _where_not_zero(basis: Basis, factor: Any, tick: Callable[[], None]) -> Basis:
    """Return a basis of the polynomials that are in the ideal when multiplied by a power of the factor."""
    ring = factor.ring
    larger = PolyRing(["s", *map(str, ring.symbols)], QQ, grevlex)

    def lifted(polynomial: Any) -> Any:
        return larger.from_dict({(0, *monomial): c for monomial, c in polynomial.items()})

    some = [*map(lifted, basis.polynomials()), larger.gens[0] * lifted(factor) - 1]
    found = Basis(larger, some, tick, apart=1).polynomials()
    kept = [p for p in found if all(monomial[0] == 0 for monomial in p)]
    return Basis(ring, (ring.from_dict({monomial[1:]: c for monomial, c in p.items()}) for p in kept), tick)


def _staircase(basis: Basis) -> list[tuple[int, ...]] | None:
    """Return the monomials that no leading one divides, None where they are infinitely many."""
    leading, ends = basis.heads, []
    for k in range(basis.ring.ngens):
        powers = [monomial[k] for monomial in leading if sum(monomial) == monomial[k]]
        if not powers:
            return None
        ends.append(min(powers))
    return [m for m in product(*map(range, ends)) if not any(all(map(int.__le__, one, m)) for one in leading)]


def _radical(basis: Basis, tick: Callable[[], None]) -> _Quotient:
    """Return the polynomials modulo those that vanish at all solutions."""
    algebra = _Quotient(basis, _staircase(basis) or [])
    more = []
    for unknown in algebra.ring.gens if algebra.dimension else ():
        tick()
        once = Poly(algebra.multiplication(unknown).charpoly(), T, domain=QQ).sqf_part()
        value = algebra.ring.zero
        for coefficient in once.rep.to_list():
            value = value * unknown + coefficient
        more.append(basis.remainder(value))
    if not any(more):
        return algebra
    basis = Basis(algebra.ring, [*basis.polynomials(), *more], tick)
    return _Quotient(basis, _staircase(basis) or [])


def _solved(algebra: _Quotient, shape: Sequence[int]) -> tuple[tuple[int, ...], Poly, list[Poly]] | None:
    """Return a form t that tells all solutions apart, what it solves, and the probabilities as polynomials of it."""
    probabilities = [p for own in _unknowns(shape, algebra.ring) for p in own.tolist()]
    for form in linear_forms(len(probabilities)):
        t = sum((w * p for w, p in zip(form, probabilities, strict=True)), algebra.ring.zero)
        multiply = algebra.multiplication(t)
        powers = [DomainMatrix([algebra.coefficients(algebra.ring.one)], (1, algebra.dimension), QQ).transpose()]
        for _ in range(algebra.dimension):
            powers.append(multiply * powers[-1])
        matrix = powers[0].hstack(*powers[1:-1])
        if matrix.rank() == algebra.dimension:
            wanted = [algebra.coefficients(p) for p in probabilities]
            columns = DomainMatrix(wanted, (len(wanted), algebra.dimension), QQ).transpose().hstack(powers[-1])
            rows = matrix.lu_solve(columns).transpose().to_list()
            *tops, relation = [Poly(row[::-1], T, domain=QQ) for row in rows]
            return form, Poly(T**algebra.dimension, T, domain=QQ) - relation, tops
    return None


def _real_roots(factor: Poly) -> list[tuple[Fraction, Fraction]]:
    """Return intervals that hold one real root each of an irreducible polynomial."""
    found = enclosures(polynomials().from_dict(factor.as_dict(native=True)), _WIDTH)
    return [(as_fraction(low), as_fraction(high)) for low, high in found]


def _represented(form: tuple[int, ...], factor: Poly, near: Fraction, tops: Sequence[Poly]) -> Representation:
    """Return the record of probabilities at a root of a factor, in whole numbers."""
    rests = [top.rem(factor) for top in tops]
    scale, _ = Poly.from_list([c for rest in rests for c in rest.rep.to_list()], T, domain=QQ).clear_denoms()
    whole = [(rest * scale).set_domain(ZZ) for rest in rests]
    polynomial = factor.clear_denoms(convert=True)[1].set_domain(ZZ).primitive()[1]
    return Representation(form, polynomial, near, tuple(whole), Poly(scale, T, domain=ZZ))
