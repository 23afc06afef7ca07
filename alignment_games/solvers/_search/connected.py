"""What a condition leaves of two players' mixtures in connected parts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from alignment_games.algebra.polytope import Polytope
from alignment_games.arrays import Array
from alignment_games.solvers._search.factors import Flat

#: Gaps between two parts that may come from the rounding of payoffs.
_ROUNDED = Fraction(1, 10**9)


def connected_parts(flat: Flat) -> list[Flat] | None:
    """Return the connected parts of a flat set of two players, one on a segment, that one condition bounds.

    Other sets come back as they are. None where two parts are so close that rounding may have parted them.
    With the other at a corner the condition holds on an interval of the segment that has an end of it, if at all;
    with the one at a point it holds on a convex set that has one of these corners. So the set hangs together as the
    intervals do.
    """
    if not flat.on_a_segment:
        return [flat]
    axis = [len(part) for part in flat.parts].index(2)
    ends = np.moveaxis(flat.conditions[0], axis, 0)
    pairs = [(Fraction(p), Fraction(q)) for p, q in ends.T.tolist()]
    from_first = max((p / (p - q) for p, q in pairs if p <= 0 < q), default=Fraction(2))
    from_second = min((p / (p - q) for p, q in pairs if q <= 0 < p), default=Fraction(-1))
    if from_first >= from_second or any(max(pair) <= 0 for pair in pairs):
        return [flat]
    if flat.rounded and from_second - from_first < _ROUNDED:
        return None
    zero, one = Fraction(0), Fraction(1)
    return [_between(flat, axis, ends, *shares) for shares in ((zero, from_first), (from_second, one))]


def _between(flat: Flat, axis: int, ends: Array, low: Fraction, high: Fraction) -> Flat:
    """Return what a flat set has between two points of its segment, where at one point no condition is left."""
    shares = [low, high] if low < high else [low]
    rows = np.array([(1 - t) * ends[0] + t * ends[1] for t in shares])
    first, second = flat.parts[axis].vertices
    parts = list(flat.parts)
    parts[axis] = Polytope(np.array([(1 - t) * first + t * second for t in shares]), parts[axis].facets)
    if low < high:
        return replace(flat, parts=tuple(parts), conditions=(np.moveaxis(rows, 0, axis),))
    parts[1 - axis] = Polytope(parts[1 - axis].vertices[np.flatnonzero(rows[0] == 0)], parts[1 - axis].facets)
    return replace(flat, parts=tuple(parts), conditions=())
