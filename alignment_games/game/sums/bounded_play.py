r"""Expected payoffs of a game of analytic payoffs against the mixed play of many different states, with a proven bound.

The states that mix are put into groups of few enough sums to list (`sums_of`); each listed sum is spread over p = 8
nodes of a lattice by Lagrange's interpolation, with weights that may be negative; the groups are convolved. Where a
payoff f, as a function of one sum, extends analytically to the discs of radius R about the interval of the nodes and
is at most M there, Cauchy's estimate of its p-th derivative bounds the error of one interpolation at y, with spacing
h and nodes :math:`y_j`, and so does the oscillation of f, which is at most M too:

.. math::

   \Big|f(y) - \sum_j w_j f(y_j)\Big| \le M \min\Big(\kappa (h/R)^p, \Lambda\Big), \qquad
   \kappa = \prod_j |y - y_j| / h, \qquad \Lambda = \sum_j |w_j|

(`AnalyticSums.discs` gives M and R, which only get better as the sums grow.) Groups are exchanged for their lattice
versions one after another; what the others bring at the time is dominated by the positive measure that puts
:math:`\Lambda` times each chance on the lowest of the nodes, and the errors add up over it.
"""

from __future__ import annotations

import abc
from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.sums.game_sums import GameSums
from alignment_games.game.sums.lattice_play import lagrange_weights, products_without_one
from alignment_games.game.sums.point_play import mixers, others_for_sure, sums_of

#: Nodes for each listed sum, and listed sums in a group.
_NODES, _MOST_IN_GROUP = 8, 2_500


@dataclass(frozen=True, eq=False)
class AnalyticSums(GameSums):
    """A game whose payoffs extend analytically in the sums, so that an interpolation has a bound."""

    @abc.abstractmethod
    def discs(self, i: int, points: Array) -> list[tuple[Array, ...]]:
        """Return how far a state's payoffs extend analytically in each sum: (bound, radius in each sum).

        One tuple for each term of the payoff, arrays of shape (r, m) for r points (d, r) of the others' sums. In
        the disc of that radius about this or any larger value of the sum, the others fixed, the term is at most
        the bound, up to a constant.
        """

    @abc.abstractmethod
    def lowest(self, i: int) -> Array:
        """Return the sums of the others, 0 or below, down to which the formula of a state's payoffs holds, (d, 1)."""

    def bounded_values(self, play: Array, floors: Array, scales: Array, points: int) -> tuple[Array, Array]:
        """Return expected payoffs with bounds on their errors, as `GameSums.bounded_values` says."""
        return BoundedPlay(self, play, floors, scales, points).values_and_errors()


@dataclass(frozen=True, eq=False)
class _Spread:
    """Sums of a group on the lattice: their signed measure, the positive one that dominates it, and the largest kappa.

    The measures are Fourier transforms; ``kappa``: one for each sum, 0 where all lie on the lattice.
    """

    measure: Array
    dominating: Array
    kappa: Array


@dataclass(frozen=True, eq=False)
class BoundedPlay:
    """Expected payoffs, in ``scales`` above ``floors`` (n,) each, against one table of play (n, m).

    ``points``: of the lattice in all; the more, the closer the bound.
    """

    sums: AnalyticSums
    play: Array
    floors: Array
    scales: Array
    points: int

    def values_and_errors(self) -> tuple[Array, Array]:
        """Return the expected payoffs of all actions, and bounds on their errors, shape (n, m) each."""
        groups = self._groups()
        spacing, shape = self._lattice(groups)
        spread = [self._spread(group, spacing, shape) for group in groups]
        measures = products_without_one(np.stack([each.measure.ravel() for each in spread]))
        dominating = products_without_one(np.stack([each.dominating.ravel() for each in spread]))
        everyone = spread[0].measure.ravel() * measures[0], spread[0].dominating.ravel() * dominating[0]
        kappa = np.max([each.kappa for each in spread], axis=0)
        values, errors = np.zeros_like(self.play), np.zeros_like(self.play)
        sure = others_for_sure(self.sums, self.play)
        below = len(groups) * (_NODES // 2 - 1)
        for i in range(len(self.play)):
            at = next((k for k, group in enumerate(groups) if i in group), None)
            measure, dominated = everyone
            if at is not None:
                rest = self._spread([j for j in groups[at] if j != i], spacing, shape)
                measure, dominated = rest.measure.ravel() * measures[at], rest.dominating.ravel() * dominating[at]
            points = _points(spacing, shape, below) + sure[:, i, None]
            values[i] = self._expected(i, points, _back(measure, shape))
            errors[i] = len(groups) * np.maximum(_back(dominated, shape), 0) @ self._errors(i, points, spacing, kappa)
        return values, errors

    def _groups(self) -> list[list[int]]:
        """Return the mixing states in groups of few sums, those alike together."""
        groups: list[list[int]] = []
        for i in mixers(self.sums, self.play):
            if groups and sums_of(self.sums, self.play, [*groups[-1], i], _MOST_IN_GROUP) is not None:
                groups[-1].append(i)
            else:
                groups.append([i])
        return groups

    def _lattice(self, groups: list[list[int]]) -> tuple[Array, tuple[int, ...]]:
        """Return the spacing and the points for each sum, enough for all nodes of all groups."""
        who = [i for group in groups for i in group]
        totals = np.where(self.play != 0, self.sums.amounts, 0)[:, who].max(axis=2).sum(axis=1)
        side = round(self.points ** (1 / max(1, int(np.count_nonzero(totals)))))
        side = max(side, 2 * _NODES * len(groups))
        spacing = np.where(totals > 0, totals / float(side - _NODES * len(groups)), 1)
        return spacing, tuple(side if total else 1 for total in totals)

    def _spread(self, group: list[int], spacing: Array, shape: tuple[int, ...]) -> _Spread:
        """Return the group's sums on the lattice, each axis counted from the lowest node of all."""
        listed = sums_of(self.sums, self.play, group, _MOST_IN_GROUP)
        assert listed is not None  # noqa: S101 - groups are made so
        steps = listed[0] / spacing[:, None]
        floors = np.floor(steps)
        wide = np.array(shape)[:, None] > 1
        past = np.where(wide, steps - floors + (_NODES // 2 - 1), 0)
        nodes = [
            np.array(lagrange_weights(own, _NODES)) if count > 1 else np.ones((1, len(own)))
            for own, count in zip(past, shape, strict=True)
        ]
        measure, dominating = np.zeros(shape), np.zeros(shape)
        place = tuple(floors.astype(int))
        for at in np.ndindex(*(len(each) for each in nodes)):
            weights = prod((each[k] for each, k in zip(nodes, at, strict=True)), start=listed[1])
            np.add.at(measure, tuple(own + k for own, k in zip(place, at, strict=True)), weights)
        lowest = np.where(wide & (steps == floors), floors + _NODES // 2 - 1, floors)  # on a point, all weight is there
        spread_by = prod((np.abs(each).sum(axis=0) for each in nodes), start=np.abs(listed[1]))
        np.add.at(dominating, tuple(lowest.astype(int)), spread_by)
        kappa = np.where(wide, np.prod([np.abs(past - j) for j in range(_NODES)], axis=0), 0).max(axis=1)
        return _Spread(np.fft.rfftn(measure), np.fft.rfftn(dominating), kappa)

    def _expected(self, i: int, points: Array, measure: Array) -> Array:
        at = np.maximum(points, self.sums.lowest(i))[:, None]
        payoffs = (self.sums.bounds(np.array([i]), at, at)[0][0] - self.floors[i]) / self.scales[i]
        return np.asarray(measure @ np.where(self.sums.offered[i], payoffs, 0))

    def _errors(self, i: int, points: Array, spacing: Array, kappa: Array) -> Array:
        """Return the bound on the error of one group's exchange when the others bring each of the sums, (r, m)."""
        lowest = self.sums.lowest(i)
        beyond = np.any(points < lowest, axis=0, keepdims=True).T
        total = np.zeros((points.shape[1], self.play.shape[1]))
        for size, *radii in self.sums.discs(i, np.maximum(points, lowest)):
            for radius, step, largest in zip(radii, spacing, kappa, strict=True):
                if largest:
                    with np.errstate(divide="ignore", over="ignore"):
                        share = np.minimum(largest * (step / radius) ** _NODES, 1)
                    total += size * np.where(beyond, 1, share)
        return np.asarray(np.where(self.sums.offered[i], total, 0) / self.scales[i])


def _points(spacing: Array, shape: tuple[int, ...], below: int) -> Array:
    """Return the sums at all points of the lattice, whose first lies ``below`` steps under 0, shape (d, points)."""
    axes: Iterable[Array] = (
        step * (np.arange(count) - below) if count > 1 else np.zeros(1)
        for step, count in zip(spacing, shape, strict=True)
    )
    return np.stack([each.ravel() for each in np.meshgrid(*axes, indexing="ij")])


def _back(transform: Array, shape: tuple[int, ...]) -> Array:
    """Return the measure of a transform, in one row."""
    half = (*shape[:-1], shape[-1] // 2 + 1)
    return np.fft.irfftn(transform.reshape(half), s=shape, axes=range(len(shape))).ravel()
