r"""Polytopes in one player's simplex, by their vertices: cut by half-spaces and hyperplanes.

The double description method (Motzkin et al. 1953; Fukuda & Prodon 1996): cutting keeps the vertices on the
right side and adds, on every edge that crosses, the point where it crosses. Two vertices share an edge iff no
third vertex lies on all the facets that both lie on. Vertices are fractions: nothing is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from alignment_games.arrays import Array


@dataclass(frozen=True)
class Polytope:
    """The convex hull of ``vertices`` (V, k); ``facets`` (F, k): every row is at most zero on it."""

    vertices: Array
    facets: Array

    @classmethod
    def simplex(cls, size: int) -> Polytope:
        """Return all mixtures of ``size`` actions."""
        eye = _identity(size)
        return cls(eye, -eye)

    @classmethod
    def point(cls, vertex: Array) -> Polytope:
        """Return one mixture."""
        return cls(vertex[None], -_identity(len(vertex)))

    def __len__(self) -> int:
        return len(self.vertices)

    @property
    def dimension(self) -> int:
        """The dimension of the hull."""
        return _rank(self.vertices[1:] - self.vertices[:1])

    @cached_property
    def pure(self) -> Array | None:
        """The actions that the vertices play, None where some vertex is a mixture."""
        used = self.vertices != 0
        return used.argmax(axis=1) if (used.sum(axis=1) == 1).all() else None

    def at_vertices(self, row: Array, axis: int) -> Array:
        """Return what a row, linear in this player's probabilities along an axis, is at the vertices."""
        if self.pure is not None:
            return np.take(row, self.pure, axis=axis)
        vertices = self.vertices if row.dtype == object else self.vertices.astype(float)
        return np.moveaxis(np.tensordot(vertices, row, axes=(1, axis)), 0, axis)

    def without(self, vertex: int) -> Polytope:
        """Return the face opposite to a vertex, of a polytope that is a simplex."""
        return Polytope(np.delete(self.vertices, vertex, axis=0), self.facets)

    def cut(self, row: Array, *, equation: bool) -> Polytope | None:
        """Return the part where ``row`` is at most zero, or zero; None when that part is empty."""
        value = self.vertices @ row
        low, high = value < 0, value > 0
        keep = ~high & ~low if equation else ~high
        crossing = [(p, q) for p in np.flatnonzero(low) for q in np.flatnonzero(high) if self._adjacent(int(p), int(q))]
        new = [(value[q] * self.vertices[p] - value[p] * self.vertices[q]) / (value[q] - value[p]) for p, q in crossing]
        vertices = np.concatenate([self.vertices[keep], np.array(new, dtype=self.vertices.dtype).reshape(-1, len(row))])
        if not len(vertices):
            return None
        facets = [row, -row] if equation else [row]
        return Polytope(vertices, np.concatenate([self.facets, np.array(facets, dtype=self.facets.dtype)]))

    def _adjacent(self, p: int, q: int) -> bool:
        tight = self.vertices @ self.facets.T == 0
        shared = tight[p] & tight[q]
        return not any(tight[r][shared].all() for r in range(len(self)) if r not in (p, q))


def _identity(size: int) -> Array:
    return np.array([[Fraction(int(a == b)) for b in range(size)] for a in range(size)], dtype=object)


def _rank(rows: Array) -> int:
    """Return the rank of a matrix of fractions, by elimination."""
    rank = 0
    for column in range(rows.shape[1]):
        lead = next((r for r in range(rank, len(rows)) if rows[r, column] != 0), None)
        if lead is not None:
            rows = rows[[*range(rank), lead, *(r for r in range(rank, len(rows)) if r != lead)]]
            below = rows[rank + 1 :, column] / rows[rank, column]
            rows[rank + 1 :] = rows[rank + 1 :] - np.multiply.outer(below, rows[rank])
            rank += 1
    return rank
