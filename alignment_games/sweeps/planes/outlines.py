"""The outlines of regions on a plane, from where the answer changes on the steps of a grid.

Marching squares for any number of answers: within a cell of the grid, boundaries run straight between the crossings on
its sides, and meet in the middle of three or more. Cells share their sides with their neighbours, so that outlines are
what runs through cells, and along the frame.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from alignment_games.arrays import Array
from alignment_games.sweeps.planes.crossings import Crossings

Point = tuple[float, float]
#: A piece of an outline: its points, the region at its left.
_Piece = tuple[Point, ...]


def outlines(found: Crossings, labels: Array, x: Array, y: Array) -> dict[int, list[Array]]:
    """Return the closed outlines of each label, in units of the axes, each ``(points, 2)``, the region at their left.

    ``labels`` ``(nx, ny)``: as in ``found``, or coarser. ``x``, ``y``: the values of the axes; one of a single value is
    drawn half a unit to either side.

    >>> half = Crossings(np.array([[0], [1]]), np.array([[0.25]]), np.empty((2, 0)), 0.0)
    >>> [loop.tolist() for loop in outlines(half, half.labels, np.array([0.0, 4.0]), np.array([0.0]))[1]]
    [[[1.0, 0.5], [1.0, -0.5], [4.0, -0.5], [4.0, 0.5]]]
    """
    across, upward = found.across, found.upward
    if len(x) == 1:
        x, labels = _beside(x), np.repeat(labels, 2, axis=0)
        across, upward = np.full((1, labels.shape[1]), np.nan), np.repeat(upward, 2, axis=0)
    if len(y) == 1:
        y, labels = _beside(y), np.repeat(labels, 2, axis=1)
        across, upward = np.repeat(across, 2, axis=1), np.full((labels.shape[0], 1), np.nan)
    plane = _Plane(labels, across, upward, x, y)
    pieces: dict[int, list[_Piece]] = defaultdict(list)
    for label, piece in (*plane.through_cells(), *plane.along_frame()):
        pieces[label].append(piece)
    return {label: [_straightened(loop) for loop in _closed(own)] for label, own in pieces.items()}


def _beside(values: Array) -> Array:
    return np.array([values[0] - 0.5, values[0] + 0.5])


class _Plane:
    """A grid with its labels and crossings, cell by cell."""

    def __init__(self, labels: Array, across: Array, upward: Array, x: Array, y: Array) -> None:
        self.labels, self.across, self.upward = labels, across, upward
        self.x, self.y = x, y

    def through_cells(self) -> Iterator[tuple[int, _Piece]]:
        """Yield the pieces within cells whose corners differ."""
        own = self.labels
        mixed = (own[:-1, :-1] != own[1:, :-1]) | (own[:-1, :-1] != own[:-1, 1:]) | (own[:-1, :-1] != own[1:, 1:])
        for i, j in np.argwhere(mixed).tolist():
            corners = ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1))
            met = [
                (int(own[end]), self._crossing(start, end))
                for start, end in zip(corners, (*corners[1:], corners[0]), strict=True)
                if own[start] != own[end]
            ]
            middle = [tuple(np.mean([point for _, point in met], axis=0).tolist())] if len(met) > 2 else []
            for k, (label, point) in enumerate(met):  # its region runs from here to the next crossing
                yield label, (met[(k + 1) % len(met)][1], *middle, point)

    def along_frame(self) -> Iterator[tuple[int, _Piece]]:
        """Yield the pieces on the frame, counter-clockwise."""
        right, top = self.labels.shape[0] - 1, self.labels.shape[1] - 1
        walk = [(i, 0) for i in range(right)] + [(right, j) for j in range(top)]
        walk += [(i, top) for i in range(right, 0, -1)] + [(0, j) for j in range(top, 0, -1)]
        for start, end in zip(walk, [*walk[1:], walk[0]], strict=True):
            if self.labels[start] == self.labels[end]:
                yield int(self.labels[start]), (self._corner(start), self._corner(end))
            else:
                point = self._crossing(start, end)
                yield int(self.labels[start]), (self._corner(start), point)
                yield int(self.labels[end]), (point, self._corner(end))

    def _corner(self, place: tuple[int, int]) -> Point:
        return float(self.x[place[0]]), float(self.y[place[1]])

    def _crossing(self, one: tuple[int, int], other: tuple[int, int]) -> Point:
        """Return where the answer changes between two neighbours."""
        (i, j), (k, m) = sorted((one, other))
        (left, low), (right, high) = self._corner((i, j)), self._corner((k, m))
        share = float(self.across[i, j] if k > i else self.upward[i, j])
        return left + share * (right - left), low + share * (high - low)


def _closed(pieces: Sequence[_Piece]) -> Iterator[list[Point]]:
    """Yield closed loops of pieces, each of which goes on where another ends."""
    onward: dict[Point, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        onward[piece[0]].append(piece)
    while onward:
        start = at = next(iter(onward))
        loop: list[Point] = []
        while not loop or at != start:
            piece = onward[at].pop()
            if not onward[at]:
                del onward[at]
            loop += piece[:-1]
            at = piece[-1]
        yield loop


def _straightened(loop: Sequence[Point]) -> Array:
    """Return a loop without the points on straight lines along the frame."""
    points = np.array(loop)
    before, after = np.roll(points, 1, axis=0), np.roll(points, -1, axis=0)
    straight = ((before == points) & (points == after)).any(axis=1)
    return points if straight.all() else points[~straight]
