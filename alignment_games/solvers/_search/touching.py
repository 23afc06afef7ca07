"""Which sets of equilibria touch: products of polytopes that have a profile in common, decided in fractions.

A set that conditions bound is a product of polytopes as far as nobody gains. On all of the product the actions of the
support are equally good. So every equilibrium in the product is in the set: what touches it need only be known to be
equilibria, and meet the product.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.exact_program import maximise, whole_numbers
from alignment_games.solvers._search.factors import Flat, Piece
from alignment_games.solvers._search.supports import Support

#: For each player the corners of a polytope of mixtures, ``(corners, actions)``.
Box = tuple[Array, ...]

#: Floats differ from the fractions that they stand for by less than this.
_ROUNDED = 1e-9


def boxes_in(
    piece: Piece, support: Support, order: Sequence[int], n_actions: Sequence[int], *, bounded: bool = False
) -> list[Box]:
    """Return products of polytopes that are part of a piece: all of it where it is flat, else through its ends.

    ``bounded``: those whose equilibria are part of it, without the conditions that bound it. Ends that are no fractions
    are left out.
    """
    choices = []
    for factor in piece.factors:
        if isinstance(factor, Flat) and (bounded or not factor.conditions):
            parts = [[part.vertices for part in factor.parts]]
        else:
            parts = [[x[None] for x in member] for member in factor.members()]
        choices.append([dict(zip([order[axis] for axis in factor.axes], own, strict=True)) for own in parts])
    found = []
    for chosen in product(*choices):
        corners = {i: own for factor in chosen for i, own in factor.items()}
        if all(isinstance(x, (int, Fraction)) for own in corners.values() for x in own.ravel().tolist()):
            found.append(tuple(_embedded(corners.get(i), support[i], m) for i, m in enumerate(n_actions)))
    return found


def _embedded(corners: Array | None, used: Sequence[int], n_actions: int) -> Array:
    """Return corners over the actions in use as corners over all; one action is played for sure."""
    corners = np.array([[Fraction(1)]], dtype=object) if corners is None else corners
    full = np.full((len(corners), n_actions), Fraction(0), dtype=object)
    full[:, list(used)] = corners
    return full


def touching(sets: Sequence[Sequence[Box]], bounded: Sequence[Sequence[Box]]) -> list[tuple[int, int]]:
    """Return which of the sets have a profile in common, by their positions.

    ``sets``: boxes that are part of each. ``bounded``: boxes whose equilibria are part of each.
    """
    boxes = [(k, box) for k, own in enumerate(sets) for box in own]
    around = [(k, box) for k, own in enumerate(bounded) for box in own]
    if not boxes or not around:
        return []
    (low, high), (least, most) = _ends(boxes), _ends(around)
    near = ((low[:, None] <= most + _ROUNDED) & (least <= high[:, None] + _ROUNDED)).all(axis=2)
    places = [np.array([k for k, _ in each]) for each in (boxes, around)]
    near &= places[0][:, None] != places[1]
    for player in range(len(boxes[0][1])):
        _only_where_hulls_meet(near, *([box[player] for _, box in each] for each in (boxes, around)))
    pairs = np.sort(np.stack([places[k][at] for k, at in enumerate(np.nonzero(near))], axis=1), axis=1)
    return [(one, other) for one, other in np.unique(pairs, axis=0).tolist()]


def _only_where_hulls_meet(near: Array, first: Sequence[Array], second: Sequence[Array]) -> None:
    """Strike out of a table, ``(first, second)``, the pairs whose polytopes have no point in common.

    Many boxes have a polytope of a player in common, and two polytopes are compared once.
    """
    kinds: dict[tuple[Any, ...], int] = {}
    hulls: list[Array] = []
    rows: list[int] = []
    columns: list[int] = []
    for own, codes in ((first, rows), (second, columns)):
        for hull in own:
            code = kinds.setdefault(tuple(hull.ravel().tolist()), len(hulls))
            if code == len(hulls):
                hulls.append(hull)
            codes.append(code)
    row, column = np.array(rows), np.array(columns)
    one, other = np.nonzero(near)
    asked = np.zeros((len(hulls), len(hulls)), dtype=bool)
    asked[row[one], column[other]] = True
    for a, b in np.argwhere(asked).tolist():
        asked[a, b] = hulls_meet(hulls[a], hulls[b])
    near &= asked[row[:, None], column]


def _ends(boxes: Sequence[tuple[int, Box]]) -> Array:
    """Return the lowest and the highest probabilities in each box, in floats."""
    ends = [[np.concatenate([find(own, axis=0) for own in box]) for _, box in boxes] for find in (np.min, np.max)]
    return np.array(ends).astype(float)


def hulls_meet(first: Array, second: Array) -> bool:
    """Return whether two polytopes, given by their corners, have a point in common.

    >>> square = np.array([[1, 0], [0, 1]], dtype=object)
    >>> hulls_meet(square, np.array([[Fraction(1, 3), Fraction(2, 3)]], dtype=object))
    True
    """
    if (first.min(axis=0) > second.max(axis=0)).any() or (second.min(axis=0) > first.max(axis=0)).any():
        return False
    if first.shape[1] <= 2 or len(first) == len(second) == 1:  # numbers of one dimension, or the same point
        return True
    # Weights of either's corners that make the same point: as much of the first's as there is, at most one.
    same = np.concatenate([first, -second]).T
    rows = [whole_numbers(row) for row in (*same, *-same)] + [[1] * len(first) + [0] * len(second)]
    value, _ = maximise(rows[-1], rows, [0] * (2 * len(same)) + [1], until_positive=True)
    return value > 0
