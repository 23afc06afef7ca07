r"""Payoffs as fractions of polynomials whose denominators stay in factors.

A payoff such as :math:`-T(1+k)\,A/(D+A) - c` becomes one numerator and a multiset of denominator factors.
Sums take the least common multiple of the multisets and products join them, so that no greatest common
divisor of many variables is ever computed: that is what makes general-purpose simplification slow here.

*Generators* are the symbols, and whatever else is not a polynomial in them: ``x**m``, ``exp(-d/l)``, ``sqrt(x)``.
Generators are treated as independent of one another: what is proven for them holds for the symbols.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import mul
from typing import Any

from sympy import QQ, Add, Expr, Float, Integer, Mul, Pow, Rational, lex, sympify
from sympy.polys.rings import PolyElement, PolyRing

from alignment_games.errors import UnsupportedGameError

Monomial = tuple[int, ...]

#: Beyond this many terms a polynomial that is linear in nothing is left unfactored: factoring is for the eye.
_MOST_TERMS_TO_FACTOR = 150
#: Up to this many terms, several ways of writing a polynomial are tried and the shortest is taken.
_MOST_TERMS_TO_COMPARE = 20


@dataclass(frozen=True, eq=False)
class Fraction:
    """A numerator over a product of powers of primitive polynomials."""

    numerator: PolyElement
    denominator: Counter[PolyElement]

    def __add__(self, other: Fraction) -> Fraction:
        common = self.denominator | other.denominator
        left = self.numerator * _product(self.numerator.ring, common - self.denominator)
        right = other.numerator * _product(self.numerator.ring, common - other.denominator)
        return Fraction(left + right, common)

    def __mul__(self, other: Fraction) -> Fraction:
        return Fraction(self.numerator * other.numerator, self.denominator + other.denominator)

    def __sub__(self, other: Fraction) -> Fraction:
        return self + Fraction(-other.numerator, other.denominator)

    def inverse(self) -> Fraction:
        """Return one over this. Raises ZeroDivisionError when this is zero."""
        constant, factors = split_monomials(self.numerator)
        top = _product(self.numerator.ring, self.denominator).mul_ground(1 / constant)
        return Fraction(top, factors)

    def power(self, exponent: int) -> Fraction:
        """Return the integer power, negative ones through the inverse."""
        if exponent < 0:
            return self.inverse().power(-exponent)
        counts = Counter({factor: k * exponent for factor, k in self.denominator.items() if exponent})
        return Fraction(self.numerator**exponent, counts)

    def reduced(self) -> Fraction:
        """Return the same with every denominator factor cancelled that divides the numerator."""
        top, left = self.numerator, Counter(self.denominator)
        for factor in list(left) if top else ():
            while left[factor]:
                quotient, rest = top.div([factor])
                if rest:
                    break
                top = quotient[0]
                left[factor] -= 1
        return Fraction(top, +left if top else Counter())


def _product(ring: PolyRing, factors: Counter[PolyElement]) -> PolyElement:
    return reduce(mul, (factor**k for factor, k in factors.items()), ring.one)


def primitive(polynomial: PolyElement) -> tuple[Any, PolyElement]:
    """Return (c, p) with c * p the polynomial and p of coprime integer coefficients, the first positive."""
    scale, whole = polynomial.clear_denoms()
    common = reduce(QQ.gcd, whole.coeffs()) if whole else QQ(1)
    common = common if common > 0 else -common
    if polynomial and whole.LC < 0:
        common = -common
    return QQ(common) / QQ(scale), whole.quo_ground(common)


def split_monomials(polynomial: PolyElement) -> tuple[Any, Counter[PolyElement]]:
    """Return the constant, and the generators and the one remaining factor that make up the polynomial."""
    if not polynomial:
        raise ZeroDivisionError("a payoff divides by zero")
    constant, rest = primitive(polynomial)
    ring = polynomial.ring
    lowest = tuple(map(min, zip(*rest.monoms(), strict=True)))
    factors = Counter({ring.gens[i]: k for i, k in enumerate(lowest) if k})
    rest = rest.quo(ring({lowest: QQ(1)})) if any(lowest) else rest
    if not rest.is_ground:
        factors[rest] += 1
    return constant, factors


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
    if _is_irreducible(polynomial) or len(polynomial) > _MOST_TERMS_TO_FACTOR:
        return QQ(1), [(polynomial, 1)]
    ring = polynomial.ring
    used = [i for i, degree in enumerate(polynomial.degrees()) if degree]
    small = PolyRing([ring.symbols[i] for i in used], QQ, lex)
    constant, pieces = small({tuple(m[i] for i in used): c for m, c in polynomial.terms()}).factor_list()
    found = []
    for piece, k in pieces:
        unit, whole = primitive(piece)
        constant *= unit**k
        found.append((ring({_widened(m, used, ring.ngens): c for m, c in whole.terms()}), k))
    return constant, found


def _widened(monomial: Monomial, used: Sequence[int], size: int) -> Monomial:
    exponents = dict(zip(used, monomial, strict=True))
    return tuple(exponents.get(i, 0) for i in range(size))


def _is_irreducible(polynomial: PolyElement) -> bool:
    """Prove irreducibility through a generator of degree one; False means only that this did not work."""
    ring = polynomial.ring
    for i, degree in enumerate(polynomial.degrees()):
        if degree != 1:
            continue
        with_x = ring({(*m[:i], 0, *m[i + 1 :]): c for m, c in polynomial.terms() if m[i]})
        without = ring({m: c for m, c in polynomial.terms() if not m[i]})
        if _coprime(with_x, without):
            return True
    return False


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
    point = [QQ(2 * k + 3 + (k * k) % 7) for k in range(a.ring.ngens)]
    one_variable = PolyRing([a.ring.symbols[i]], QQ, lex)

    def at_point(p: PolyElement) -> PolyElement:
        values: Counter[Any] = Counter()
        for monomial, coefficient in p.terms():
            powers = (point[k] ** e for k, e in enumerate(monomial) if e and k != i)
            values[monomial[i],] += reduce(mul, powers, coefficient)
        return one_variable(dict(values))

    left, right = at_point(a), at_point(b)
    return bool(left.degree() == a.degree(a.ring.gens[i]) and left.gcd(right).is_ground)


def coefficients(polynomial: PolyElement, generator: int) -> list[PolyElement]:
    """Return the coefficients of the powers of one generator, the constant first; [0] for zero."""
    ring = polynomial.ring
    terms: list[dict[Monomial, Any]] = [{} for _ in range(polynomial.degrees()[generator] + 1 if polynomial else 1)]
    for m, c in polynomial.terms() if polynomial else ():
        terms[m[generator]][(*m[:generator], 0, *m[generator + 1 :])] = c
    return [ring(part) for part in terms]


def generators(polynomial: PolyElement) -> list[int]:
    """Return the positions of the generators that occur."""
    return [i for i, degree in enumerate(polynomial.degrees()) if degree > 0] if polynomial else []


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


class Converter:
    """Turns SymPy expressions over one set of generators into fractions, each sub-expression once."""

    def __init__(self, expressions: Iterable[Any]) -> None:
        found: set[Expr] = set()
        for expression in expressions:
            _collect(as_expression(expression), found)
        self.ring = PolyRing(sorted(found, key=lambda g: (not g.is_Symbol, str(g))), QQ, lex)
        self._positions = dict(zip(self.ring.symbols, self.ring.gens, strict=True))
        self._done: dict[Expr, Fraction] = {}

    def __call__(self, expression: Any) -> Fraction:
        """Return the expression as a fraction of polynomials."""
        return self._convert(as_expression(expression))

    def _convert(self, e: Expr) -> Fraction:
        if e not in self._done:
            self._done[e] = self._fresh(e)
        return self._done[e]

    def _fresh(self, e: Expr) -> Fraction:
        if e.is_Rational:
            return self._whole(self.ring.ground_new(QQ(e.p, e.q)))
        if e.is_Add:
            return reduce(Fraction.__add__, map(self._convert, e.args)).reduced()
        if e.is_Mul:
            return reduce(Fraction.__mul__, map(self._convert, e.args)).reduced()
        if e.is_Pow:
            powers = [self._base(base).power(k) for base, k in split_power(e)]
            return reduce(Fraction.__mul__, powers).reduced()
        return self._whole(self._positions[e])

    def _base(self, base: Expr) -> Fraction:
        return self._whole(self._positions[base]) if base in self._positions else self._convert(base)

    @staticmethod
    def _whole(polynomial: PolyElement) -> Fraction:
        return Fraction(polynomial, Counter())


def as_expression(value: Any) -> Expr:
    """Return a number or expression as SymPy's, with floats read as the decimals that they print as.

    >>> as_expression(0.1)
    1/10
    """
    e = sympify(value)
    floats = e.atoms(Float)
    return e.xreplace({f: Rational(str(f)) for f in floats}) if floats else e


def split_power(power: Pow) -> list[tuple[Expr, int]]:
    """Return bases and integer exponents whose powers multiply to the power given.

    Positive factors of the base are taken apart, and ``x**(2*m + 1)`` is x and ``x**m`` twice, so that the
    same generator is not met under two names.

    >>> from sympy.abc import m, x
    >>> split_power(x ** (2 * m + 1))
    [(x, 1), (x**m, 2)]
    """
    base, exponent = power.base, power.exp
    if exponent.is_Integer:
        return [(base, int(exponent))]
    if base.is_Mul and all(part.is_nonnegative for part in base.args):
        return [pair for part in base.args for pair in split_power(Pow(part, exponent, evaluate=False))]
    constant, rest = exponent.as_coeff_Add()
    whole = constant.p // constant.q if constant.is_Rational else 0
    rest = exponent - whole
    times, unit = rest.as_coeff_Mul()
    if not times.is_Integer:
        times, unit = (Integer(1), rest) if times > 0 else (Integer(-1), -rest)
    pairs = [(base, int(whole)), (Pow(base, unit), int(times))]
    return [(b, k) for b, k in pairs if k]


def _collect(e: Expr, found: set[Expr]) -> None:
    """Add the generators of an expression."""
    if isinstance(e, (Add, Mul)):
        for part in e.args:
            _collect(part, found)
    elif isinstance(e, Pow):
        for base, _ in split_power(e):
            if isinstance(base, Pow):
                found.add(base)
            else:
                _collect(base, found)
    elif not e.is_Rational:
        _refuse(e)
        found.add(e)


def _refuse(e: Expr) -> None:
    if e.is_finite is False or e.is_extended_real is False:
        raise UnsupportedGameError(f"payoffs must be finite and real; found {e}")
    if e.is_Piecewise or e.is_Boolean or e.is_Relational:
        raise UnsupportedGameError(
            f"payoffs jump at {e}; take one smooth game for each side: alignment_games.symbolic.cells(game)"
        )
