r"""From solutions in many digits to polynomials with whole coefficients: a proposal, which nothing relies on.

With t a linear form that tells the equilibrium from all other solutions, and K its conjugates among them, an
irreducible polynomial p vanishes at the :math:`t_k, k \in K`, and every probability is

.. math:: x = \frac{g(t)}{p'(t)}, \qquad g(T) = \sum_{k \in K} x_k \prod_{l \in K, l \ne k} (T - t_l) \cdot c

with c the leading coefficient of p (Rouillier 1999): coefficients no longer than those of p, where polynomials in t
alone would have far longer ones. Coefficients are fractions of small height near the computed ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import lcm
from typing import Any

import numpy as np
from sympy import ZZ, Poly, Symbol

from alignment_games.algebra.newton import Arithmetic, real_fraction
from alignment_games.arrays import Array

#: The unknown of all polynomials.
T = Symbol("t")
#: A form tells solutions apart whose values differ by more than this.
_APART = 1e-6
#: Of the bits at hand, those that a denominator may have and those in which fraction and number must agree.
_DENOMINATOR, _AGREEMENT = 0.4, 0.85
#: Weights of forms that are tried after single probabilities.
_FORMS = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10), (1, -1, 2, -3, 5, -8, 13, -21), (1, 4, 9, 16, 25, 36, 49, 64, 81))


@dataclass(frozen=True, eq=False)
class Representation:
    """What is proposed: ``polynomial`` p, the root near ``near``, probabilities ``tops`` over ``bottom`` at it.

    ``form``: t as whole weights of the probabilities that stand in one row.
    """

    form: tuple[int, ...]
    polynomial: Poly
    near: Fraction
    tops: tuple[Poly, ...]
    bottom: Poly


def separating_form(points: Array) -> tuple[int, ...]:
    """Return weights of a form that tells the first point from all others; a single probability where one does."""
    forms = linear_forms(points.shape[1])
    gaps = [min([abs(v - (points[0] @ form)) for v in points[1:] @ form], default=np.inf) for form in forms]
    found = next((k for k, gap in enumerate(gaps) if gap > _APART), int(np.argmax(gaps)))
    return forms[found]


def linear_forms(n: int) -> list[tuple[int, ...]]:
    """Return the forms that are tried, in this order, as weights of n probabilities: first each probability alone."""
    rows = [*np.eye(n, dtype=int).tolist(), *(np.resize(form, n).tolist() for form in _FORMS)]
    return [tuple(map(int, row)) for row in rows]


def representation(
    points: Sequence[Array], form: tuple[int, ...], bits: int, numbers: Arithmetic
) -> Representation | None:
    """Return what the points, of which the first is meant, make in so many bits; None where they are too few.

    ``points``: all solutions that are conjugate to the first, and perhaps others.
    """
    with numbers.precision(bits):
        values = [sum(w * x for w, x in zip(form, point, strict=True) if w) for point in points]
        coefficients = _fractions(_product(values, numbers), bits)
        if coefficients is None:
            return None
        polynomial = factor_at(Poly(_whole(coefficients)[0], T, domain=ZZ), values[0])
        conjugate = _nearest(polynomial, values)
        tops = _tops(polynomial, [values[k] for k in conjugate], [points[k] for k in conjugate], bits)
        if tops is None:
            return None
        near = real_fraction(values[0])
    return as_representation(form, polynomial, near, tops)


def as_representation(
    form: tuple[int, ...], polynomial: Poly, near: Fraction, tops: Sequence[Sequence[Fraction]]
) -> Representation:
    """Return the record of probabilities g(t) / p'(t), in whole numbers; coefficients the highest first."""
    whole, scale = _whole(list(chain.from_iterable(tops)))
    n = polynomial.degree()
    rows = [Poly(whole[k : k + n], T, domain=ZZ) for k in range(0, len(whole), n)]
    return Representation(form, polynomial, near, tuple(rows), polynomial.diff(T) * scale)


def _product(values: Sequence[Any], numbers: Arithmetic) -> list[Any]:
    """Return the coefficients of the product of all T - value, the first of them one."""
    found = np.array([numbers.number(1), None], dtype=object)[:1]
    for value in values:
        longer = np.append(found, numbers.number(0))
        longer[1:] = longer[1:] - value * found
        found = longer
    return list(found)


def _fractions(numbers: Sequence[Any], bits: int) -> list[Fraction] | None:
    """Return the fractions that numbers in so many bits stand for, None where they stand for none."""
    reals = [real_fraction(number) for number in numbers]
    tolerance = max([Fraction(1), *map(abs, reals)]) / 2 ** int(_AGREEMENT * bits)
    common, found = 1, []
    for real in reals:
        near = (real * common).limit_denominator(2 ** int(_DENOMINATOR * bits)) / common
        if abs(near - real) > tolerance:
            return None
        common = lcm(common, near.denominator)
        if common.bit_length() > _DENOMINATOR * bits:
            return None
        found.append(near)
    return found


def _whole(fractions: Sequence[Fraction]) -> tuple[list[int], int]:
    """Return fractions times their common denominator, and that."""
    common = lcm(*(f.denominator for f in fractions))
    return [int(f * common) for f in fractions], common


def factor_at(polynomial: Poly, value: Any) -> Poly:
    """Return the irreducible factor that is smallest at a number, for its coefficients."""
    factors = [factor for factor, _ in polynomial.factor_list()[1]]
    return min(factors, key=lambda factor: _relative(factor, value))


def _nearest(polynomial: Poly, values: Sequence[Any]) -> list[int]:
    """Return the positions of as many values as the polynomial has roots, those at which it is smallest."""
    order = sorted(range(1, len(values)), key=lambda k: _relative(polynomial, values[k]))
    return [0, *order[: polynomial.degree() - 1]]


def _relative(polynomial: Poly, value: Any) -> Fraction:
    """Return the size of a polynomial at a number, as a share of the largest that its terms could make."""
    total, largest = value * 0, value * 0
    for c in map(int, polynomial.all_coeffs()):
        total, largest = total * value + c, largest * abs(value) + abs(c)
    scale = real_fraction(largest)  # zero for T at zero
    return abs(real_fraction(abs(total))) / scale if scale else Fraction(0)


def _tops(polynomial: Poly, values: Sequence[Any], points: Sequence[Array], bits: int) -> list[list[Fraction]] | None:
    """Return the coefficients of g for each probability."""
    coefficients = [int(c) for c in polynomial.all_coeffs()]
    quotients = []
    for value in values:  # p(T) / (T - value), by Horner's scheme
        row = [value * 0 + coefficients[0]]
        for c in coefficients[1:-1]:
            row.append(row[-1] * value + c)
        quotients.append(row)
    tops = np.tensordot(np.array(points, dtype=object), np.array(quotients, dtype=object), axes=(0, 0))
    found = [_fractions(row, bits) for row in tops.tolist()]
    return [row for row in found if row is not None] if None not in found else None
