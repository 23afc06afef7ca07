r"""What is known about the parameters: signs from SymPy's assumptions, further inequalities from the user.

Three questions are answered here, each soundly and none completely: what sign does a polynomial have
everywhere; at which rational points does it have which sign; does it follow from others (`_certificates`).
Parameters are real numbers: a symbol without assumptions is read as real, of either sign.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Expr, Rational, Symbol, lambdify
from sympy.core.relational import GreaterThan, LessThan, StrictGreaterThan, StrictLessThan
from sympy.polys.rings import PolyElement, PolyRing

from alignment_games.errors import InvalidModelError
from alignment_games.symbolic import _polynomials as poly

Array = NDArray[Any]

#: A float sum is trusted for its sign above this share of the sum of its terms' sizes: rounding is 1e-12 at most.
_TRUSTED_SHARE = 1e-9
#: With fewer random points than this in the domain, more are taken near a point of it.
_FEWEST = 50
#: Larger samples are left in the order in which they were drawn.
_MOST_TO_SORT = 10_000


class Sign(enum.Enum):
    """The sign of an expression wherever the assumptions hold."""

    POSITIVE = "positive"
    NONNEGATIVE = "non-negative"
    ZERO = "zero"
    NONPOSITIVE = "non-positive"
    NEGATIVE = "negative"
    UNKNOWN = "ambiguous"

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
    """The generators of the payoffs, their signs, and the user's inequalities."""

    ring: PolyRing
    given: tuple[Hypothesis, ...] = ()
    _samples: dict[tuple[int, int], tuple[dict[Symbol, Array], Array]] = field(default_factory=dict, repr=False)

    @cached_property
    def signs(self) -> tuple[Sign, ...]:
        """The sign of each generator."""
        return tuple(_assumed_sign(g) for g in self.ring.symbols)

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """The symbols in the generators, by name."""
        found = {s for g in self.ring.symbols for s in g.free_symbols}
        return tuple(sorted(found, key=str))

    def monomial_sign(self, monomial: Sequence[int]) -> Sign:
        """Return the sign of a product of powers of generators."""
        positive, strict = True, True
        for sign, exponent in zip(self.signs, monomial, strict=True):
            if not exponent:
                continue
            strict = strict and sign.strict
            if exponent % 2 == 0:
                continue
            if sign is Sign.UNKNOWN:
                return Sign.UNKNOWN
            if sign in (Sign.NEGATIVE, Sign.NONPOSITIVE):
                positive = not positive
        sign = Sign.POSITIVE if strict else Sign.NONNEGATIVE
        return sign if positive else sign.flipped

    def sign_by_terms(self, polynomial: PolyElement) -> Sign:
        """Return the sign when no two terms disagree."""
        if not polynomial:
            return Sign.ZERO
        found = set()
        for monomial, coefficient in polynomial.terms():
            sign = self.monomial_sign(monomial)
            found.add(sign if coefficient > 0 else sign.flipped)
        if found <= {Sign.POSITIVE, Sign.NONNEGATIVE}:
            return Sign.POSITIVE if Sign.POSITIVE in found else Sign.NONNEGATIVE
        if found <= {Sign.NEGATIVE, Sign.NONPOSITIVE}:
            return Sign.NEGATIVE if Sign.NEGATIVE in found else Sign.NONPOSITIVE
        return Sign.UNKNOWN

    def samples(self, count: int = 4000, seed: int = 0) -> tuple[dict[Symbol, Array], Array]:
        """Return random rational points of the domain, and the generators' values there.

        Coordinates are binary fractions, so that a float is the point itself, those of few digits first.
        Points that break an inequality of ``given``, or come too near for the sign to be sure, are left out.
        """
        key = count, seed
        if key not in self._samples:
            rng = np.random.default_rng(seed)
            point = {s: _random_values(s, count, rng) for s in self.symbols}
            values, keep = self._allowed(point)
            if self.given and keep.sum() < _FEWEST:
                point = self._around(count, rng) or point
                values, keep = self._allowed(point)
            order = np.flatnonzero(keep)
            if count <= _MOST_TO_SORT:
                digits = sum(map(_length, (x[keep] for x in point.values())), np.zeros(len(order)))
                order = order[np.argsort(digits, kind="stable")]
            self._samples[key] = {s: x[order] for s, x in point.items()}, values[:, order]
        return self._samples[key]

    def _allowed(self, point: dict[Symbol, Array]) -> tuple[Array, Array]:
        """Return the generators' values, and which points satisfy every inequality of ``given``."""
        values = self._generator_values(point)
        keep: Array = np.asarray(np.isfinite(values).all(axis=0))
        for hypothesis in self.given:
            keep[keep] &= signs_at(hypothesis.polynomial, values[:, keep]) > 0
        return values, keep

    def _around(self, count: int, rng: np.random.Generator) -> dict[Symbol, Array] | None:
        """Return points scattered about one that satisfies ``given``, for domains too narrow to hit by chance."""
        from alignment_games.symbolic._points import find_point  # which samples the domain without ``given``

        centre = find_point([h.polynomial for h in self.given], Domain(self.ring))
        if centre is None:
            return None
        width = 2.0 ** -rng.integers(1, 8, size=count)
        return {
            s: float(x) * (1 + width * rng.integers(-63, 64, size=count) / 64 * (np.arange(count) > 0))
            for s, x in centre.items()
        }

    def _generator_values(self, point: Mapping[Symbol, Array]) -> Array:
        values = np.empty((self.ring.ngens, len(next(iter(point.values()), np.empty(1)))))
        with np.errstate(all="ignore"):
            for k, generator in enumerate(self.ring.symbols):
                if generator.is_Symbol:
                    values[k] = point[generator]
                else:
                    values[k] = lambdify(self.symbols, generator, "numpy")(*(point[s] for s in self.symbols))
        return values


def signs_at(polynomial: PolyElement, values: Array) -> Array:
    """Return +1 or -1 at each point (a column of generator values), 0 where floats cannot tell."""
    total, size = np.zeros(values.shape[1]), np.zeros(values.shape[1])
    with np.errstate(over="ignore", invalid="ignore"):
        for monomial, coefficient in polynomial.terms():
            term = np.full(values.shape[1], float(coefficient.numerator) / float(coefficient.denominator))
            for k, exponent in enumerate(monomial):
                if exponent:
                    term *= values[k] ** exponent
            total += term
            size += np.abs(term)
    size[~np.isfinite(size)] = np.inf
    return np.where(np.abs(total) > _TRUSTED_SHARE * size, np.sign(np.nan_to_num(total)), 0).astype(int)


def point_at(point: Mapping[Symbol, Array], position: int) -> dict[Symbol, Rational]:
    """Return one sampled point in exact fractions."""
    return {s: Rational(*float(x[position]).as_integer_ratio()) for s, x in point.items()}


def make_domain(converter: poly.Converter, given: Iterable[Any] = ()) -> Domain:
    """Return the domain of a converter's generators under the user's inequalities.

    Raises InvalidModelError for anything that is not an inequality, and for one that is plainly false.
    """
    base = Domain(converter.ring)
    return Domain(converter.ring, tuple(_hypothesis(relation, converter, base) for relation in given))


def sides(relation: Any) -> tuple[Expr, bool]:
    """Return (e, strict): the inequality says e >= 0, or e > 0. Raises InvalidModelError for anything else."""
    if isinstance(relation, (GreaterThan, StrictGreaterThan)):
        return relation.lhs - relation.rhs, isinstance(relation, StrictGreaterThan)
    if isinstance(relation, (LessThan, StrictLessThan)):
        return relation.rhs - relation.lhs, isinstance(relation, StrictLessThan)
    raise InvalidModelError(
        f"given: expected inequalities between expressions, such as phi <= 1 or s1 > s2; got {relation!r}"
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


def _assumed_sign(generator: Expr) -> Sign:
    if generator.is_positive:
        return Sign.POSITIVE
    if generator.is_negative:
        return Sign.NEGATIVE
    if generator.is_nonnegative:
        return Sign.NONNEGATIVE
    if generator.is_nonpositive:
        return Sign.NONPOSITIVE
    return Sign.UNKNOWN


def _length(x: Array) -> Array:
    """Return roughly how many binary digits a number takes: those of its fraction and those of its scale."""
    mantissa, exponent = np.frexp(np.abs(x))
    digits = np.argmax(np.stack([mantissa * 2.0**k % 1 == 0 for k in range(1, 12)]), axis=0)
    return np.asarray(digits + np.abs(exponent - 1))


def _random_values(symbol: Symbol, count: int, rng: np.random.Generator) -> Array:
    """Return binary fractions over narrow and wide scales around one, in the signs that the symbol allows."""
    spread = rng.choice([1.0, 3.0, 8.0], size=count)
    exponents = np.round(rng.uniform(-1, 1, size=count) * spread)
    steps = 2 ** np.where(np.arange(count) < count // 2, 1, 6)
    values = rng.integers(steps, 2 * steps) / steps * 2.0**exponents
    if symbol.is_integer:
        values = np.ceil(values)
    sign = _assumed_sign(symbol)
    if sign in (Sign.NEGATIVE, Sign.NONPOSITIVE):
        values = -values
    elif sign is Sign.UNKNOWN:
        values = values * rng.choice([-1.0, 1.0], size=count)
    return np.asarray(values)
