r"""From the digits of one solution to polynomials with whole coefficients: a proposal, which nothing relies on.

In enough digits the only short relation with whole coefficients among the powers of a number t is that of its minimal
polynomial p, and the only one of a probability x times p'(t) with them gives the numerator of x. Lenstra, Lenstra &
Lovász (1982) find short relations; without FLINT, the extra ``fast``, mpmath does by PSLQ, in fewer digits. Up to some
degree this takes no other solution, so that it does not matter how many there are, where, and how close.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from importlib.util import find_spec
from typing import Any

from sympy import ZZ, Poly

from alignment_games.algebra.newton import Arithmetic, real_fraction
from alignment_games.algebra.reconstruction import (
    Representation,
    T,
    as_representation,
    factor_at,
    linear_forms,
)
from alignment_games.arrays import Array

#: Bits of the solution, and those of them that are not relied on.
BITS, _GUARD = 2048, 64
#: The same without FLINT, and how many steps are tried.
_PSLQ_BITS, _PSLQ_STEPS = 768, 20_000
#: The largest degree that is looked for.
_DEGREE = 12
#: A relation is no accident if its numbers are shorter than this share of the bits that any other would need.
_SHORT = 0.8


def from_one_solution(point: Array, numbers: Arithmetic) -> Representation | None:
    """Return what one solution in `BITS` bits makes; None where its degree or its coefficients are too large."""
    for form in linear_forms(len(point)):
        with numbers.precision(BITS):
            value = sum(w * x for w, x in zip(form, point, strict=True) if w)
            polynomial = _minimal_polynomial(value)
            if polynomial is None:
                return None
            tops = [_numerator(polynomial, value, x) for x in point]
            known = [top for top in tops if top is not None]
            if len(known) == len(tops):
                return as_representation(form, polynomial, real_fraction(value), known)
    return None


def _minimal_polynomial(value: Any) -> Poly | None:
    found = _relation(_powers(value, _DEGREE + 1))
    return None if found is None else factor_at(Poly(found[::-1], T, domain=ZZ), value)


def _numerator(polynomial: Poly, value: Any, probability: Any) -> list[Fraction] | None:
    """Return the coefficients of g, the highest first, with probability times p'(value) = g(value)."""
    powers = _powers(value, polynomial.degree())
    slopes = reversed([int(c) for c in polynomial.diff().all_coeffs()])
    slope = sum(c * power for c, power in zip(slopes, powers, strict=False))
    found = _relation([*powers, slope * real_fraction(probability)])
    if found is None or found[-1] == 0:
        return None
    return [Fraction(-number, found[-1]) for number in found[-2::-1]]


def _powers(value: Any, count: int) -> list[Fraction]:
    powers = [value * 0 + 1]
    while len(powers) < count:
        powers.append(powers[-1] * value)
    return [real_fraction(power) for power in powers]


def _relation(values: Sequence[Fraction]) -> list[int] | None:
    """Return the short relation with whole coefficients that holds in all digits relied on, None where none does."""
    nothing = next((k for k, value in enumerate(values) if abs(value) * 2 ** (BITS - _GUARD) < 1), None)
    if nothing is not None:
        return [int(k == nothing) for k in range(len(values))]
    if find_spec("flint") is None:
        return _by_pslq(values)
    from flint import fmpz_mat

    digits = BITS - _GUARD
    rows = [[int(k == j) for j in range(len(values))] + [round(v * 2**digits)] for k, v in enumerate(values)]
    found = [int(number) for number in fmpz_mat(rows).lll().tolist()[0]][:-1]
    longest = max(abs(number).bit_length() for number in found)
    return found if longest < _SHORT * digits / len(values) else None


def _by_pslq(values: Sequence[Fraction]) -> list[int] | None:
    import mpmath

    with mpmath.workprec(_PSLQ_BITS):
        numbers = [mpmath.mpf(value.numerator) / value.denominator for value in values]
        found = mpmath.pslq(numbers, maxcoeff=2 ** int(_SHORT * _PSLQ_BITS / len(values)), maxsteps=_PSLQ_STEPS)
    return None if found is None else [int(number) for number in found]
