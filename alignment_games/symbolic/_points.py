r"""Rational points of a domain: random ones, and ones where given polynomials are all positive.

The latter are witnesses that refute, found and then verified. Random points of the domain come first; where these
fail, linear programs climb from them. Where ``given`` is too narrow to hit by chance, the random points themselves
are scattered about a point that was climbed to.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sympy import Rational, Symbol
from sympy.polys.rings import PolyElement

from alignment_games.arrays import Array
from alignment_games.symbolic._climbing import climb
from alignment_games.symbolic._domain import Domain, Sample, point_at
from alignment_games.symbolic._evaluation import Evaluation, signs_of
from alignment_games.symbolic._samples import allowed, intervals, length, random_values, whole_numbers
from alignment_games.symbolic._scattering import scattered

Point = dict[Symbol, Rational]

#: With fewer random points than this in the domain, more are taken near a point of it.
_FEWEST = 50
#: Larger samples are left in the order in which they were drawn.
_MOST_TO_SORT = 10_000
#: Polynomials of more terms in all are not evaluated at the larger sample.
_MOST_TERMS = 200


def samples(domain: Domain, count: int = 4000, seed: int = 0) -> Sample:
    """Return random rational points of the domain, and the generators' values there; drawn once for each seed.

    Coordinates are binary fractions, so that a float is the point itself, those of few digits first. Points that
    break an inequality of ``given``, or come too near for the sign to be sure, are left out, as are those at which
    some payoff does not exist.
    """
    key = count, seed
    if key not in domain.drawn:
        domain.drawn[key] = _draw(domain, count, np.random.default_rng(seed))
    return domain.drawn[key]


def _draw(domain: Domain, count: int, rng: np.random.Generator) -> Sample:
    point = {s: random_values(s, count, rng, intervals(domain, s)) for s in domain.symbols}
    values, keep = allowed(domain, point)
    if domain.given and keep.sum() < _FEWEST:
        point = _around(domain, count, rng) or point
        values, keep = allowed(domain, point)
    order = np.flatnonzero(keep)
    if count <= _MOST_TO_SORT:
        digits = sum(map(length, (x[keep] for x in point.values())), np.zeros(len(order)))
        order = order[np.argsort(digits, kind="stable")]
    return {s: x[order] for s, x in point.items()}, values[:, order]


def _around(domain: Domain, count: int, rng: np.random.Generator) -> dict[Symbol, Array] | None:
    """Return points scattered about one that satisfies ``given``, for domains too narrow to hit by chance."""
    # The domain without ``given`` has samples enough, so this goes no further round.
    centre = find_point([h.polynomial for h in domain.given], Domain(domain.ring))
    if centre is None:
        return None
    width = 2.0 ** -rng.integers(1, 8, size=count)
    scattered = {
        s: float(x) * (1 + width * rng.integers(-63, 64, size=count) / 64 * (np.arange(count) > 0))
        for s, x in centre.items()
    }
    return {s: whole_numbers(s, np.round(x), rng) if s.is_integer else x for s, x in scattered.items()}


def find_point(wanted: Sequence[PolyElement], domain: Domain, signs: Array | None = None) -> Point | None:
    """Return a rational point of the domain where every polynomial is positive, or None when none was found.

    ``signs``: the polynomials' signs at `samples`, where they are known already.
    """
    signs = signs_at_samples(wanted, domain) if signs is None else signs
    hits = np.flatnonzero((signs > 0).all(axis=0))
    if len(hits):
        return point_at(samples(domain)[0], int(hits[0]))
    sampled = _among_more_samples(wanted, domain)
    return climbed_point(wanted, domain, signs) if sampled is None else sampled


def signs_at_samples(polynomials: Sequence[PolyElement], domain: Domain) -> Array:
    """Return the signs of polynomials at the points of `samples`, one row for each polynomial."""
    return signs_of(polynomials, samples(domain)[1])


def climbed_point(wanted: Sequence[PolyElement], domain: Domain, signs: Array) -> Point | None:
    """Return a point where every polynomial is positive, climbed to from `samples`, where they have these signs."""
    point, values = samples(domain)
    found = scattered(Evaluation(wanted), np.ones(len(wanted)), domain, (point, values))
    if found is not None:
        return point_at(found, 0)
    climbed = climb(wanted, domain, values, signs)
    return None if climbed is None else point_at(point, climbed[0]) | climbed[1]


def _among_more_samples(wanted: Sequence[PolyElement], domain: Domain) -> Point | None:
    """Return a point from ten times as many samples, where the polynomials are short enough for this to be quick."""
    if sum(map(len, wanted)) > _MOST_TERMS:
        return None
    point, values = samples(domain, count=40_000, seed=1)
    hits = np.flatnonzero((signs_of(wanted, values) > 0).all(axis=0))
    return point_at(point, int(hits[0])) if len(hits) else None
