r"""Supports on which one player's probability determines everybody else's: their points and curves, exactly.

Let the *hub* h have two actions, the second with probability z. A player whose remaining conditions involve the hub
and players already determined alone faces a linear system with polynomials of z as coefficients, solved by its
cofactors (Cramer's rule):

.. math:: x_j(z) \propto N_j(z) \in \mathbb{Q}[z]^{k_j}.

Conditions are linear in each player's weights, so no denominators are needed: put into the others, the :math:`N_j`
leave polynomials of z. An equation that is left must vanish; an action's weights must have one sign; a gain must not
be positive. Their signs are constant on finitely many points and gaps of [0, 1] (`signs`). Gaps that meet everything
make curves, points make isolated equilibria, also where the equations are singular. Where all cofactors of a player
vanish the point is left to the caller, with z fixed there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, groupby
from math import prod
from typing import Any

import numpy as np

from alignment_games.algebra.quadratic import plain
from alignment_games.algebra.real_roots import as_fraction, polynomials
from alignment_games.arrays import Array
from alignment_games.solvers._search.signs import PointOrGap, Signs, value_at
from alignment_games.solvers.control import Tick, unhurried

#: One array of weights for each player.
Weights = tuple[Array, ...]

#: A value of a polynomial below this share of its terms may be rounding of the payoffs.
_ROUNDING = Fraction(1, 2**44)


@dataclass(frozen=True)
class Parametrised:
    """All solutions: ``points``, ``curves`` by both ends and a point between, and ``open_at``: z that are left.

    ``hub``: the player whose second weight is z.
    """

    hub: int
    points: list[Weights]
    curves: list[tuple[Weights, ...]]
    open_at: list[Fraction]


def parametrised(
    equations: Sequence[Array],
    conditions: Sequence[Array],
    *,
    rounded: bool = False,
    tick: Tick = unhurried,
) -> Parametrised | None:
    """Return the weights at which the equations vanish and the conditions are at most zero; None if not decided.

    Each row has one axis for each player and is linear in each one's weights, which are at least zero and add up to
    one; players who matter to no row have one action. Rows of fractions give fractions where z is rational, SymPy
    numbers where it is the root of a quadratic, and floats elsewhere. ``rounded``: the rows stand for floats; then
    there are floats for quadratics too, and nothing is decided where a value that is not zero may be rounding.
    """
    rows = [_in_ring(row) for row in (*equations, *conditions)]
    shape = equations[0].shape
    for hub in (j for j, size in enumerate(shape) if size == 2):
        tick()
        found = _Family(hub, rows, len(equations), tick).solutions(rounded=rounded)
        if found is not None:
            return found
    return None


def _in_ring(row: Array) -> Array:
    """Return a row of fractions as constant polynomials."""
    ring, table = polynomials(), np.empty(row.size, dtype=object)
    table[:] = [ring(ring.domain(int(x.numerator), int(x.denominator))) for x in row.ravel().tolist()]
    return table.reshape(row.shape)


def _varies(row: Array, axis: int) -> bool:
    return bool((np.take(row, [0], axis=axis) != row).any())


@dataclass(frozen=True, eq=False)
class _System:
    """One player's linear equations: ``rows`` of coefficients, their cofactors' ``common`` factor, who was known."""

    common: Any
    rows: list[Array]
    known: tuple[int, ...]


class _Family:
    """The solutions of the linear systems, as polynomials of the hub's probability."""

    def __init__(self, hub: int, rows: list[Array], n_equations: int, tick: Tick) -> None:
        self.hub, self.rows, self.tick = hub, rows, tick
        self.ring = polynomials()
        z = self.ring.gens[0]
        self.weights: dict[int, Array] = {hub: np.array([1 - z, z], dtype=object)}
        self.systems: list[_System] = []
        left = list(range(n_equations))
        while (solved := self._next(left)) is not None:
            left = [r for r in left if r not in solved]
        known = [r for r in left if not self._unknown(rows[r])]
        self.equations = [e for e in (self._contracted(rows[r]) for r in known) if e != 0]
        self.determined = all(j in self.weights for j, size in enumerate(rows[0].shape) if size > 1)
        self.conditions = [self._contracted(row) for row in rows[n_equations:] if not self._unknown(row)]

    def _unknown(self, row: Array) -> set[int]:
        return {j for j in range(row.ndim) if j not in self.weights and _varies(row, j)}

    def _next(self, left: Sequence[int]) -> tuple[int, ...] | None:
        """Determine one more player; return the equations that this took, None when nobody can be determined."""
        for j, size in enumerate(self.rows[0].shape):
            ready = [r for r in left if self._unknown(self.rows[r]) == {j}]
            for chosen in combinations(ready, int(size) - 1) if ready else ():
                self.tick()
                system = [self._contracted(self.rows[r], keep=j) for r in chosen]
                cofactors = _cofactors(system)
                common = _gcd(cofactors)
                if common != 0:
                    self.systems.append(_System(common, system, tuple(self.weights)))
                    self.weights[j] = np.array([c.exquo(common) for c in cofactors], dtype=object)
                    return chosen
        return None

    def _contracted(self, row: Array, keep: int | None = None) -> Any:
        """Return a row at the weights known so far: a polynomial, or one for each action of a player kept."""
        for j in reversed(range(row.ndim)):
            if j != keep:
                weights = self.weights.get(j)
                row = np.take(row, 0, axis=j) if weights is None else np.tensordot(row, weights, axes=(j, 0))
        return np.asarray(row, dtype=object)[()]

    def solutions(self, *, rounded: bool) -> Parametrised | None:
        """Return what meets the equations left, the signs of the weights and the conditions."""
        if not self.determined and not self.equations:
            return None
        open_at = [cell for cell in self.signs.cells if self._open(cell)]
        doubtful = not self.signs.certain or (rounded and self.signs.near_zero(_ROUNDING))
        if doubtful or not all(cell.rational for cell in open_at):
            return None
        runs = [list(run) for met, run in groupby(self.signs.cells, self._meets) if met] if self.determined else []
        points = [self._point(run[0], rounded=rounded) for run in runs if len(run) == 1 and run[0] not in open_at]
        curves = [tuple(self._point(run[k], rounded=rounded) for k in (0, -1, 1)) for run in runs if len(run) > 1]
        return Parametrised(self.hub, points, curves, [as_fraction(cell.near) for cell in open_at])

    @cached_property
    def signs(self) -> Signs:
        """The signs of all polynomials that matter."""
        weights = [w for own in self.weights.values() for w in own.tolist()]
        linear = [c for system in self.systems for c in (system.common, *np.concatenate(system.rows).tolist())]
        return Signs([*weights, *self.equations, *self.conditions, *linear], self.tick)

    def _open(self, cell: PointOrGap) -> bool:
        """Return whether a cell may hold solutions at which somebody is not determined."""
        if not self.determined and self._meets(cell):
            return True
        return any(
            self.signs.at(system.common, cell) == 0
            and all(self._one_sign(self.weights[j], cell) for j in system.known)
            and not any(abs(sum(self.signs.at(c, cell) for c in row.tolist())) == len(row) for row in system.rows)
            for system in self.systems
        )

    def _meets(self, cell: PointOrGap) -> bool:
        """Return whether a cell's points are solutions, with weights of zero allowed."""
        if any(self.signs.at(e, cell) for e in self.equations):
            return False
        signs = [self._one_sign(own, cell) for own in self.weights.values()]
        return all(prod(signs) * self.signs.at(c, cell) <= 0 for c in self.conditions) if all(signs) else False

    def _one_sign(self, weights: Array, cell: PointOrGap) -> int:
        """Return the sign that all of a player's weights have where they are not zero, 0 when there are two."""
        signs = {self.signs.at(w, cell) for w in weights.tolist()} - {0}
        return signs.pop() if len(signs) == 1 else 0

    def _value(self, weight: Any, cell: PointOrGap) -> Fraction:
        """Return a weight at a cell's number, to many digits."""
        if self.signs.at(weight, cell) == 0:
            return Fraction(0)
        number = cell.precisely()
        return as_fraction(weight.evaluate(0, self.ring.domain(number.numerator, number.denominator)))

    def _point(self, cell: PointOrGap, *, rounded: bool) -> Weights:
        """Return every player's weights at a cell's number, in the order of the players."""
        z = cell.number() if cell.rational or not rounded else None
        point = []
        for j in range(self.rows[0].ndim):
            own = self.weights.get(j, np.array([self.ring.one])).tolist()
            if z is None:
                point.append(np.array(_positive(_shares([self._value(w, cell) for w in own]))))
            else:
                point.append(np.array([*map(plain, _shares([value_at(w, z) for w in own])), None], dtype=object)[:-1])
        return tuple(point)


def _positive(shares: Sequence[Fraction]) -> list[float]:
    """Return shares in floats, the smallest float for what is less but not zero."""
    return [float(share) or math.ulp(0.0) * (share > 0) for share in shares]


def _shares(weights: Sequence[Any]) -> list[Any]:
    total = sum(weights)
    return [weight / total for weight in weights]


def _gcd(polynomials: Sequence[Any]) -> Any:
    common = polynomials[0]
    for polynomial in polynomials[1:]:
        common = common.gcd(polynomial)
    return common


def _cofactors(rows: Sequence[Array]) -> list[Any]:
    """Return the vector to which all rows are orthogonal: signed minors of k - 1 rows with k entries."""
    matrix = np.array(rows, dtype=object)
    return [(-1) ** a * _determinant(np.delete(matrix, a, axis=1)) for a in range(matrix.shape[1])]


def _determinant(matrix: Array) -> Any:
    if len(matrix) == 1:
        return matrix[0, 0]
    return sum((-1) ** a * matrix[0, a] * _determinant(np.delete(matrix[1:], a, axis=1)) for a in range(len(matrix)))
