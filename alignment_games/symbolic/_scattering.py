"""From samples to a point where given polynomials are all positive, by chance: the best of those scattered about."""

from __future__ import annotations

import numpy as np
from sympy import Symbol

from alignment_games.arrays import Array
from alignment_games.symbolic._domain import Domain, Sample, Sign
from alignment_games.symbolic._evaluation import Evaluation, surely
from alignment_games.symbolic._samples import allowed

#: So many of the best points are kept each round, so many are scattered about each, for so many rounds.
_KEPT, _ABOUT, _ROUNDS = 40, 8, 14
#: The widest and the narrowest scatter, as powers of two of a coordinate.
_WIDEST, _NARROWEST = 1, -9
#: Binary digits that the coordinates of a point are tried with.
_DIGITS = range(2, 53)


def scattered(evaluation: Evaluation, wanted: Array, domain: Domain, sample: Sample) -> dict[Symbol, Array] | None:
    """Return one point of the domain, as arrays of one, where every polynomial is of the sign wanted, or None.

    ``wanted``: the signs, 0 where none is. The least of the polynomials, with these signs and each as a share of the
    sizes of its terms, is raised from the best of the samples.
    """
    if any(s.is_integer for s in domain.symbols) or not sample[1].shape[1]:
        return None

    def least_of(values: Array) -> Array:
        return np.asarray((wanted[:, None] * evaluation.shares(values))[wanted != 0].min(axis=0))

    rng = np.random.default_rng(0)
    points, least = sample[0], least_of(sample[1])
    for _ in range(_ROUNDS):
        best = np.argsort(-least, kind="stable")[:_KEPT]
        points, least = {s: x[best] for s, x in points.items()}, least[best]
        if surely(least[0]):
            return shortened(evaluation, wanted, domain, {s: x[:1] for s, x in points.items()})
        near = {s: about(s, np.repeat(x, _ABOUT), rng) for s, x in points.items()}
        values, inside = allowed(domain, near)
        points = {s: np.concatenate([x, near[s]]) for s, x in points.items()}
        least = np.append(least, np.where(inside, least_of(values), -1.0))
    return None


def shortened(evaluation: Evaluation, wanted: Array, domain: Domain, point: dict[Symbol, Array]) -> dict[Symbol, Array]:
    """Return a point, as arrays of one, with as few binary digits as leave the polynomials the signs wanted."""
    rounded = {s: _rounded(float(x[0])) for s, x in point.items()}
    values, inside = allowed(domain, rounded)
    holds = (evaluation.signs(values) * wanted[:, None] > 0)[wanted != 0].all(axis=0)
    hits = np.flatnonzero(inside & holds)
    return {s: x[hits[:1]] for s, x in rounded.items()} if len(hits) else point


def _rounded(x: float) -> Array:
    """Return a number rounded to two binary digits, to three, and so on."""
    mantissa, exponent = np.frexp(x)
    return np.array([np.ldexp(np.round(np.ldexp(mantissa, digits)), exponent - digits) for digits in _DIGITS])


def about(symbol: Symbol, x: Array, rng: np.random.Generator) -> Array:
    """Return numbers near others, in proportion where the symbol has a sign."""
    step = rng.normal(size=len(x)) * 2.0 ** rng.integers(_NARROWEST, _WIDEST + 1, size=len(x))
    if Sign.of_symbol(symbol) is not Sign.UNKNOWN:
        return np.asarray(x * 2**step)
    return np.asarray(x + step * np.maximum(np.abs(x), 1))
