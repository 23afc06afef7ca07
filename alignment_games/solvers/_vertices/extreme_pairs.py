r"""Pairs of vertices that have every label, in exact arithmetic: the extreme equilibria of a two-player game.

Both polytopes are walked where the players have about as many actions. Where one has many more, the polytope in as many
dimensions has far more vertices: those of the other are completed one by one (`faces`), with the same result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._vertices.exact_vertices import Vertex, exact_vertices
from alignment_games.solvers._vertices.faces import completing
from alignment_games.solvers._vertices.indices_by_bases import firsts, index_near, indices_near

Pair = tuple[int, int]
Tick = Callable[[], None]

#: Where one player has more actions than this many times the other's, completing vertices takes less time.
_UNEVEN = 1.5


@dataclass(frozen=True, eq=False)
class ExtremePairs:
    """Each player's strategies in fractions, and by their positions the ``pairs`` that are equilibria.

    ``indices``: of each pair, the sum of the indices of the equilibria of the perturbed game that converge to it; pairs
    to which none converges may be missing. ``degenerate``: whether some pair has a label twice.
    """

    strategies: tuple[Sequence[Array], Sequence[Array]]
    pairs: Sequence[Pair]
    indices: Mapping[Pair, int]
    degenerate: bool


def extreme_pairs(row: Array, column: Array, tick: Tick) -> ExtremePairs:
    """Return all extreme equilibria of the game with these payoffs, fractions of at least one, shape ``(m, n)``.

    >>> both = np.array([[Fraction(2), Fraction(1)], [Fraction(1), Fraction(2)]])
    >>> len(extreme_pairs(both, both, lambda: None).pairs)
    3
    """
    m, n = row.shape
    if n > _UNEVEN * m:
        return _by_faces(row, column, tick)
    if m > _UNEVEN * n:
        turned = _by_faces(column.T, row.T, tick)
        indices = {(x, y): index for (y, x), index in turned.indices.items()}
        pairs = [(x, y) for y, x in turned.pairs]
        return ExtremePairs(turned.strategies[::-1], pairs, indices, turned.degenerate)
    return _by_both(row, column, tick)


def _by_both(row: Array, column: Array, tick: Tick) -> ExtremePairs:
    """Walk both polytopes."""
    first = _vertices(column.T, tick)
    second = [_turned(vertex, *row.shape) for vertex in _vertices(row, tick)]
    pairs = _complementary(first, [vertex.labels for vertex in second], sum(row.shape))
    near = indices_near((row, column), [vertex.bases for vertex in first], [vertex.bases for vertex in second])
    # A pair of bases that has every label stands for a pair of vertices that has them, too.
    used = sorted({x for x, _ in pairs}), sorted({y for _, y in pairs})
    places = [{vertex: k for k, vertex in enumerate(own)} for own in used]
    return ExtremePairs(
        ([_probabilities(first[x].weights) for x in used[0]], [_probabilities(second[y].weights) for y in used[1]]),
        [(places[0][x], places[1][y]) for x, y in pairs],
        {(places[0][x], places[1][y]): index for (x, y), index in near.items()},
        any(first[x].labels & second[y].labels for x, y in pairs),
    )


def _by_faces(row: Array, column: Array, tick: Tick) -> ExtremePairs:
    """Walk the first polytope, and complete each of its vertices."""
    m, n = row.shape
    firsts_of_rows = firsts(row)
    strategies: tuple[list[Array], list[Array]] = [], []
    places: dict[tuple[Fraction, ...], int] = {}
    pairs, indices, degenerate = list[Pair](), dict[Pair, int](), False
    for vertex in _vertices(column.T, tick):
        tick()
        used = [i for i in range(m) if not vertex.labels >> i & 1]
        replies = [j for j in range(n) if vertex.labels >> (m + j) & 1]
        found = completing(row, used, replies)
        if found:
            strategies[0].append(_probabilities(vertex.weights))
        for other in found:
            place = places.setdefault(tuple(other), len(places))
            if place == len(strategies[1]):
                strategies[1].append(_probabilities(other.tolist()))
            pair = len(strategies[0]) - 1, place
            pairs.append(pair)
            indices[pair] = index_near((row, column), vertex.bases, other, firsts_of_rows)
            tied = int(np.sum(row @ other == 1)) > len(used) or int(np.count_nonzero(other)) < len(replies)
            degenerate = degenerate or tied
    return ExtremePairs(strategies, pairs, indices, degenerate)


def _vertices(matrix: Array, tick: Tick) -> list[Vertex]:
    """Return the vertices of ``{z >= 0 : matrix z <= 1}`` but zero; equal rows are one row while walking.

    What the walk has of equal rows is the first of them: perturbed, the others are worse by however little.
    """
    d = matrix.shape[1]
    rows = [tuple(line) for line in matrix.tolist()]
    distinct = list(dict.fromkeys(rows))
    own = [1 << k for k in range(d)]
    every = own + [sum(1 << (d + r) for r, row in enumerate(rows) if row == line) for line in distinct]
    first = own + [1 << (d + rows.index(line)) for line in distinct]
    return [
        Vertex(
            vertex.weights,
            vertex.scale,
            _moved(vertex.labels, every),
            tuple(_moved(basis, first) for basis in vertex.bases),
        )
        for vertex in exact_vertices(np.array(distinct, dtype=object), tick)
        if any(vertex.weights)
    ]


def _moved(labels: int, places: Sequence[int]) -> int:
    """Return labels by other bits: those at the places of each."""
    return sum(place for bit, place in enumerate(places) if labels >> bit & 1)


def _turned(vertex: Vertex, m: int, n: int) -> Vertex:
    """Return a vertex of Q (n unused columns, then m rows) with labels in the order of P (m rows, then n columns)."""
    places = [1 << k for k in (*range(m, m + n), *range(m))]
    bases = tuple(_moved(basis, places) for basis in vertex.bases)
    return Vertex(vertex.weights, vertex.scale, _moved(vertex.labels, places), bases)


def _complementary(first: Sequence[Vertex], second: Sequence[int], n_labels: int) -> list[Pair]:
    """Return the pairs that have every label between them, by sets of vertices kept as bits of one integer."""
    having = [sum(1 << q for q, labels in enumerate(second) if labels >> l & 1) for l in range(n_labels)]
    everyone = (1 << len(second)) - 1
    pairs = []
    for p, vertex in enumerate(first):
        partners = everyone
        for l in range(n_labels):
            if not vertex.labels >> l & 1:
                partners &= having[l]
        pairs += [(p, q) for q in range(partners.bit_length()) if partners >> q & 1]
    return pairs


def _probabilities(weights: Sequence[Any]) -> Array:
    total = sum(weights)
    return np.array([Fraction(weight) / total for weight in weights], dtype=object)
