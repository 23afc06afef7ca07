r"""Polynomials of one probability, in Bernstein's form with whole numbers: exact signs and isolated roots.

The chance that j of d alike players act is Bernstein's polynomial :math:`\binom{d}{j} p^j (1-p)^{d-j}`, so that the
expected gain of one more has the gains themselves as coefficients. Coefficients of one sign leave no root; one change
of sign leaves exactly one (Descartes' rule in Bernstein's form); halving parts the rest. Whole numbers make every sign
a fact.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import comb, lcm

#: Halvings after which roots that are still together count as one multiple root.
_TOGETHER = 80
#: Bits to which a root is enclosed, relative to its size.
_BITS = 70
Interval = tuple[Fraction, Fraction]


def whole(values: Sequence[Fraction]) -> list[int]:
    """Return values times their common denominator: the signs are the same."""
    common = lcm(*(value.denominator for value in values))
    return [int(value * common) for value in values]


def sign_changes(coefficients: Sequence[int]) -> int:
    """Return how often the sign changes along the coefficients, zeros passed over."""
    signs = [value > 0 for value in coefficients if value]
    return sum(one != other for one, other in itertools.pairwise(signs))


def halves(coefficients: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the polynomial on either half of its interval, times a power of two."""
    degree = len(coefficients) - 1
    row = [value << degree for value in coefficients]
    left, right = [row[0]], [row[-1]]
    for _ in range(degree):
        row = [(one + other) >> 1 for one, other in itertools.pairwise(row)]
        left.append(row[0])
        right.append(row[-1])
    return left, right[::-1]


def roots(coefficients: Sequence[int]) -> list[Interval] | None:
    """Return an interval around each root in (0, 1), ascending and tight; None where roots cannot be parted.

    >>> [(float(low), float(high)) for low, high in roots([3, -1])]
    [(0.75, 0.75)]
    """
    found: list[Interval] = []
    for low, high, part in _isolated(list(coefficients)):
        if part is None:
            return None
        found.append(_tight(low, high, part))
    return sorted(found)


def _isolated(coefficients: list[int]) -> Iterator[tuple[Fraction, Fraction, list[int] | None]]:
    """Yield the intervals with one root, and the polynomial on each; None for it where that cannot be told."""
    stack = [(Fraction(0), Fraction(1), coefficients)]
    while stack:
        low, high, part = stack.pop()
        changes = sign_changes(part)
        if changes == 1:
            yield low, high, part
        elif changes > 1 and (high - low) * 2**_TOGETHER < 1:
            yield low, high, None
        elif changes > 1:
            middle, (left, right) = (low + high) / 2, halves(part)
            if left[-1] == 0:  # at the middle: a root of its own
                yield middle, middle, [0]
            stack += [(middle, high, right), (low, middle, left)]


def _tight(low: Fraction, high: Fraction, part: list[int]) -> Interval:
    """Return the interval with one root halved until it is short beside its distance from 0 and 1."""
    if low == high:
        return low, high
    first = next(value for value in part if value) > 0
    while (high - low) * 2**_BITS > min(high, 1 - low):
        middle, (left, right) = (low + high) / 2, halves(part)
        if left[-1] == 0:
            return middle, middle
        if (left[-1] > 0) == first:
            low, part = middle, right
        else:
            high, part = middle, left
    return low, high


def sign_on(coefficients: Sequence[int], interval: Interval) -> int | None:
    """Return the sign of a polynomial on an interval; None where it is not one and the same."""
    signs = {(value > 0) - (value < 0) for value in on_interval(coefficients, *interval)[0]}
    return signs.pop() if len(signs) == 1 else None


def on_interval(coefficients: Sequence[int], low: Fraction, high: Fraction) -> tuple[list[int], int]:
    """Return the coefficients of the polynomial on an interval times a positive number, and it; ``high`` above 0.

    >>> on_interval([3, -1], Fraction(1, 2), Fraction(1))
    ([4, -4], 4)
    """
    common = lcm(low.denominator, high.denominator)
    start, end = int(low * common), int(high * common)
    below = _parted(coefficients, end, common)[0]
    return _parted(below, start, end)[1], (common * end) ** (len(coefficients) - 1)


def _parted(coefficients: Sequence[int], at: int, of: int) -> tuple[list[int], list[int]]:
    """Return the polynomial below and above the point ``at / of`` of its interval, each times a power of ``of``."""
    degree, row = len(coefficients) - 1, list(coefficients)
    left, right = [row[0] * of**degree], [row[-1] * of**degree]
    for done in range(1, degree + 1):
        row = [(of - at) * one + at * other for one, other in itertools.pairwise(row)]
        left.append(row[0] * of ** (degree - done))
        right.append(row[-1] * of ** (degree - done))
    return left, right[::-1]


def have_common_root(one: Sequence[int], other: Sequence[int]) -> bool:
    """Return whether two polynomials share a root in (0, 1), by their greatest common divisor."""
    from sympy import Poly, Symbol, gcd

    p = Symbol("p")

    def powers(coefficients: Sequence[int]) -> Poly:
        degree = len(coefficients) - 1
        terms = (comb(degree, j) * c * p**j * (1 - p) ** (degree - j) for j, c in enumerate(coefficients))
        return Poly(sum(terms), p)

    shared = gcd(powers(one), powers(other))
    return shared.degree() > 0 and any(0 < root < 1 for root in shared.real_roots())
