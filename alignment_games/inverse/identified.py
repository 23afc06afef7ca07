r"""The set of parameters under which a record is rational, exact or in certified boxes, with one face for both.

The most central point is the one around which every parameter may move at once by the largest share of its range, in
any direction, while the record stays rational (Chebyshev's centre for the maximum norm).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from sympy import Expr, Symbol

from alignment_games.arrays import Array
from alignment_games.inverse.boxes import INSIDE, OUTSIDE, UNDECIDED, Boxes, subdivided
from alignment_games.inverse.linear import Affine, Farkas
from alignment_games.inverse.polytope import BoxPolytope

#: From this many inputs on the exact volume has too many facets of facets.
_MOST_FOR_VOLUME = 4
#: The most central point of boxes is looked for in the middles of so many of the largest, on a lattice of about so many
#: points, and then on lattices around the best, of these shares of the ranges.
_STARTS, _POINTS, _STEPS = 50, 125, (0.25, 0.1, 0.04, 0.015, 0.005, 0.002, 0.0005)
#: Distances that are held at once.
_MOST_DISTANCES = 10**7


@dataclass(frozen=True)
class Centre:
    """The most central point found, and the share of its range by which every input may move away from it."""

    point: tuple[float, ...]
    room: float


@dataclass(frozen=True, eq=False)
class ExactSet:
    """A set given by affine inequalities with rational coefficients."""

    polytope: BoxPolytope
    exact = True

    @property
    def empty(self) -> bool:
        """Whether no point is in it."""
        return self.polytope.empty

    @property
    def proof(self) -> Farkas | None:
        """Why it is empty; None where it is not."""
        return self.polytope.certificate

    @cached_property
    def share(self) -> tuple[float, float]:
        """The share of the box that it is, from below and above; (0, 1) where too many inputs are open to tell."""
        if not self.empty and self.polytope.size > _MOST_FOR_VOLUME:
            return 0.0, 1.0
        volume = float(self.polytope.volume)
        return volume, volume

    @cached_property
    def centre(self) -> Centre | None:
        """The most central point; None where the set is empty."""
        if self.empty:
            return None
        point, room = self.polytope.centre
        return Centre(tuple(map(float, point)), float(room))

    @cached_property
    def ranges(self) -> tuple[tuple[float, float], ...]:
        """The smallest and the largest value of each input in it; none where it is empty."""
        return () if self.empty else tuple((float(a), float(b)) for a, b in self.polytope.ranges)

    @property
    def binding(self) -> tuple[int, ...]:
        """The inequalities that bound it within the box, by position; where it is empty, those that prove it."""
        return tuple(self.proof.weights) if self.proof else self.polytope.facets

    def contains(self, points: Array) -> Array:
        """Return which points ``(points, inputs)`` are in it, in floats."""
        constants = np.array([float(f.constant) for f in self.polytope.slacks])
        slopes = np.array([[float(c) for c in f.coefficients] for f in self.polytope.slacks])
        return np.asarray((points @ slopes.T + constants >= 0).all(axis=1))


@dataclass(frozen=True, eq=False)
class BoxedSet:
    """A set known by boxes that are proven inside and proven outside of it, and some that are neither."""

    boxes: Boxes
    slacks: tuple[Expr, ...]
    symbols: tuple[Symbol, ...]
    exact = False
    proof = None

    @property
    def empty(self) -> bool | None:
        """Whether no point is in it; None where that is not decided."""
        if (self.boxes.kind == INSIDE).any():
            return False
        return None if (self.boxes.kind == UNDECIDED).any() else True

    @property
    def share(self) -> tuple[float, float]:
        """The share of the box that it is, from below and above, both proven."""
        return self.boxes.share_of(INSIDE), 1 - self.boxes.share_of(OUTSIDE)

    @property
    def ranges(self) -> tuple[tuple[float, float], ...]:
        """Beyond what values each input is not in it, as proven; none where it is empty."""
        at = self.boxes.kind != OUTSIDE
        if not at.any():
            return ()
        low, high = self.boxes.low[at].min(axis=0), self.boxes.high[at].max(axis=0)
        return tuple(zip(low.tolist(), high.tolist(), strict=True))

    @property
    def binding(self) -> tuple[int, ...]:
        """The inequalities that bound it within the box, by position; where it is empty, those that rule boxes out."""
        found = self.boxes.open[self.boxes.kind == UNDECIDED].any(axis=0)
        if self.empty:
            found = np.isin(np.arange(len(found)), self.boxes.broken)
        return tuple(np.flatnonzero(found).tolist())

    @cached_property
    def centre(self) -> Centre | None:
        """The most central of many points, its room proven; None where no box is inside."""
        boxes = self.boxes
        inside = np.flatnonzero(boxes.kind == INSIDE)
        if not len(inside):
            return None
        low, high = boxes.low.min(axis=0), boxes.high.max(axis=0)
        room = _Room(low, high, boxes, boxes.kind == UNDECIDED)  # what lies between inside and outside
        largest = inside[np.argsort(-boxes.share[inside], kind="stable")[:_STARTS]]
        points = np.concatenate([(boxes.low + boxes.high)[largest] / 2, low + _lattice(len(low)) * (high - low)])
        points = points[self.contains(points)]
        best = points[int(room.around(points).argmax())]
        for step in _STEPS:
            near = best + step * (_lattice(len(low)) - 0.5) * (high - low)
            near = np.clip(np.concatenate([best[None], near]), low, high)
            near = near[self.contains(near)]
            best = near[int(room.around(near).argmax())]
        proven = _Room(low, high, boxes, boxes.kind != INSIDE)
        return Centre(tuple(best.tolist()), float(proven.around(best[None])[0]))

    @cached_property
    def _in_floats(self) -> Callable[..., Any]:
        from sympy import lambdify

        return lambdify(self.symbols, list(self.slacks), modules="numpy", cse=True)  # type: ignore[no-any-return]

    def contains(self, points: Array) -> Array:
        """Return which points ``(points, inputs)`` are in it, in floats."""
        with np.errstate(all="ignore"):  # a contest of nothing with nothing is no number, and not in it
            slacks = self._in_floats(*points.T)
            return np.asarray(np.all([np.broadcast_to(slack >= 0, len(points)) for slack in slacks], axis=0))


@dataclass(frozen=True)
class _Room:
    """How far points are from the ends of the whole box and from some of its boxes."""

    low: Array
    high: Array
    boxes: Boxes
    other: Array

    def around(self, points: Array) -> Array:
        """Return the share of its range by which every input may move away from each point, at least."""
        width = self.high - self.low
        found = np.minimum((points - self.low) / width, (self.high - points) / width).min(axis=1)
        low, high = self.boxes.low[self.other] / width, self.boxes.high[self.other] / width
        for part in np.array_split(np.arange(len(points)), max(1, len(points) * len(low) // _MOST_DISTANCES)):
            at = points[part, None, :] / width
            away = np.maximum(low - at, at - high).max(axis=2)
            found[part] = np.minimum(found[part], away.min(axis=1, initial=np.inf))
        return np.asarray(np.maximum(found, 0.0))


def _lattice(size: int) -> Array:
    """Return the middles of equal cells of the unit box, ``(points, inputs)``."""
    side = max(2, round(_POINTS ** (1 / size)))
    axes = np.meshgrid(*[(np.arange(side) + 0.5) / side] * size, indexing="ij")
    return np.stack(axes, axis=-1).reshape(-1, size)


#: The set of parameters under which a record is rational.
IdentifiedSet = ExactSet | BoxedSet


def identified(
    slacks: Sequence[Expr],
    exact: Sequence[Affine | None],
    symbols: Sequence[Symbol],
    ends: Sequence[tuple[float, float]],
    *,
    undecided: float,
    most: int,
) -> IdentifiedSet:
    """Return the set where all slacks are at least zero: exactly where ``exact`` has all of them, else in boxes.

    ``ends``: the lowest and the highest value of each symbol.
    """
    affine = [each for each in exact if each is not None]
    if len(affine) == len(exact):
        low, high = zip(*((Fraction(str(a)), Fraction(str(b))) for a, b in ends), strict=True)
        return ExactSet(BoxPolytope(tuple(affine), low, high))
    low, high = zip(*ends, strict=True)
    boxes = subdivided(slacks, symbols, low, high, undecided=undecided, most=most)
    return BoxedSet(boxes, tuple(slacks), tuple(symbols))
