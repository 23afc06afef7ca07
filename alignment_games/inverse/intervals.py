r"""Formulas over many boxes at once, in intervals rounded outwards, with their slopes.

Each operation widens its result by one float on either side, so that what is proven of an interval is proven of every
number in it (Moore 1966). Slopes are carried along in the same arithmetic. Where a slope has one sign over a box, the
formula is monotone there and its ends are taken at corners; else the mean-value form

.. math:: f(X) \subseteq f(c) + \sum_k f'_k(X) (X_k - c_k)

is met with the plain one (Moore, Kearfott & Cloud 2009, ch. 6). A contest :math:`u / (u + w)` has both of its parts
twice, which loosens plain intervals; it is taken at once, as it rises in u and falls in w.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from sympy import Add, Expr, Float, Mul, Pow, Rational, Symbol, exp

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError

#: Powers and exponentials of numpy are right to a few units in the last place: widened by this share.
_WIDE = 1e-14
_LARGEST_POWER = 64


class NumberRange(NamedTuple):
    """Numbers between ``low`` and ``high``, each of shape ``(boxes,)`` or ``(inputs, boxes)``."""

    low: Array
    high: Array


class Slope(NamedTuple):
    """A formula's value over boxes, and its derivative by each input, ``(inputs, boxes)``; None where constant."""

    value: NumberRange
    by_input: NumberRange | None


def _outwards(low: Array, high: Array) -> NumberRange:
    """Return an interval one float wider on either side; where an operation has no number, all numbers."""
    low, high = np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)
    return NumberRange(np.nextafter(low, -np.inf), np.nextafter(high, np.inf))


def plus(a: NumberRange, b: NumberRange) -> NumberRange:
    """Return the sums."""
    return _outwards(a.low + b.low, a.high + b.high)


def times(a: NumberRange, b: NumberRange) -> NumberRange:
    """Return the products; zero times infinity is zero, as it is for all numbers in an interval."""
    ends = [np.asarray(x * y) for x in a for y in b]
    ends = [np.where(np.isnan(end), 0.0, end) for end in ends]
    low, high = (np.minimum, np.maximum)
    return _outwards(
        low(low(ends[0], ends[1]), low(ends[2], ends[3])), high(high(ends[0], ends[1]), high(ends[2], ends[3]))
    )


def inverse(a: NumberRange) -> NumberRange:
    """Return one over the numbers: all numbers where zero is strictly among them."""
    low, high = 1 / a.high, 1 / a.low
    around = (a.low < 0) & (a.high > 0)
    low = np.where((a.high == 0) | around, -np.inf, low)
    high = np.where((a.low == 0) | around, np.inf, high)
    return _outwards(low, high)


def power(a: NumberRange, exponent: int) -> NumberRange:
    """Return whole powers of at least one, by repeated products; an even one is never negative."""
    if exponent % 2 == 0:
        root = power(a, exponent // 2) if exponent > 2 else a
        inside = (root.low <= 0) & (root.high >= 0)
        small = np.minimum(abs(root.low), abs(root.high))
        large = np.maximum(abs(root.low), abs(root.high))
        found = _outwards(np.where(inside, 0.0, small * small), large * large)
        return NumberRange(np.maximum(found.low, 0.0), found.high)
    return a if exponent == 1 else times(a, power(a, exponent - 1))


def _widened(low: Array, high: Array) -> NumberRange:
    found = _outwards(low - _WIDE * abs(low), high + _WIDE * abs(high))
    return NumberRange(np.maximum(found.low, 0.0), found.high)


def _exponential(a: NumberRange) -> NumberRange:
    return _widened(np.exp(a.low), np.exp(a.high))


def _logarithm(a: NumberRange) -> NumberRange:
    low, high = (np.log(np.maximum(end, 0.0)) for end in a)
    return _outwards(low - _WIDE * abs(low), high + _WIDE * abs(high))


def constant(number: Any) -> NumberRange:
    """Return an interval around a SymPy number; a float's own value where it has one."""
    nearest = float(number)
    if Rational(nearest) == number:
        return NumberRange(np.asarray(nearest), np.asarray(nearest))
    return NumberRange(np.asarray(np.nextafter(nearest, -np.inf)), np.asarray(np.nextafter(nearest, np.inf)))


class BoxEvaluation:
    """Formulas at boxes ``low`` to ``high``, each ``(boxes, inputs)``; a part that occurs twice is computed once."""

    def __init__(self, symbols: Sequence[Symbol], low: Array, high: Array, *, slopes: bool) -> None:
        self.slopes, self.size = slopes, low.shape[1]
        self._known: dict[Expr, Slope] = {}
        for k, symbol in enumerate(symbols):
            unit = np.zeros((self.size, 1))
            unit[k] = 1.0
            own = NumberRange(np.asarray(low[:, k], dtype=float), np.asarray(high[:, k], dtype=float))
            self._known[symbol] = Slope(own, NumberRange(unit, unit) if slopes else None)

    def of(self, expression: Expr) -> Slope:
        """Return the enclosure of a formula. Raises UnsupportedGameError for functions that none here has."""
        if expression not in self._known:
            with np.errstate(all="ignore"):  # what is no number encloses all
                self._known[expression] = self._computed(expression)
        return self._known[expression]

    def _computed(self, expression: Expr) -> Slope:
        if isinstance(expression, (Rational, Float)) or expression.is_number:
            return Slope(constant(expression), None)
        if isinstance(expression, Add):
            return self._folded(expression, self._sum)
        if isinstance(expression, Mul):
            contest = contest_in(expression)
            if contest is None:
                return self._folded(expression, self._product)
            return self._product(self.of(contest.factor), self._contest(self.of(contest.part), self.of(contest.rest)))
        if isinstance(expression, exp):
            return self._exponential(self.of(expression.args[0]))
        if isinstance(expression, Pow):
            return self._power(*expression.args)
        raise UnsupportedGameError(f"no enclosure is known of {str(expression)[:60]}; leave other parameters open")

    def _folded(self, expression: Expr, step: Any) -> Slope:
        first, *rest = expression.args
        found = self.of(first)
        for argument in rest:
            found = step(found, self.of(argument))
        return found

    @staticmethod
    def _sum(a: Slope, b: Slope) -> Slope:
        return Slope(plus(a.value, b.value), _added(a.by_input, b.by_input))

    @staticmethod
    def _product(a: Slope, b: Slope) -> Slope:
        slope = _added(_scaled(a.by_input, b.value), _scaled(b.by_input, a.value))
        return Slope(times(a.value, b.value), slope)

    @staticmethod
    def _contest(part: Slope, rest: Slope) -> Slope:
        """Return u / (u + w) for numbers u and w that are not negative."""
        u, w = (NumberRange(np.maximum(each.value.low, 0.0), each.value.high) for each in (part, rest))
        least = times(NumberRange(u.low, u.low), inverse(plus(NumberRange(u.low, u.low), NumberRange(w.high, w.high))))
        most = times(NumberRange(u.high, u.high), inverse(plus(NumberRange(u.high, u.high), NumberRange(w.low, w.low))))
        # Where both parts may be nothing, or without bound, the share may be any.
        low, high = np.nan_to_num(least.low, nan=0.0), np.nan_to_num(most.high, nan=1.0)
        value = NumberRange(np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0))
        square = power(inverse(plus(u, w)), 2)
        minus = times(constant(-1), times(u, square))
        return Slope(value, _added(_scaled(part.by_input, times(w, square)), _scaled(rest.by_input, minus)))

    def _power(self, base: Expr, exponent: Expr) -> Slope:
        if not (exponent.is_Integer and abs(int(exponent)) <= _LARGEST_POWER):
            if exponent.is_number and exponent.is_negative:
                return self._inverse(self._power(base, -exponent))
            if base.is_zero:  # nothing to any positive power
                return Slope(constant(0), None)
            return self._exponential(self._product(self.of(exponent), self._logarithm(self.of(base))))
        whole, of_base = int(exponent), self.of(base)
        if whole < 0:
            return self._inverse(self._power(base, -exponent) if whole < -1 else of_base)
        if whole == 1:
            return of_base
        outer = times(constant(whole), power(of_base.value, whole - 1))
        return Slope(power(of_base.value, whole), _scaled(of_base.by_input, outer))

    @staticmethod
    def _inverse(a: Slope) -> Slope:
        found = inverse(a.value)
        minus = times(constant(-1), power(found, 2))
        return Slope(found, _scaled(a.by_input, minus))

    @staticmethod
    def _exponential(a: Slope) -> Slope:
        found = _exponential(a.value)
        return Slope(found, _scaled(a.by_input, found))

    @staticmethod
    def _logarithm(a: Slope) -> Slope:
        return Slope(_logarithm(a.value), _scaled(a.by_input, inverse(a.value)))


class Contest(NamedTuple):
    """A product as ``factor * part / (part + rest)``, the last two never negative."""

    factor: Expr
    part: Expr
    rest: Expr


@lru_cache(maxsize=4096)  # asked again for every set of boxes
def contest_in(product: Mul) -> Contest | None:
    """Return the contest in a product, as far as the signs of its symbols tell; None where there is none.

    >>> x, y = (Symbol(name, nonnegative=True) for name in "xy")
    >>> contest_in(6 * x**2 / (3 * x**2 + y))
    Contest(factor=2, part=3*x**2, rest=y)
    """
    for below in product.args:
        if not (isinstance(below, Pow) and below.exp == -1 and isinstance(below.base, Add)):
            continue
        for above in product.args:
            for term in below.base.args:
                scale = term / above
                if above.free_symbols and scale.is_Rational and term.is_nonnegative:
                    rest = below.base - term
                    if rest.is_nonnegative:
                        return Contest(product / (above * below) / scale, term, rest)
    return None


def _added(a: NumberRange | None, b: NumberRange | None) -> NumberRange | None:
    if a is None or b is None:
        return b if a is None else a
    return plus(a, b)


def _scaled(a: NumberRange | None, b: NumberRange) -> NumberRange | None:
    return None if a is None else times(a, b)


def enclosed(expression: Expr, symbols: Sequence[Symbol], low: Array, high: Array) -> tuple[NumberRange, NumberRange]:
    """Return what a formula can be over boxes ``(boxes, inputs)``, and its slopes ``(inputs, boxes)``.

    >>> x = Symbol("x")
    >>> found, slope = enclosed(x - x**2 / 4, [x], np.array([[0.0]]), np.array([[1.0]]))
    >>> found.low.round(9).tolist(), found.high.round(9).tolist(), slope.low.round(9).tolist()
    ([-0.0], [0.75], [[0.5]])
    """
    plain = BoxEvaluation(symbols, low, high, slopes=True).of(expression)
    shape = (low.shape[1], len(low))
    nothing = np.zeros(shape)
    slope = plain.by_input or NumberRange(nothing, nothing)
    slope = NumberRange(*(np.broadcast_to(end, shape) for end in slope))
    value = NumberRange(*(np.broadcast_to(end, (len(low),)) for end in plain.value))
    if plain.by_input is None:
        return value, slope
    rises, falls = (slope.low >= 0).T, (slope.high <= 0).T
    at_low = BoxEvaluation(symbols, np.where(falls, high, low), np.where(rises, low, high), slopes=False).of(expression)
    at_high = BoxEvaluation(symbols, np.where(rises, high, low), np.where(falls, low, high), slopes=False).of(
        expression
    )
    mean = _mean_value(expression, symbols, low, high, slope)
    best_low = np.maximum(np.maximum(value.low, at_low.value.low), mean.low)
    best_high = np.minimum(np.minimum(value.high, at_high.value.high), mean.high)
    return NumberRange(best_low, best_high), slope


def _mean_value(
    expression: Expr, symbols: Sequence[Symbol], low: Array, high: Array, slope: NumberRange
) -> NumberRange:
    with np.errstate(all="ignore"):
        middle = low + (high - low) / 2
        found = BoxEvaluation(symbols, middle, middle, slopes=False).of(expression).value
        for k in range(low.shape[1]):
            away = _outwards(low[:, k] - middle[:, k], high[:, k] - middle[:, k])
            found = plus(found, times(NumberRange(slope.low[k], slope.high[k]), away))
    return found
