"""Factors of polynomials, and polynomials written as people write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from operator import mul
from typing import Any

from sympy import QQ, Add, Expr, Integer, Mul, Rational, lex
from sympy.polys.rings import PolyElement, PolyRing

from alignment_games.symbolic._fractions import Fraction, Monomial, coefficients, primitive, split_monomials

#: Beyond this many terms a polynomial that is linear in nothing is left unfactored: factoring is for the eye.
_MOST_TERMS_TO_FACTOR = 150
#: So is one of higher degree: x**1000 - 1 takes minutes.
_LARGEST_DEGREE_TO_FACTOR = 60
#: So is one in several generators with longer coefficients, in bits: SymPy looks for primes of their size.
_LONGEST_COEFFICIENT_TO_FACTOR = 500
#: Irreducibility is sought by so many generators, those of the lowest degrees.
_MOST_GENERATORS = 3
#: Up to this many terms, several ways of writing a polynomial are tried and the shortest is taken.
_MOST_TERMS_TO_COMPARE = 20


def factor(polynomial: PolyElement, hints: Iterable[PolyElement] = ()) -> tuple[Any, Counter[PolyElement]]:
    """Return the constant and the factors of a polynomial, irreducible except for very large ones.

    A polynomial of degree one in some generator, ``a*x + b``, is irreducible up to gcd(a, b), which is shown
    to be constant at random values of the other generators; only where that fails is the general method run.
    ``hints``: likely factors, such as denominators, which are divided out first.
    """
    constant, factors = split_monomials(polynomial)
    for part in [f for f in factors if not f.is_generator]:
        left, found = _divided(part, [h for h in hints if not h.is_generator])
        times = factors.pop(part)
        constant *= QQ(_factor_list(left)[0]) ** times
        for piece, k in (*found, *_factor_list(left)[1]):
            factors[piece] += k * times
    return constant, factors


def _divided(
    polynomial: PolyElement, hints: Iterable[PolyElement]
) -> tuple[PolyElement, list[tuple[PolyElement, int]]]:
    """Return what is left of a primitive polynomial after dividing the hints out, and these with their powers."""
    fraction = Fraction(polynomial, Counter({h: max(polynomial.degrees()) for h in hints})).reduced()
    used = [(h, max(polynomial.degrees()) - fraction.denominator[h]) for h in hints]
    return fraction.numerator, [(h, k) for h, k in used if k]


@lru_cache(maxsize=4096)
def _factor_list(polynomial: PolyElement) -> tuple[Any, list[tuple[PolyElement, int]]]:
    """Return the constant and the primitive irreducible factors, worked out in the generators that occur."""
    if polynomial.is_ground:
        return polynomial.LC, []
    too_long = len(polynomial) > _MOST_TERMS_TO_FACTOR or max(polynomial.degrees()) > _LARGEST_DEGREE_TO_FACTOR
    used = [i for i, degree in enumerate(polynomial.degrees()) if degree]
    too_long |= len(used) > 1 and _longest_coefficient(polynomial) > _LONGEST_COEFFICIENT_TO_FACTOR
    if too_long or _is_irreducible(polynomial):
        return QQ(1), [(polynomial, 1)]
    ring = polynomial.ring
    small = PolyRing([ring.symbols[i] for i in used], QQ, lex)
    constant, pieces = _pieces(small({tuple(m[i] for i in used): c for m, c in polynomial.terms()}))
    return constant, [(ring({_widened(m, used, ring.ngens): c for m, c in piece.terms()}), k) for piece, k in pieces]


def _pieces(polynomial: PolyElement) -> tuple[Any, list[tuple[PolyElement, int]]]:
    """Return the constant and the primitive factors, in SymPy's order, of a polynomial that may be a product.

    What occurs as a power is split off by greatest common divisors, which takes a tenth of the time; what is left is
    often irreducible.
    """
    constant, parts = polynomial.sqf_list()
    found: list[tuple[PolyElement, int]] = []
    for part, k in parts:
        unit, pieces = (QQ(1), [(part, 1)]) if _is_irreducible(part) else part.factor_list()
        constant *= unit**k
        for piece, times in pieces:
            unit, whole = primitive(piece)
            constant *= unit ** (times * k)
            found.append((whole, times * k))
    return constant, sorted(found, key=lambda pair: (pair[0].degree(), pair[1], pair[0].to_dense()))


def _longest_coefficient(polynomial: PolyElement) -> int:
    parts = (int(part) for c in polynomial.coeffs() for part in (c.numerator, c.denominator))
    return max(part.bit_length() for part in parts)


def _widened(monomial: Monomial, used: Sequence[int], size: int) -> Monomial:
    exponents = dict(zip(used, monomial, strict=True))
    return tuple(exponents.get(i, 0) for i in range(size))


def _is_irreducible(polynomial: PolyElement) -> bool:
    """Prove irreducibility by one generator x, at one point of the others; False means only that this did not work.

    Where the value there is irreducible and of the same degree, only a factor without x can be split off. Such a one
    divides the coefficients of every power of x, of which two are shown to share none.
    """
    degrees = [(degree, i) for i, degree in enumerate(polynomial.degrees()) if degree]
    for degree, i in sorted(degrees)[:_MOST_GENERATORS]:
        if degree > 1 and not _is_irreducible_in(polynomial, i):
            continue
        first, *others = [part for part in coefficients(polynomial, i) if part]
        if any(_coprime(first, other) for other in others):
            return True
    return False


def _is_irreducible_in(polynomial: PolyElement, i: int) -> bool:
    value = _at_point(polynomial, i)
    return bool(value.degree() == polynomial.degrees()[i] and value.is_irreducible)


def _coprime(a: PolyElement, b: PolyElement) -> bool:
    """Prove that two polynomials share no factor: in each generator, the values at one point share none.

    A common factor of positive degree in x keeps that degree wherever the leading coefficient of ``a`` in x
    does not vanish, so that one point with coprime values excludes it.
    """
    if a.is_ground or b.is_ground:
        return bool(a) and bool(b)
    shared = [i for i, (d, e) in enumerate(zip(a.degrees(), b.degrees(), strict=True)) if d and e]
    return all(_coprime_in(a, b, i) for i in shared)


def _coprime_in(a: PolyElement, b: PolyElement, i: int) -> bool:
    left, right = _at_point(a, i), _at_point(b, i)
    return bool(left.degree() == a.degrees()[i] and left.gcd(right).is_ground)


def _at_point(polynomial: PolyElement, i: int) -> PolyElement:
    """Return the polynomial in one generator at fixed values of the others."""
    point = [QQ(2 * k + 3 + (k * k) % 7) for k in range(polynomial.ring.ngens)]
    values: Counter[Any] = Counter()
    for monomial, coefficient in polynomial.terms():
        powers = (point[k] ** e for k, e in enumerate(monomial) if e and k != i)
        values[monomial[i],] += reduce(mul, powers, coefficient)
    return PolyRing([polynomial.ring.symbols[i]], QQ, lex)(dict(values))


def affine_sets(monomials: Iterable[Monomial], able: Iterable[int]) -> list[list[int]]:
    """Return sets of generators of which no monomial holds two, or one twice: greedy, in several orders."""
    clashes: set[tuple[int, int]] = set()
    count: Counter[int] = Counter()
    for monomial in monomials:
        used = [g for g, e in enumerate(monomial) if e]
        clashes |= {(g, h) for g in used for h in used if g != h} | {(g, g) for g in used if monomial[g] > 1}
        count.update(used)
    able = [g for g in able if count[g] and (g, g) not in clashes]
    orders = [sorted(able, key=lambda g: -count[g]), sorted(able, key=lambda g: count[g])]
    orders += [[first, *(g for g in orders[1] if g != first)] for first in able]
    sets: list[list[int]] = []
    for order in orders:
        chosen: list[int] = []
        for g in order:
            if all((g, h) not in clashes for h in chosen):
                chosen.append(g)
        if set(chosen) not in [set(s) for s in sets]:
            sets.append(chosen)
    return sets


def grouped(polynomial: PolyElement, hints: Iterable[PolyElement] = ()) -> Expr:
    """Return the polynomial as people write it: terms gathered by parameters that enter linearly, then factored.

    >>> from sympy.abc import T, a, c, d
    >>> from alignment_games.symbolic._polynomials import Converter
    >>> convert = Converter([a, c, d, T])
    >>> grouped(convert(T * a * d - c * a**2 - 2 * c * a * d - c * d**2).numerator)
    T*a*d - c*(a + d)**2
    """
    if len(polynomial) <= 2 or sum(factor(polynomial)[1].values()) > 1:
        return factored(polynomial, hints)
    groups = affine_sets(polynomial.monoms(), range(polynomial.ring.ngens)) or [[]]
    if len(polynomial) > _MOST_TERMS_TO_COMPARE:
        return _grouped_by(polynomial, min(groups, key=lambda group: _untidiness(polynomial, group)), hints)
    choices = [polynomial.as_expr(), *(_grouped_by(polynomial, group, hints) for group in groups[:2])]
    return min(choices, key=lambda e: int(e.count_ops()))


def _untidiness(polynomial: PolyElement, group: Sequence[int]) -> tuple[int, int]:
    """Return how many terms a grouping leaves over, and into how many groups it puts the rest."""
    keys = [next((g for g in group if m[g]), None) for m in polynomial.monoms()]
    return keys.count(None), len(set(keys))


def _grouped_by(polynomial: PolyElement, group: Sequence[int], hints: Iterable[PolyElement]) -> Expr:
    parts: dict[int | None, PolyElement] = {}
    for monomial, coefficient in polynomial.terms():
        key = next((g for g in group if monomial[g]), None)
        parts.setdefault(key, polynomial.ring.zero)
        parts[key] += polynomial.ring({monomial: coefficient})
    return Add(*(factored(part, hints) for part in parts.values()))


def factored(polynomial: PolyElement, hints: Iterable[PolyElement] = ()) -> Expr:
    """Return the polynomial as the product of its factors."""
    if not polynomial:
        return Integer(0)
    constant, factors = factor(polynomial, hints)
    product = [f.as_expr() ** k for f, k in factors.items()]
    return Mul(Rational(int(constant.numerator), int(constant.denominator)), *product)
