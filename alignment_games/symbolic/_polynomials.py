r"""Payoffs as fractions of polynomials in *generators*.

Generators are the symbols, and whatever else is not a polynomial in them: ``x**m``, ``exp(-d/l)``, ``sqrt(x)``.
Generators are treated as independent of one another: what is proven for them holds for the symbols.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache, reduce
from typing import Any

from sympy import QQ, Add, Expr, Float, Integer, Mul, Pow, Rational, Symbol, binomial, lex, sympify
from sympy.polys.rings import PolyElement, PolyRing

from alignment_games.errors import UnsupportedGameError
from alignment_games.symbolic._factoring import affine_sets, factor, factored, grouped
from alignment_games.symbolic._fractions import Fraction, coefficients, generators, primitive, split_monomials

__all__ = [
    "Converter",
    "Fraction",
    "affine_sets",
    "as_expression",
    "coefficients",
    "factor",
    "factored",
    "generators",
    "grouped",
    "primitive",
    "split_monomials",
    "split_power",
]

#: Binomial coefficients of more things chosen stay generators.
_LARGEST_CHOICE = 20


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

    def divisors(self, expression: Any) -> tuple[PolyElement, ...]:
        """Return the factors of all that the expression divides by as it is written, cancelled or not."""
        tops = [self._base(base).numerator for base in _divided_by(as_expression(expression))]
        return tuple(f for top in tops if top for f in factor(top)[1])

    def partial(self, expression: Any) -> tuple[Expr, ...]:
        """Return the generators of the expression that need not be finite real numbers, such as log(x)."""
        found: set[Expr] = set()
        _collect(as_expression(expression), found)
        return tuple(sorted((g for g in found if not _is_total(g)), key=str))

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

    Binomial coefficients of a small number of things chosen are written as the polynomials that they are.

    >>> from sympy.abc import n
    >>> as_expression(0.1), as_expression(binomial(n, 2))
    (1/10, n**2/2 - n/2)
    """
    return _without_floats(sympify(value))


@lru_cache(maxsize=4096)  # the same payoffs are read for their generators, their divisors and their value
def _without_floats(e: Expr) -> Expr:
    floats = e.atoms(Float)
    e = e.xreplace({f: Rational(str(f)) for f in floats}) if floats else e
    chosen = [b for b in e.atoms(binomial) if b.args[1].is_Integer and b.args[1] <= _LARGEST_CHOICE]
    return e.xreplace({b: b.expand(func=True) for b in chosen}) if chosen else e


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


def _divided_by(e: Expr) -> Iterator[Expr]:
    """Yield the bases of all negative powers outside generators."""
    if isinstance(e, (Add, Mul)):
        for part in e.args:
            yield from _divided_by(part)
    elif isinstance(e, Pow):
        for base, k in split_power(e):
            if k < 0:
                yield base
            if not isinstance(base, Pow):
                yield from _divided_by(base)


def _is_total(generator: Expr) -> bool:
    """Return whether a generator is a finite real number wherever its symbols are real."""
    as_real = {s: Symbol(s.name, real=True) for s in generator.free_symbols if s.is_extended_real is None}
    e = generator.xreplace(as_real)
    return bool(e.is_extended_real and (e.is_finite or generator.is_Symbol))


def _refuse(e: Expr) -> None:
    if e.is_finite is False or e.is_extended_real is False:
        raise UnsupportedGameError(f"payoffs must be finite and real; found {e}")
    if e.is_Piecewise or e.is_Boolean or e.is_Relational:
        raise UnsupportedGameError(
            f"payoffs jump at {e}; take one smooth game for each side: alignment_games.symbolic.cells(game)"
        )
