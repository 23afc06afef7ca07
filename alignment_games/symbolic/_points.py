r"""Rational points where given polynomials are all positive: witnesses that refute, found and then verified.

Random points of the domain come first. Where these fail, the polynomials are jointly affine in blocks of the
parameters (costs, threats, spoils): with the others held, a linear program raises the least of the polynomials,
block after block.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Rational, Symbol
from sympy.polys.rings import PolyElement

from alignment_games.symbolic._domain import Domain, Sign, point_at
from alignment_games.symbolic._evaluation import as_float, signs_at
from alignment_games.symbolic._polynomials import affine_sets, generators

Array = NDArray[Any]
Point = dict[Symbol, Rational]

#: Random points from which the linear programs climb, those with most inequalities already met, and how often.
_STARTS, _ROUNDS = 20, 8
#: Polynomials of more terms in all are not evaluated at the larger sample.
_MOST_TERMS = 200
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
    more = _among_more_samples(wanted, domain)
    if more is not None:
        return more
    everything = [*wanted, *(h.polynomial for h in domain.given)]
    blocks = _blocks(everything, domain)
    if not blocks or not values.shape[1]:
        return None
    # Where everything is affine in one block, one program decides.
    decided = {g for p in everything for g in generators(p)} <= set(blocks[0])
    met = np.argsort(-(signs > 0).sum(axis=0), kind="stable")
    for start in met[: 1 if decided else _STARTS].tolist():
        found = _climb(everything, blocks[:1] if decided else blocks, values[:, start], domain)
        if found is not None:
            moved = {g: x for g, x in enumerate(found.tolist()) if x != values[g, start]}
            exact = point_at(point, start)
            return exact | {domain.ring.symbols[g]: Rational(*x.as_integer_ratio()) for g, x in moved.items()}
    return None


def _among_more_samples(wanted: Sequence[PolyElement], domain: Domain) -> Point | None:
    """Return a point from ten times as many samples, where the polynomials are short enough for this to be quick."""
    if sum(map(len, wanted)) > _MOST_TERMS:
        return None
    point, values = domain.samples(count=40_000, seed=1)
    left = np.arange(values.shape[1])
    for p in wanted:
        left = left[signs_at(p, values[:, left]) > 0]
    return point_at(point, int(left[0])) if len(left) else None


def _blocks(polynomials: Sequence[PolyElement], domain: Domain) -> list[list[int]]:
    """Return sets of free symbols in each of which the polynomials are jointly affine, the largest first."""
    compound = {s for g in domain.ring.symbols if not g.is_Symbol for s in g.free_symbols}
    able = {g for g, s in enumerate(domain.ring.symbols) if s.is_Symbol and s not in compound and not s.is_integer}
    sets = affine_sets({m for p in polynomials for m in p.monoms()}, able)
    return sorted((s for s in sets if s), key=len, reverse=True)


def _climb(polynomials: Sequence[PolyElement], blocks: list[list[int]], start: Array, domain: Domain) -> Array | None:
    """Raise the least of the polynomials, one block of parameters after the other, until all are positive."""
    base = start
    for k in range(1 if len(blocks) == 1 else _ROUNDS):
        moved = _by_linear_program(polynomials, blocks[k % len(blocks)], base, domain)
        if moved is None:
            return None
        base = moved
        exists = all(signs_at(p, base[:, None])[0] for p in domain.poles)
        if exists and all(signs_at(p, base[:, None])[0] > 0 for p in polynomials):
            return base
    return None


def _by_linear_program(
    polynomials: Sequence[PolyElement], free: Sequence[int], base: Array, domain: Domain
) -> Array | None:
    """Return the point where the least of the polynomials is largest, all but the free generators held at the base."""
    from scipy.optimize import linprog

    rows = np.array([_affine_in(p, free, base) for p in polynomials])
    size = np.abs(rows).sum(axis=1, keepdims=True)
    rows = rows / np.where(size > 0, size, 1)
    objective = np.append(np.zeros(len(free)), -1.0)
    bounds = [_bounds(domain.signs[g]) for g in free] + [(None, 1.0)]
    left = np.column_stack([-rows[:, :-1], np.ones(len(rows))])
    result = linprog(objective, A_ub=left, b_ub=rows[:, -1], bounds=bounds, method="highs")
    if result.status != 0:
        return None
    point = base.copy()
    point[list(free)] = [_binary(x) for x in result.x[:-1]]
    return point


def _affine_in(polynomial: PolyElement, free: Sequence[int], base: Array) -> Array:
    """Return the coefficients of the free generators at the base point, the constant last."""
    row = np.zeros(len(free) + 1)
    for monomial, coefficient in polynomial.terms():
        value = float(np.nan_to_num(as_float(coefficient)))
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
