"""Gröbner bases of ideals of polynomials with rational coefficients, by Buchberger's algorithm (1965).

Pairs that need no look are left out by the criteria of Gebauer & Möller 1988 (Becker & Weispfenning 1993, page 232);
of the others the one with the lowest common multiple comes first. A monomial is one whole number, in which products
are sums: its upper fields are what the order compares (the powers of the first ``apart`` unknowns, then the sums of the
powers of all unknowns but the last, all but the last two, ...: the graded reverse lexicographic order), its lower
fields are the powers, each below a bit that a power too small to be taken away from sets.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

#: Bits of each field: powers and their sums stay below 2 ** 19.
_BITS = 20

#: The coefficients of a polynomial by its monomials.
Terms = dict[int, Any]


@dataclass(frozen=True)
class Monomials:
    """Monomials in so many unknowns as whole numbers; larger ones are larger numbers, products are sums."""

    unknowns: int
    apart: int = 0

    @property
    def guard(self) -> int:
        """The bit above each power."""
        return sum(1 << (_BITS * k + _BITS - 1) for k in range(self.unknowns))

    @property
    def powers(self) -> int:
        """All bits of the powers."""
        return (1 << _BITS * self.unknowns) - 1

    def number(self, powers: Sequence[int]) -> int:
        """Return the number of a monomial."""
        first, rest = powers[: self.apart], powers[self.apart :]
        whole = 0
        for field in (*first, *reversed(list(accumulate(rest))), *powers):
            whole = whole << _BITS | field
        return whole

    def of(self, number: int) -> tuple[int, ...]:
        """Return the powers of a monomial."""
        mask = (1 << _BITS) - 1
        return tuple(number >> _BITS * k & mask for k in reversed(range(self.unknowns)))

    def common(self, one: int, other: int) -> int:
        """Return the least common multiple of two monomials."""
        return self.number(list(map(max, self.of(one), self.of(other))))


class _Divisors:
    """Polynomials whose leading coefficients are one, by which others are divided."""

    def __init__(self, monomials: Monomials, tick: Callable[[], None]) -> None:
        self._tick, self._guard, self._powers = tick, monomials.guard, monomials.powers
        self.heads: list[int] = []
        self.tails: list[list[tuple[int, Any]]] = []
        self._rows: list[tuple[int, int]] = []

    def add(self, head: int, tail: Iterable[tuple[int, Any]]) -> int:
        """Add a polynomial by its leading monomial and its other terms, and return its place."""
        self.heads.append(head)
        self.tails.append(list(tail))
        self._rows.append((head & self._powers, len(self.heads) - 1))
        return len(self.heads) - 1

    def keep(self, places: Iterable[int]) -> None:
        """Divide by those at some places alone from now on."""
        self._rows = [(self.heads[k] & self._powers, k) for k in places]

    def divides(self, one: int, other: int) -> bool:
        """Return whether a monomial divides another one."""
        guard = self._guard
        return ((other & self._powers | guard) - (one & self._powers)) & guard == guard

    def remainder(self, polynomial: Mapping[int, Any]) -> Terms:
        """Return what is left of a polynomial, of whose monomials no leading one divides any."""
        left, rest, guard = dict(polynomial), {}, self._guard
        while left:
            self._tick()
            top = max(left)
            coefficient = left.pop(top)
            room = top & self._powers | guard
            for powers, k in self._rows:
                if (room - powers) & guard == guard:
                    _take(left, top - self.heads[k], coefficient, self.tails[k])
                    break
            else:
                rest[top] = coefficient
        return rest


def _take(left: Terms, shift: int, coefficient: Any, tail: Iterable[tuple[int, Any]]) -> None:
    """Take from a polynomial the multiple of another one by a term."""
    for monomial, value in tail:
        at = monomial + shift
        new = left.get(at, 0) - coefficient * value
        if new:
            left[at] = new
        else:
            del left[at]


class Basis:
    """The reduced Gröbner basis of some polynomials of a ring with rational coefficients.

    ``apart``: so many of the first unknowns are eliminated: their powers come first in the order. ``tick`` is called
    all the time, and may end the work by raising.
    """

    def __init__(self, ring: Any, polynomials: Iterable[Any], tick: Callable[[], None], apart: int = 0) -> None:
        self.ring = ring
        self._monomials = Monomials(ring.ngens, apart)
        self._divisors = _Divisors(self._monomials, tick)
        self._kept: list[int] = []
        self._pairs: list[tuple[int, int, int]] = []
        for terms in sorted(map(self._terms, polynomials), key=lambda terms: max(terms, default=0)):
            self._include(self._divisors.remainder(terms))
        while self._pairs:
            common, one, other = heapq.heappop(self._pairs)
            self._include(self._divisors.remainder(self._difference(common, one, other)))
        self._reduce()

    @cached_property
    def heads(self) -> list[tuple[int, ...]]:
        """The leading monomials, as powers."""
        return [self._monomials.of(self._divisors.heads[k]) for k in self._kept]

    def polynomials(self) -> list[Any]:
        """Return the basis as polynomials of the ring."""
        one, divisors = self.ring.domain.one, self._divisors
        return [self._polynomial({divisors.heads[k]: one, **dict(divisors.tails[k])}) for k in self._kept]

    def remainder(self, polynomial: Any) -> Any:
        """Return the one polynomial with the same values modulo the ideal whose monomials no head divides."""
        return self._polynomial(self._divisors.remainder(self._terms(polynomial)))

    def _terms(self, polynomial: Any) -> Terms:
        return {self._monomials.number(powers): value for powers, value in polynomial.items()}

    def _polynomial(self, terms: Terms) -> Any:
        return self.ring.from_dict({self._monomials.of(number): value for number, value in terms.items()})

    def _difference(self, common: int, one: int, other: int) -> Terms:
        """Return the combination of two polynomials in which their leading terms cancel."""
        heads, tails = self._divisors.heads, self._divisors.tails
        found = {monomial + common - heads[one]: value for monomial, value in tails[one]}
        _take(found, common - heads[other], self.ring.domain.one, tails[other])
        return found

    def _include(self, terms: Terms) -> None:
        """Take up a polynomial that nothing divides, and the pairs with it that need a look."""
        if not terms:
            return
        head, divides = max(terms), self._divisors.divides
        lead = terms.pop(head)
        new = self._divisors.add(head, ((monomial, value / lead) for monomial, value in terms.items()))
        heads = self._divisors.heads
        with_new = {k: self._monomials.common(head, heads[k]) for k in [*self._kept, *self._partners()]}
        self._pairs = [
            (common, one, other)
            for common, one, other in self._pairs
            if not divides(head, common) or common in (with_new[one], with_new[other])
        ]
        left, taken = list(self._kept), list[int]()
        while left:
            k = left.pop()
            apart = with_new[k] == head + heads[k]
            if apart or not any(divides(with_new[other], with_new[k]) for other in [*left, *taken]):
                taken.append(k)
        self._pairs += [(with_new[k], k, new) for k in taken if with_new[k] != head + heads[k]]
        heapq.heapify(self._pairs)
        self._kept = [k for k in self._kept if not divides(head, heads[k])] + [new]
        self._divisors.keep(self._kept)

    def _partners(self) -> set[int]:
        """Return the polynomials that stand in a pair."""
        return {k for _, *pair in self._pairs for k in pair}

    def _reduce(self) -> None:
        """Make every polynomial its own remainder by the others."""
        self._kept.sort(key=self._divisors.heads.__getitem__)
        for k in self._kept:
            self._divisors.tails[k] = list(self._divisors.remainder(dict(self._divisors.tails[k])).items())
