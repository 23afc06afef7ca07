r"""A smaller cell around the solutions of a support's equations: slabs of it are cut off and shown to be empty.

With f the equations at a cell's corners and Y the inverse of their derivatives at its middle, :math:`Y f` is close
to the shares of the corners in play, less those at the solution. Where it is negative for a corner's share, at all
products of the other corners and of points some way to that one, no solution has as small a share: the way is found in
closed form, as values are affine along it. Contraction as in interval arithmetic (Neumaier 1990), on simplices.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.certificates.checker import Cell
from alignment_games.certificates.reasons import Floats, Terms, at_corners, in_whole_numbers

Line = dict[str, Any]

#: Binary places of where a slab ends; how much of the way found is kept; the least that is worth a line.
_PLACES, _KEPT, _LEAST = 7, 0.95, 0.2


def tightened(cell: Cell, floats: Floats) -> tuple[list[Line], Cell]:
    """Return the lines that cut slabs off a decided cell and close them, and what is left of it."""
    lines: list[Line] = []
    terms, values, inverse = _equations(cell, floats)
    solved = np.tensordot(inverse, values, axes=1)
    for row, value, (i, v) in zip(inverse, solved, _shares(cell) if len(inverse) else [], strict=True):
        way = _way(value, i, v)
        if way < _LEAST:
            continue
        place = [i, v, int(way * 2**_PLACES), _PLACES]
        slab, rest = cell.cut(*place)
        weighted = [(term, -weight) for term, weight in zip(terms, row.tolist(), strict=True)]
        reason = in_whole_numbers(slab, floats, [(term, w) if w > 0 else (_back(term), -w) for term, w in weighted])
        if reason:
            lines += [{"cut": place}, {"worse": reason}]
            cell = rest
    return lines, cell


def _back(term: tuple[int, int, int]) -> tuple[int, int, int]:
    i, a, b = term
    return i, b, a


def _shares(cell: Cell) -> list[tuple[int, int]]:
    """Return the corners whose shares are unknown: all, each player's first one last of it."""
    return [(i, v % count) for i, count in enumerate(cell.counts) if count > 1 for v in range(1, count + 1)]


def _equations(cell: Cell, floats: Floats) -> tuple[Terms, Array, Array]:
    """Return the equations' terms, their values at the corners, and the rows that solve them for each share."""
    actions = (sorted(cell.sure(i)) for i in range(len(cell.corners)))
    terms = [(i, own[0], a) for i, own in enumerate(actions) for a in own[1:]]
    values = at_corners(cell, floats, terms)
    slopes = _slopes(values)
    try:
        inverse = np.linalg.inv(slopes)
    except np.linalg.LinAlgError:
        return terms, values, np.empty((0, len(terms)))
    made, at = [], 0
    for count in cell.counts:
        own = inverse[at : at + count - 1]
        at += count - 1
        made += [*own, -own.sum(axis=0)] if count > 1 else []
    return terms, values, np.array(made)


def _slopes(values: Array) -> Array:
    """Return the derivatives at the middle by each player's shares of its corners but the first."""
    axes = range(1, values.ndim)
    means = (values.mean(axis=tuple(j for j in axes if j != i)) for i in axes)
    return np.concatenate([own[:, 1:] - own[:, :1] for own in means], axis=1)


def _way(value: Array, i: int, v: int) -> float:
    """Return how far to corner v of player i, from its others, a value is negative everywhere."""
    there = np.take(value, v, axis=i)
    others = np.delete(value, v, axis=i)
    if others.max() >= 0:
        return 0.0
    others, there = np.moveaxis(others, i, 0), there[None]
    ways = np.divide(others, others - there, out=np.ones_like(others), where=there > 0)
    return float(min(_KEPT * ways.min(), 1 - 2.0**-_PLACES))
