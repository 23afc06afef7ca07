r"""All equilibria of a two-player game without ties, in floats, with proof that none is missing.

Payoffs are scaled to [1, 2]. :math:`P = \{x \ge 0 : x^\top B \le 1\}` has labels i for :math:`x_i = 0` and
m + j for column j at its bound; :math:`Q = \{y \ge 0 : A y \le 1\}` likewise. An equilibrium is a pair of
vertices, not both zero, that has every label.

1. Qhull lists the vertices of P by their m labels.
2. Each listed vertex is solved for again and its feasibility decided with a bound on the rounding error:
   it is a vertex, and no other inequality is tight.
3. Every set of m - 1 labels of a listed vertex (an edge of P) occurs in exactly two of them. The graph of a
   polytope is connected, so a set of vertices that no edge leaves is the set of all vertices.
4. The vertex of Q that carries the missing labels solves one linear system; the same bound decides whether
   it lies in Q.

Whatever the error bound cannot decide is a tie or close to one: the answer is then None, and exact
arithmetic has to decide.

Source: B. von Stengel (2007) in Nisan et al., Algorithmic Game Theory, sections 3.3 and 3.4; the error bound is
the standard one for an approximate inverse R of K: :math:`\|x - x^*\| \le \|R\| \|1 - K x\| / (1 - \|I - RK\|)`
(Rump, Acta Numerica 2010, equation 10.7 ff.).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers.control import Tick, stoppable, unhurried

Supports = tuple[tuple[int, ...], tuple[int, ...]]

_EPSILON = float(np.finfo(float).eps)
#: Labels held as bits by one uint64.
_WORD = 64
#: Qhull's work explodes with the dimension; beyond this the exact walk, which can be stopped, does better.
_MOST_DIMENSIONS = 18
#: Up to this many labels Qhull takes a few milliseconds.
_QUICK = 24
#: Linear systems solved at once: bounds the memory.
_CHUNK = 8192


@dataclass(frozen=True)
class LabelledPair:
    """Vertices that have every label, without ties: positions in use, weights that sum to one, their relative error."""

    supports: Supports
    weights: tuple[Array, Array]
    error: float


def simple_equilibria(row: Array, column: Array, tick: Tick = unhurried) -> list[LabelledPair] | None:
    """Return every equilibrium of the game, or None when there may be ties.

    ``row``, ``column``: the players' payoffs in [1, 2], each wrong by at most two roundings, shape ``(m, n)``.
    """
    m, n = row.shape
    if m > n:
        swapped = simple_equilibria(column.T, row.T, tick)
        return None if swapped is None else [_swap(equilibrium) for equilibrium in swapped]
    if m > _MOST_DIMENSIONS:
        return None
    vertices = stoppable(lambda: _labels_of_vertices(column), tick) if m + n > _QUICK else _labels_of_vertices(column)
    if vertices is None or not _is_closed(vertices, m + n):
        return None
    found: list[LabelledPair] = []
    for rows, columns in _grouped(vertices, m):
        tick()
        equilibria = strict_equilibria(row, column, rows, columns)
        if equilibria is None:
            return None
        found += equilibria
    # A game without ties has an odd number of equilibria (Lemke & Howson 1964): an independent check.
    return found if len(found) % 2 else None


def _swap(equilibrium: LabelledPair) -> LabelledPair:
    (first, second), (x, y) = equilibrium.supports, equilibrium.weights
    return LabelledPair((second, first), (y, x), equilibrium.error)


def _labels_of_vertices(column: Array) -> Array | None:
    """Return the labels of each vertex of P, zero among them, shape ``(vertices, m)``, as Qhull sees them.

    None when Qhull gives up on points that are too close together.
    """
    from scipy.spatial import ConvexHull, QhullError

    m = len(column)
    if m == 1:
        return np.array([[0], [1 + int(column[0].argmax())]])
    inside = 0.5 / column.sum(axis=0).max()
    # The polar dual around an inside point: one point for each inequality, one facet for each vertex.
    dual = np.vstack([np.eye(m) / -inside, column.T / (1 - inside * column.sum(axis=0))[:, None]])
    try:
        return np.sort(ConvexHull(dual).simplices, axis=1)
    except QhullError:
        return None


def _is_closed(vertices: Array, n_labels: int) -> bool:
    """Return whether every edge of every listed vertex leads to exactly one other listed vertex."""
    count, m = vertices.shape
    own = np.zeros((count, m, n_labels // _WORD + 1), dtype=np.uint64)
    bits = np.uint64(1) << (vertices % _WORD).astype(np.uint64)
    np.put_along_axis(own, vertices[..., None] // _WORD, bits[..., None], axis=2)
    edges = (own.sum(axis=1, dtype=np.uint64)[:, None] - own).reshape(count * m, -1)
    edges = edges[np.lexsort(edges.T)] if edges.shape[1] > 1 else np.sort(edges, axis=0)
    same = (edges[1:] == edges[:-1]).all(axis=1)
    return len(edges) % 2 == 0 and bool(same[::2].all()) and not same[1::2].any()


def _grouped(vertices: Array, m: int) -> Iterator[tuple[Array, Array]]:
    """Yield the supports of the vertices other than zero, in groups of one size: rows and columns in use."""
    is_column = vertices >= m
    sizes = is_column.sum(axis=1)
    for k in range(1, m + 1):
        group = vertices[sizes == k]
        for start in range(0, len(group), _CHUNK):
            some = group[start : start + _CHUNK]
            unused = np.zeros((len(some), m), dtype=bool)
            np.put_along_axis(unused, some[:, : m - k], True, axis=1)
            yield np.nonzero(~unused)[1].reshape(-1, k), some[:, m - k :] - m


def strict_equilibria(row: Array, column: Array, rows: Array, columns: Array) -> list[LabelledPair] | None:
    """Return the strict equilibria on these supports, shape ``(N, k)`` each; None when one is undecided.

    The first strategies must be vertices of P.
    """
    first = _solved(column.T, columns, rows)
    if first is None or not first.inside.all():
        return None
    second = _solved(row, rows, columns)
    if second is None or not (second.inside | second.outside).all():
        return None
    return [
        LabelledPair(
            (tuple(rows[v].tolist()), tuple(columns[v].tolist())),
            (_to_simplex(first.points[v]), _to_simplex(second.points[v])),
            float(max(first.errors[v], second.errors[v])),
        )
        for v in np.flatnonzero(second.inside)
    ]


def _to_simplex(point: Array) -> Array:
    return np.asarray(point / point.sum())


@dataclass(frozen=True)
class _Solved:
    """Points of a polytope's labels, shape ``(N, d)``, and for each whether it is surely inside or outside.

    ``errors``: bounds on the relative errors of the points' entries, where they are inside.
    """

    points: Array
    errors: Array
    inside: Array
    outside: Array


def _solved(matrix: Array, tight: Array, used: Array) -> _Solved | None:
    """Return the points z with support ``used`` and ``matrix[tight] z = 1``, judged with their error bounds.

    ``tight``, ``used``: positions, shape ``(N, k)``. None when a system is singular or nearly so.
    """
    count, k = used.shape
    systems = matrix[tight[:, :, None], used[:, None, :]]
    try:
        inverses = np.linalg.inv(systems)
    except np.linalg.LinAlgError:
        return None
    values = inverses.sum(axis=2)
    norms = np.abs(inverses).sum(axis=2).max(axis=1)
    defects = np.abs(np.eye(k) - inverses @ systems).sum(axis=2).max(axis=1) + 16 * k * k * _EPSILON * norms
    if not np.all(defects < 0.5):
        return None
    residuals = np.abs(1 - (systems @ values[:, :, None])[..., 0]).max(axis=1)
    errors = 2 * norms * (residuals + 16 * (k + 2) * _EPSILON * (1 + np.abs(values).sum(axis=1)))
    points = np.zeros((count, matrix.shape[1]))
    np.put_along_axis(points, used, values, axis=1)
    slacks = 1 - points @ matrix.T
    np.put_along_axis(slacks, tight, np.inf, axis=1)
    # Payoffs are at most 2, so a slack is wrong by at most 2 k errors and its own rounding.
    lowest = np.minimum(values.min(axis=1), slacks.min(axis=1) / (4 * k))
    relative = errors / np.maximum(values.min(axis=1), errors)
    return _Solved(points, relative, lowest > errors, lowest < -errors)
