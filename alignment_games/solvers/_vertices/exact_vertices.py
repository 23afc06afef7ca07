r"""Every vertex of a best-reply polytope in exact arithmetic, however degenerate.

The polytope is :math:`\{x \ge 0 : M x \le 1\}` with a positive rational k x d matrix M. Its d + k
inequalities carry labels: l < d for :math:`x_l = 0`, and d + r for row r holding with equality. Bases are
walked by integer pivoting; ties in the ratio test are broken lexicographically, which is the same as adding
:math:`\varepsilon^{r+1}` to the right-hand side of row r for every small enough :math:`\varepsilon > 0`.
The perturbed polytope is simple and bounded, so its vertices form a connected graph: the walk reaches all of
them, and each vertex of the polytope itself is the limit of at least one. That is the proof that none is missing.
What the bases are is kept too: each is a vertex of the perturbed polytope, and so of a game without ties (`indices`).

Source: D. Avis, G. Rosenberg, R. Savani & B. von Stengel (2010), Enumeration of Nash equilibria for
two-player games, Economic Theory 42, sections 4 and 5; Edmonds's integer pivoting as in von Stengel's
chapter 3 of Nisan et al. (2007), Algorithmic Game Theory, section 3.5.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True)
class Vertex:
    """A vertex: its coordinates, and the set of its labels as the bits of one integer.

    ``bases``: the labels of each vertex of the perturbed polytope that comes to this one, d of them.
    """

    point: tuple[Fraction, ...]
    labels: int
    bases: tuple[int, ...]


@dataclass(frozen=True)
class _Basis:
    """An integer tableau ``[M | I | 1]`` times ``scale`` and the inverse of the basis; ``basic[r]`` owns row r."""

    tableau: Array
    basic: tuple[int, ...]
    scale: int


def exact_vertices(matrix: Array, tick: Callable[[], None] = lambda: None) -> list[Vertex]:
    """Return every vertex of ``{x >= 0 : matrix x <= 1}``, zero included, each once.

    ``matrix``: positive integers or fractions, shape ``(k, d)``. ``tick`` is called once for each basis.

    >>> for vertex in exact_vertices(np.array([[Fraction(1), Fraction(2)]], dtype=object)):
    ...     print(*vertex.point, bin(vertex.labels))
    0 0 0b11
    0 1/2 0b101
    1 0 0b110
    """
    first = _slack_basis(matrix)
    seen = {frozenset(first.basic)}
    waiting = [first]
    points: dict[int, tuple[Fraction, ...]] = {}
    bases: dict[int, list[int]] = {}
    while waiting:
        tick()
        basis = waiting.pop()
        labels = _labels(basis)
        if labels not in points:
            points[labels] = _point(basis, matrix.shape[1])
        bases.setdefault(labels, []).append(_labels_of_basis(basis))
        for column, row in _pivots(basis):
            neighbour = frozenset(basis.basic) - {basis.basic[row]} | {column}
            if neighbour not in seen:
                seen.add(neighbour)
                waiting.append(_pivot(basis, column, row))
    return [Vertex(point, labels, tuple(bases[labels])) for labels, point in points.items()]


def _slack_basis(matrix: Array) -> _Basis:
    """Return the basis of the vertex zero, each row multiplied by its common denominator."""
    k, d = matrix.shape
    rows = []
    for r, row in enumerate(matrix):
        entries = [Fraction(entry) for entry in row]
        common = math.lcm(*(entry.denominator for entry in entries))
        slack = [int(r == s) for s in range(k)]
        rows.append([int(entry * common) for entry in entries] + slack + [common])
    return _Basis(np.array(rows, dtype=object), tuple(range(d, d + k)), 1)


def _pivots(basis: _Basis) -> list[tuple[int, int]]:
    """Return (entering column, leaving row) for every edge from the basis."""
    basic = set(basis.basic)
    entering = [c for c in range(basis.tableau.shape[1] - 1) if c not in basic]
    return [(c, _leaving_row(basis.tableau, c)) for c in entering]


def _leaving_row(tableau: Array, column: int) -> int:
    """Return the row of the lexicographically smallest ratio; one exists because the polytope is bounded."""
    k, width = tableau.shape
    candidates = [r for r in range(k) if tableau[r, column] > 0]
    for place in (width - 1, *range(width - 1 - k, width - 1)):
        if len(candidates) == 1:
            break
        best = candidates[:1]
        for r in candidates[1:]:
            sign = tableau[r, place] * tableau[best[0], column] - tableau[best[0], place] * tableau[r, column]
            if sign < 0:
                best = [r]
            elif sign == 0:
                best.append(r)
        candidates = best
    return candidates[0]


def _pivot(basis: _Basis, column: int, row: int) -> _Basis:
    """Return the neighbouring basis; the division by the old scale leaves no remainder."""
    old, pivot = basis.tableau, basis.tableau[row, column]
    tableau = (old * pivot - np.outer(old[:, column], old[row])) // basis.scale
    tableau[row] = old[row]
    return _Basis(tableau, (*basis.basic[:row], column, *basis.basic[row + 1 :]), pivot)


def _labels(basis: _Basis) -> int:
    """Return the labels of a basis's point; a basic variable at zero is a label too, as in every degenerate vertex."""
    positive = {l for l, value in zip(basis.basic, basis.tableau[:, -1].tolist(), strict=True) if value}
    return _all_but(positive, basis)


def _labels_of_basis(basis: _Basis) -> int:
    """Return the labels of the perturbed vertex: at it, no basic variable is zero."""
    return _all_but(set(basis.basic), basis)


def _all_but(labels: set[int], basis: _Basis) -> int:
    return sum(1 << l for l in range(basis.tableau.shape[1] - 1) if l not in labels)


def _point(basis: _Basis, d: int) -> tuple[Fraction, ...]:
    values = dict(zip(basis.basic, basis.tableau[:, -1].tolist(), strict=True))
    return tuple(Fraction(values.get(l, 0), basis.scale) for l in range(d))
