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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from alignment_games.arrays import Array


@dataclass(frozen=True)
class Vertex:
    """A vertex: ``weights / scale``, and the set of its labels as the bits of one integer.

    ``bases``: the labels of each vertex of the perturbed polytope that comes to this one, d of them.
    """

    weights: tuple[int, ...]
    scale: int
    labels: int
    bases: tuple[int, ...]

    @property
    def point(self) -> tuple[Fraction, ...]:
        """The coordinates."""
        return tuple(Fraction(weight, self.scale) for weight in self.weights)


@dataclass(frozen=True)
class _Basis:
    """The columns of ``[M | I | 1]`` times ``scale`` and the inverse of the basis that are not in it, and the last.

    ``basic[r]`` is the label that owns row r, ``others[c]`` that of column c. The columns of the basis, which are not
    kept, have ``scale`` in their own row and zero elsewhere.
    """

    tableau: Array
    basic: tuple[int, ...]
    others: tuple[int, ...]
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
    points: dict[int, tuple[tuple[int, ...], int]] = {}
    bases: dict[int, list[int]] = {}
    while waiting:
        tick()
        basis = waiting.pop()
        labels = _labels(basis)
        if labels not in points:
            points[labels] = _weights(basis), basis.scale
        bases.setdefault(labels, []).append(_labels_of_basis(basis))
        inside = frozenset(basis.basic)
        for column in range(matrix.shape[1]):
            row = _leaving_row(basis, column)
            neighbour = inside - {basis.basic[row]} | {basis.others[column]}
            if neighbour not in seen:
                seen.add(neighbour)
                waiting.append(_pivot(basis, column, row))
    return [Vertex(*points[labels], labels, tuple(own)) for labels, own in bases.items()]


def _slack_basis(matrix: Array) -> _Basis:
    """Return the basis of the vertex zero, each row multiplied by its common denominator."""
    k, d = matrix.shape
    rows = []
    for row in matrix:
        entries = [Fraction(entry) for entry in row]
        common = math.lcm(*(entry.denominator for entry in entries))
        rows.append([int(entry * common) for entry in entries] + [common])
    return _Basis(np.array(rows, dtype=object), tuple(range(d, d + k)), tuple(range(d)), 1)


def _leaving_row(basis: _Basis, column: int) -> int:
    """Return the row of the lexicographically smallest ratio; one exists because the polytope is bounded."""
    rates, right = basis.tableau[:, column].tolist(), basis.tableau[:, -1].tolist()
    candidates = [r for r, rate in enumerate(rates) if rate > 0]
    candidates = _smallest(right, rates, candidates)
    if len(candidates) > 1:
        d = len(basis.others)
        place = {label: c for c, label in enumerate(basis.others)}
        for slack in range(d, d + len(rates)):
            if slack in place:
                candidates = _smallest(basis.tableau[:, place[slack]].tolist(), rates, candidates)
            else:  # the row that it owns has the only entry, and a positive one
                candidates = [r for r in candidates if basis.basic[r] != slack]
            if len(candidates) == 1:
                break
    return candidates[0]


def _smallest(tops: Sequence[int], rates: Sequence[int], rows: Sequence[int]) -> list[int]:
    """Return the rows with the smallest ratio of a top to its rate, which is positive."""
    best = [rows[0]]
    for r in rows[1:]:
        sign = tops[r] * rates[best[0]] - tops[best[0]] * rates[r]
        if sign < 0:
            best = [r]
        elif sign == 0:
            best.append(r)
    return best


def _pivot(basis: _Basis, column: int, row: int) -> _Basis:
    """Return the neighbouring basis; the division by the old scale leaves no remainder."""
    old, pivot = basis.tableau, basis.tableau[row, column]
    tableau = (old * pivot - np.outer(old[:, column], old[row])) // basis.scale
    tableau[:, column] = -old[:, column]
    tableau[row], tableau[row, column] = old[row], basis.scale
    basic = (*basis.basic[:row], basis.others[column], *basis.basic[row + 1 :])
    others = (*basis.others[:column], basis.basic[row], *basis.others[column + 1 :])
    return _Basis(tableau, basic, others, pivot)


def _labels(basis: _Basis) -> int:
    """Return the labels of a basis's point; a basic variable at zero is a label too, as in every degenerate vertex."""
    at_zero = [l for l, value in zip(basis.basic, basis.tableau[:, -1].tolist(), strict=True) if not value]
    return _labels_of_basis(basis) | sum(1 << l for l in at_zero)


def _labels_of_basis(basis: _Basis) -> int:
    """Return the labels of the perturbed vertex: at it, no basic variable is zero."""
    return sum(1 << l for l in basis.others)


def _weights(basis: _Basis) -> tuple[int, ...]:
    """Return the coordinates of a basis's point times the scale."""
    values = dict(zip(basis.basic, basis.tableau[:, -1].tolist(), strict=True))
    return tuple(values.get(l, 0) for l in range(len(basis.others)))
