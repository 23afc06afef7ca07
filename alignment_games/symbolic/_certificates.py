r"""Proofs that an inequality follows from others, as identities that anyone can check.

The goal :math:`g \ge 0` follows from :math:`q_k \ge 0` when

.. math:: g = \sum_k \mu_k\, q_k + r

with every multiplier :math:`\mu_k` and the remainder r a sum of non-negative terms (non-negative
coefficients times products of powers that the assumptions make non-negative). With constant multipliers
and affine g, q this is Farkas' lemma and finds every implication; with monomials for multipliers
(Handelman 1988, Pólya 1928) it is a sound test for polynomials. The multipliers come from a linear
program (HiGHS, in floats); the basis that it ends in is then solved again in exact fractions and the
identity is verified term by term, so that a certificate is a proof and rounding can only lose one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from sympy import Expr, expand
from sympy.polys.rings import PolyElement

from alignment_games.arrays import Array
from alignment_games.symbolic._domain import Domain, Hypothesis, Sign
from alignment_games.symbolic._evaluation import number_sign, signs_at, terms
from alignment_games.symbolic._fractions import coefficients, generators
from alignment_games.symbolic._points import samples
from alignment_games.symbolic._program import Column, Program, codes
from alignment_games.text.display import Displayed

#: Multipliers tried in one linear program; more are not looked at, which can only lose a proof.
_MOST_COLUMNS = 600
_MOST_TERMS = 400
#: Pairs of terms, of a hypothesis and of a target, that are compared.
_MOST_PAIRS = 40_000


@dataclass(frozen=True, eq=False, repr=False)
class SignCertificate(Displayed):
    """A proof that ``goal`` is non-negative (positive if ``strict``): a weighted sum of hypotheses.

    ``polynomial``: the goal. ``weighted``: pairs of a non-negative multiplier and the hypothesis. ``rest``: what is
    left, a polynomial without a negative term. As expressions, which take their time to make, these are ``goal``,
    ``terms`` (multiplier, hypothesis, label) and ``remainder``.
    """

    polynomial: PolyElement
    strict: bool
    weighted: tuple[tuple[PolyElement, Hypothesis], ...]
    rest: PolyElement

    @property
    def goal(self) -> Expr:
        """What is proven to be non-negative."""
        return self.polynomial.as_expr()

    @cached_property
    def terms(self) -> tuple[tuple[Expr, Expr, str], ...]:
        """The multipliers, what they multiply, and the names of these hypotheses."""
        return tuple((m.as_expr(), h.polynomial.as_expr(), h.label) for m, h in self.weighted)

    @property
    def remainder(self) -> Expr:
        """What is left of the goal, without a negative term."""
        return self.rest.as_expr()

    def without(self, proofs: Mapping[Hypothesis, SignCertificate]) -> SignCertificate:
        """Return the proof in which the proofs of some hypotheses stand in their place."""
        weighted: dict[Hypothesis, PolyElement] = {}
        rest = self.rest
        for multiplier, hypothesis in self.weighted:
            proof = proofs.get(hypothesis)
            parts = [(self.polynomial.ring.one, hypothesis)] if proof is None else proof.weighted
            for inner, leant_on in parts:
                weighted[leant_on] = weighted.get(leant_on, 0) + multiplier * inner
            rest = rest if proof is None else rest + multiplier * proof.rest
        return replace(self, weighted=tuple((m, h) for h, m in weighted.items()), rest=rest)

    def check(self) -> bool:
        """Return whether the identity holds, by expanding it."""
        total = sum((m * q for m, q, _ in self.terms), self.remainder)
        return bool(expand(self.goal - total) == 0)

    def __str__(self) -> str:
        parts = [f"({m})*[{label}]" for m, _, label in self.terms]
        if self.remainder != 0 or not parts:
            parts.append(f"({self.remainder})")
        return f"{self.goal} = {' + '.join(parts)}"


def prove(
    goal: PolyElement, hypotheses: Sequence[Hypothesis], domain: Domain, *, strict: bool = False
) -> SignCertificate | None:
    """Return a proof that the goal is non-negative (positive if ``strict``) where the hypotheses hold, or None.

    A strict proof of the goal 0 shows that the hypotheses cannot hold together.
    """
    if len(goal) > _MOST_TERMS:
        return None
    used = [*hypotheses, *domain.given, *domain.whole, *_products(domain.given)]
    numbers = [(k, (0,) * domain.ring.ngens) for k in range(len(used))]
    found = _proof(Program(goal, used, numbers, domain, strict=strict))
    if found or not used:
        return found
    return _proof(Program(goal, used, _columns(goal, used, domain), domain, strict=strict), len(numbers))


def _proof(program: Program, tried: int = 0) -> SignCertificate | None:
    """Return a proof with the multipliers of this program, or None; so many of the first alone give none."""
    proof = program.solve(tried) if program.columns else program.proof([])
    if proof is None:
        return None
    multipliers, remainder, is_strict = proof
    weighted = tuple((m, program.used[k]) for k, m in multipliers.items())
    return SignCertificate(program.goal, is_strict, weighted, remainder)


def impossible(hypotheses: Sequence[Hypothesis], domain: Domain) -> SignCertificate | None:
    """Return a proof that the hypotheses cannot hold together, or None when none was found."""
    return prove(domain.ring.zero, hypotheses, domain, strict=True)


def sign(polynomial: PolyElement, domain: Domain) -> Sign:
    """Return the sign that a polynomial has everywhere, as far as it can be proven: points refute, proofs decide."""
    found = domain.sign_by_terms(polynomial)
    if found is Sign.UNKNOWN:
        found = domain.sign_on_line(polynomial)
    if found is Sign.UNKNOWN and not any(domain.ring.symbols[g].free_symbols for g in generators(polynomial)):
        known = number_sign(polynomial.as_expr())
        found = found if known is None else (Sign.ZERO, Sign.POSITIVE, Sign.NEGATIVE)[known]
    if found is not Sign.UNKNOWN:
        return found
    seen = set(signs_at(polynomial, samples(domain)[1]).tolist()) - {0}
    if seen == {1}:
        return _proven_positive(polynomial, domain)
    return _proven_positive(-polynomial, domain).flipped if seen == {-1} else Sign.UNKNOWN


def _proven_positive(polynomial: PolyElement, domain: Domain) -> Sign:
    if _positive_by_discriminant(polynomial, domain) or prove(polynomial, (), domain, strict=True):
        return Sign.POSITIVE
    return Sign.NONNEGATIVE if prove(polynomial, (), domain) else Sign.UNKNOWN


def _positive_by_discriminant(polynomial: PolyElement, domain: Domain) -> bool:
    """Whether it is a*x**2 + b*x + c in some generator x with a > 0 and 4ac > b**2 by the signs of their terms."""
    for i, degree in enumerate(polynomial.degrees()):
        if degree == 2:
            c, b, a = coefficients(polynomial, i)
            if all(domain.sign_by_terms(p) is Sign.POSITIVE for p in (a, 4 * a * c - b**2)):
                return True
    return False


def _products(given: Sequence[Hypothesis]) -> list[Hypothesis]:
    """Return the products of pairs of the user's inequalities, when these are few."""
    if len(given) > 6:
        return []
    pairs = [(a, b) for k, a in enumerate(given) for b in given[: k + 1]]
    return [
        Hypothesis(a.polynomial * b.polynomial, a.strict and b.strict, f"({a.label})*({b.label})") for a, b in pairs
    ]


def _columns(goal: PolyElement, used: Sequence[Hypothesis], domain: Domain) -> list[Column]:
    """Return (hypothesis, monomial multiplier): one, and what carries a term onto a term of the others."""
    one = (0,) * domain.ring.ngens
    found: dict[Column, None] = {(k, one): None for k in range(len(used))}
    for k, hypothesis in enumerate(used):
        targets = [goal] if goal else [h.polynomial for j, h in enumerate(used) if j != k]
        carriers = _carriers(hypothesis.polynomial, targets, exact=bool(goal))
        allowed = carriers[domain.monomial_signs(carriers)[0] > 0]
        found |= {(k, tuple(multiplier)): None for multiplier in allowed.tolist()}
        if len(found) >= _MOST_COLUMNS:
            break
    return list(found)[:_MOST_COLUMNS]


def _carriers(source: PolyElement, targets: Sequence[PolyElement], *, exact: bool) -> Array:
    """Return monomials that carry a term of the source onto a term of a target (onto a multiple, if not exact)."""
    each = [terms(target)[0] for target in targets if len(source) * len(target) <= _MOST_PAIRS]
    if not each:
        return np.empty((0, source.ring.ngens), dtype=np.int64)
    between = (_distinct(np.concatenate(each))[:, None] - terms(source)[0]).reshape(-1, source.ring.ngens)
    return _distinct(between[(between >= 0).all(axis=1)] if exact else np.maximum(between, 0))


def _distinct(monomials: Array) -> Array:
    """Return each monomial once, in the order in which they first come."""
    return monomials[np.sort(np.unique(codes(monomials), return_index=True)[1])]
