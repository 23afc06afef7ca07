r"""What is known about the parameters: signs from SymPy's assumptions, further inequalities from the user.

Three questions are answered here, each soundly and none completely: what sign does a polynomial have
everywhere; at which rational points does it have which sign; does it follow from others (`_certificates`).
Parameters are real numbers: a symbol without assumptions is read as real, of either sign.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from sympy import QQ, And, Basic, Expr, Poly, Rational, Symbol, default_sort_key
from sympy.core.relational import Equality, GreaterThan, LessThan, StrictGreaterThan, StrictLessThan
from sympy.logic.boolalg import BooleanAtom
from sympy.polys.rings import PolyElement, PolyRing

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.game.expressions import brief
from alignment_games.symbolic import _polynomials as poly
from alignment_games.symbolic._line import MOST_DEGREE, LinePiece, pieces

#: Points, by symbol, and the generators' values there.
Sample = tuple[dict[Symbol, Array], Array]


class Sign(enum.Enum):
    """The sign of an expression wherever the assumptions hold."""

    POSITIVE = "positive"
    NONNEGATIVE = "non-negative"
    ZERO = "zero"
    NONPOSITIVE = "non-positive"
    NEGATIVE = "negative"
    UNKNOWN = "ambiguous"

    @classmethod
    def of_symbol(cls, generator: Expr) -> Sign:
        """Return the sign that SymPy's assumptions give an expression."""
        if generator.is_positive:
            return cls.POSITIVE
        if generator.is_negative:
            return cls.NEGATIVE
        if generator.is_nonnegative:
            return cls.NONNEGATIVE
        return cls.NONPOSITIVE if generator.is_nonpositive else cls.UNKNOWN

    @property
    def flipped(self) -> Sign:
        """The sign of the negated expression."""
        pairs = {Sign.POSITIVE: Sign.NEGATIVE, Sign.NONNEGATIVE: Sign.NONPOSITIVE}
        return (pairs | {b: a for a, b in pairs.items()}).get(self, self)

    @property
    def strict(self) -> bool:
        """Whether zero is excluded."""
        return self in (Sign.POSITIVE, Sign.NEGATIVE)


@dataclass(frozen=True, eq=False)
class Hypothesis:
    """A polynomial that is known, or supposed, to be at least zero (above zero if ``strict``)."""

    polynomial: PolyElement
    strict: bool
    label: str


@dataclass(frozen=True, eq=False)
class Domain:
    """The generators of the payoffs, their signs, the user's inequalities, and what some payoff divides by."""

    ring: PolyRing
    given: tuple[Hypothesis, ...] = ()
    poles: tuple[PolyElement, ...] = ()
    #: The samples by count and seed, kept by `_points.samples`.
    drawn: dict[tuple[int, int], Sample] = field(default_factory=dict, repr=False)
    _on_line: dict[PolyElement, Sign] = field(default_factory=dict, repr=False)

    @cached_property
    def signs(self) -> tuple[Sign, ...]:
        """The sign of each generator."""
        return tuple(Sign.of_symbol(g) for g in self.ring.symbols)

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """The symbols in the generators, by name."""
        found = {s for g in self.ring.symbols for s in g.free_symbols}
        return tuple(sorted(found, key=str))

    @cached_property
    def _of_no_sign(self) -> Array:
        return np.array([sign is Sign.UNKNOWN for sign in self.signs], dtype=bool)

    @cached_property
    def _below_zero(self) -> Array:
        return np.array([sign in (Sign.NEGATIVE, Sign.NONPOSITIVE) for sign in self.signs], dtype=np.int64)

    @cached_property
    def _perhaps_zero(self) -> Array:
        return np.array([not sign.strict for sign in self.signs], dtype=bool)

    def monomial_signs(self, monomials: Array) -> tuple[Array, Array]:
        """Return the signs of products of powers of generators and which of them are never zero.

        ``monomials``: ``(monomials, generators)``. A sign of 1 says non-negative, -1 non-positive, 0 either.
        """
        odd = monomials % 2
        of_no_sign = (odd.astype(bool) & self._of_no_sign).any(axis=1)
        strict = ~((monomials > 0) & self._perhaps_zero).any(axis=1) & ~of_no_sign
        return np.where(of_no_sign, 0, 1 - 2 * (odd @ self._below_zero % 2)), np.asarray(strict)

    def sign_by_terms(self, polynomial: PolyElement) -> Sign:
        """Return the sign when no two terms disagree."""
        if not polynomial:
            return Sign.ZERO
        signs, strict = self.monomial_signs(np.array(polynomial.monoms(), dtype=np.int64))
        signs = signs * [1 if c > 0 else -1 for c in polynomial.coeffs()]
        if signs.min() > 0:
            return Sign.POSITIVE if strict.any() else Sign.NONNEGATIVE
        if signs.max() < 0:
            return Sign.NEGATIVE if strict.any() else Sign.NONPOSITIVE
        return Sign.UNKNOWN

    def line(self, polynomials: Sequence[PolyElement], generator: int) -> list[LinePiece] | None:
        """Return the pieces of one parameter's line under the inequalities in it alone.

        ``polynomials``: in that generator alone. None where it is no symbol, or the polynomials are too long to cut.
        """
        symbol = self.ring.symbols[generator]
        given = [h for h in self.given if poly.generators(h.polynomial) == [generator]]
        every = [*polynomials, *(h.polynomial for h in given)]
        if not symbol.is_Symbol or max((p.degree(generator) for p in every if p), default=0) > MOST_DEGREE:
            return None
        first, second = (
            [Poly.from_dict({(m[generator],): c for m, c in p.terms()}, symbol, domain=QQ) for p in each]
            for each in (polynomials, [h.polynomial for h in given])
        )
        return pieces(first, symbol, list(zip(second, [h.strict for h in given], strict=True)))

    def sign_on_line(self, polynomial: PolyElement) -> Sign:
        """Return the exact sign of a polynomial in one symbol, UNKNOWN for other polynomials."""
        if polynomial not in self._on_line:
            used = poly.generators(polynomial)
            line = self.line([polynomial], used[0]) if len(used) == 1 else None
            self._on_line[polynomial] = common_sign({piece.signs[0] for piece in line or ()})
        return self._on_line[polynomial]

    @cached_property
    def whole(self) -> tuple[Hypothesis, ...]:
        """What whole-number parameters add to their signs: that they reach from one whole number to another."""
        found = []
        for k, symbol in enumerate(self.ring.symbols):
            line = self.line([], k) if symbol.is_Symbol and symbol.is_integer else None
            if line:
                found += list(_ends(symbol, self.ring.gens[k], line))
        return tuple(found)


def common_sign(signs: set[int]) -> Sign:
    """Return the sign that covers all of these: -1, 0, 1."""
    names = {
        frozenset({1}): Sign.POSITIVE,
        frozenset({0, 1}): Sign.NONNEGATIVE,
        frozenset({0}): Sign.ZERO,
        frozenset({-1, 0}): Sign.NONPOSITIVE,
        frozenset({-1}): Sign.NEGATIVE,
    }
    return names.get(frozenset(signs), Sign.UNKNOWN)


def _ends(symbol: Symbol, generator: PolyElement, line: Sequence[LinePiece]) -> Iterator[Hypothesis]:
    """Yield that a whole number is at least the first and at most the last one on its line."""
    first, last = line[0], line[-1]
    least = first.sample if first.is_root else first.least
    most = last.sample if last.is_root else last.most
    if least is not None:
        yield Hypothesis(generator - QQ(int(least)), False, f"{symbol} >= {least}")
    if most is not None:
        yield Hypothesis(QQ(int(most)) - generator, False, f"{symbol} <= {most}")


def point_at(point: Mapping[Symbol, Array], position: int) -> dict[Symbol, Rational]:
    """Return one sampled point in exact fractions."""
    return {s: Rational(*float(x[position]).as_integer_ratio()) for s, x in point.items()}


def make_domain(converter: poly.Converter, given: Iterable[Any] = (), poles: Iterable[PolyElement] = ()) -> Domain:
    """Return the domain of a converter's generators under the user's inequalities, away from the poles.

    Raises InvalidModelError for anything that is not an inequality.
    """
    base = Domain(converter.ring)
    return Domain(converter.ring, tuple(_hypothesis(relation, converter, base) for relation in given), tuple(poles))


def supposed(given: Any) -> tuple[Any, ...]:
    """Return the user's inequalities, one alone included: what is true already left out, conjunctions taken apart.

    Raises InvalidModelError for anything else, such as text, equalities, and inequalities that are plainly false.

    >>> b, x = Symbol("b", positive=True), Symbol("x", real=True)
    >>> supposed([b > 0, (x > 1) & (x < 2)])
    (x > 1, x < 2)
    """
    if isinstance(given, (str, bytes)):
        raise InvalidModelError(f"given: expected SymPy inequalities such as phi <= 1, got the text {given!r}")
    relations = list(given) if np.iterable(given) else [given]
    return tuple(part for relation in relations for part in _parts(relation))


def _parts(relation: Any) -> list[Any]:
    if isinstance(relation, (bool, np.bool_, BooleanAtom)):
        if relation:
            return []
        raise InvalidModelError("given: an inequality is false whatever the parameters' values; nothing can satisfy it")
    if isinstance(relation, And):
        return [part for each in sorted(relation.args, key=default_sort_key) for part in _parts(each)]
    sides(relation)
    return [relation]


def sides(relation: Any) -> tuple[Expr, bool]:
    """Return (e, strict): the inequality says e >= 0, or e > 0. Raises InvalidModelError for anything else."""
    if isinstance(relation, (GreaterThan, StrictGreaterThan)):
        return relation.lhs - relation.rhs, isinstance(relation, StrictGreaterThan)
    if isinstance(relation, (LessThan, StrictLessThan)):
        return relation.rhs - relation.lhs, isinstance(relation, StrictLessThan)
    if isinstance(relation, Equality):
        raise InvalidModelError(
            f"given: {brief(relation)} is an equality; put the value in instead: game.substitute({{symbol: value}})"
        )
    raise InvalidModelError(
        "given: expected inequalities between expressions, such as phi <= 1 or s1 > s2; got "
        + (brief(relation) if isinstance(relation, Basic) else brief(repr(relation)))
    )


def _hypothesis(relation: Any, converter: poly.Converter, base: Domain) -> Hypothesis:
    difference, strict = sides(relation)
    fraction = converter(difference)
    top = fraction.numerator
    for denominator, k in fraction.denominator.items():
        sign = base.sign_by_terms(denominator)
        if sign is Sign.UNKNOWN and k % 2:
            top = top * denominator
        elif sign in (Sign.NEGATIVE, Sign.NONPOSITIVE) and k % 2:
            top = -top
    return Hypothesis(top, strict, str(relation))
