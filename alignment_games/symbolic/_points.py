r"""Rational points where given polynomials are all positive: witnesses that refute, found and then verified.

Random points of the domain come first. Where these fail, the polynomials are usually jointly affine in some of
the parameters (costs, threats, spoils): with the others held at a random point, a linear program decides those.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Rational, Symbol
from sympy.polys.rings import PolyElement

from alignment_games.symbolic._polynomials import affine_sets
from alignment_games.symbolic._domain import Domain, Sign, point_at, signs_at

Array = NDArray[Any]
Point = dict[Symbol, Rational]

#: Random points from which the linear program is tried, those with most inequalities already met first.
_TRIES = 120
#: Free parameters are sought between these, in size.
_SMALLEST, _LARGEST = 2.0**-10, 2.0**10


def find_point(wanted: Sequence[PolyElement], domain: Domain, signs: Array | None = None) -> Point | None:
    """Return a rational point of the domain where every polynomial is positive, or None when none was found.

    ``signs``: the polynomials' signs at `Domain.samples`, where they are known already.
    """
    point, values = domain.samples()
    if signs is None:
        signs = np.array([signs_at(p, values) for p in wanted]).reshape(len(wanted), values.shape[1])
    hits = np.flatnonzero((signs > 0).all(axis=0))
    if len(hits):
        return point_at(point, int(hits[0]))
    everything = [*wanted, *(h.polynomial for h in domain.given)]
    free = _jointly_affine(everything, domain)
    if not free or not values.shape[1]:
        return None
    starts = np.argsort(-(signs > 0).sum(axis=0), kind="stable")[:_TRIES]
    for start in starts.tolist():
        found = _by_linear_program(everything, free, values[:, start], domain)
        if found is not None:
            exact = point_at(point, start)
            return exact | {s: Rational(*found[k].as_integer_ratio()) for k, s in _symbols(free, domain)}
    return None


def _symbols(free: Sequence[int], domain: Domain) -> list[tuple[int, Symbol]]:
    return [(k, domain.ring.symbols[g]) for k, g in enumerate(free)]


def _jointly_affine(polynomials: Sequence[PolyElement], domain: Domain) -> list[int]:
    """Return free symbols in which the polynomials are jointly affine."""
    compound = {s for g in domain.ring.symbols if not g.is_Symbol for s in g.free_symbols}
    able = {g for g, s in enumerate(domain.ring.symbols) if s.is_Symbol and s not in compound and not s.is_integer}
    return max(affine_sets({m for p in polynomials for m in p.monoms()}, able), key=len)


def _by_linear_program(
    polynomials: Sequence[PolyElement], free: Sequence[int], base: Array, domain: Domain
) -> list[float] | None:
    """Return values of the free generators that make every polynomial positive, the others held at the base."""
    from scipy.optimize import linprog

    rows = np.array([_affine_in(p, free, base) for p in polynomials])
    size = np.abs(rows).sum(axis=1, keepdims=True)
    rows = rows / np.where(size > 0, size, 1)
    # Maximise the least of the values t: constant + coefficients @ x >= t.
    objective = np.append(np.zeros(len(free)), -1.0)
    bounds = [_bounds(domain.signs[g]) for g in free] + [(None, 1.0)]
    left = np.column_stack([-rows[:, :-1], np.ones(len(rows))])
    result = linprog(objective, A_ub=left, b_ub=rows[:, -1], bounds=bounds, method="highs")
    if result.status != 0 or result.x[-1] <= 0:
        return None
    point = base.copy()
    point[list(free)] = [_binary(x) for x in result.x[:-1]]
    if all(signs_at(p, point[:, None])[0] > 0 for p in polynomials):
        return [float(x) for x in point[list(free)]]
    return None


def _affine_in(polynomial: PolyElement, free: Sequence[int], base: Array) -> Array:
    """Return the coefficients of the free generators at the base point, the constant last."""
    row = np.zeros(len(free) + 1)
    for monomial, coefficient in polynomial.terms():
        value = float(coefficient.numerator) / float(coefficient.denominator)
        place = len(free)
        for g, exponent in enumerate(monomial):
            if exponent and g in free:
                place = free.index(g)
            elif exponent:
                value *= base[g] ** exponent
        row[place] += value
    return row


def _bounds(sign: Sign) -> tuple[float, float]:
    if sign in (Sign.NEGATIVE, Sign.NONPOSITIVE):
        return -_LARGEST, -_SMALLEST
    return (-_LARGEST, _LARGEST) if sign is Sign.UNKNOWN else (_SMALLEST, _LARGEST)


def _binary(x: float) -> float:
    """Return a binary fraction of few digits near x."""
    mantissa, exponent = np.frexp(x)
    return float(np.ldexp(np.round(mantissa * 2**20), int(exponent) - 20))
