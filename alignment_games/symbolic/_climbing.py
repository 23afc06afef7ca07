r"""From samples to a point where given polynomials are all positive, by linear programs.

The polynomials are jointly affine in blocks of the parameters (costs, threats, spoils): with the others held, a
linear program raises the least of the polynomials, block after block.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sympy import Rational, Symbol
from sympy.polys.rings import PolyElement

from alignment_games.arrays import Array
from alignment_games.symbolic._domain import Domain, Sign
from alignment_games.symbolic._evaluation import signs_at, terms
from alignment_games.symbolic._polynomials import affine_sets, generators

#: Random points from which the linear programs climb, those with most inequalities already met, and how often.
_STARTS, _ROUNDS = 8, 8
#: Free parameters are sought between these, in size.
_SMALLEST, _LARGEST = 2.0**-10, 2.0**10


def climb(
    wanted: Sequence[PolyElement], domain: Domain, values: Array, signs: Array
) -> tuple[int, dict[Symbol, Rational]] | None:
    """Return the position of the sample that a climb starts from and the coordinates that it moves, or None.

    ``values``: the generators' values at samples of the domain, ``signs``: the signs of ``wanted`` there. With these
    coordinates moved, every polynomial wanted is positive.
    """
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
            return start, {domain.ring.symbols[g]: Rational(*x.as_integer_ratio()) for g, x in moved.items()}
    return None


def _blocks(polynomials: Sequence[PolyElement], domain: Domain) -> list[list[int]]:
    """Return sets of free symbols in each of which the polynomials are jointly affine, the largest first."""
    compound = {s for g in domain.ring.symbols if not g.is_Symbol for s in g.free_symbols}
    able = {g for g, s in enumerate(domain.ring.symbols) if s.is_Symbol and s not in compound and not s.is_integer}
    sets = affine_sets({m for p in polynomials for m in p.monoms()}, able)
    return sorted((s for s in sets if s), key=len, reverse=True)


def _climb(polynomials: Sequence[PolyElement], blocks: list[list[int]], start: Array, domain: Domain) -> Array | None:
    """Raise the least of the polynomials, one block of parameters after the other, until all are positive."""
    base, idle = start, 0
    for k in range(1 if len(blocks) == 1 else _ROUNDS):
        moved = _by_linear_program(polynomials, blocks[k % len(blocks)], base, domain)
        if moved is None:
            return None
        idle = idle + 1 if np.array_equal(moved, base) else 0
        if idle == len(blocks):  # no block leads further up
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

    with np.errstate(over="ignore", invalid="ignore"):
        rows = np.array([_affine_in(p, free, base) for p in polynomials])
    if not np.isfinite(rows).all():
        return None
    for total in (np.max, np.sum):  # the sum of the largest floats is none
        size = total(np.abs(rows), axis=1, keepdims=True)
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
    """Return the coefficients of the free generators at the base point, the constant last, in some unit."""
    exponents, coefficients, _ = terms(polynomial)
    held = np.delete(np.arange(len(base)), free)
    values = coefficients * (base[held] ** exponents[:, held].astype(float)).prod(axis=1)
    affine = exponents[:, free] > 0  # each term has one of the free at most
    return np.append(values @ affine, values[~affine.any(axis=1)].sum())


def _bounds(sign: Sign) -> tuple[float, float]:
    if sign in (Sign.NEGATIVE, Sign.NONPOSITIVE):
        return -_LARGEST, -_SMALLEST
    return (-_LARGEST, _LARGEST) if sign is Sign.UNKNOWN else (_SMALLEST, _LARGEST)


def _binary(x: float) -> float:
    """Return a binary fraction of few digits near x."""
    mantissa, exponent = np.frexp(x)
    return float(np.ldexp(np.round(mantissa * 2**20), int(exponent) - 20))
