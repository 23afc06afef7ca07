"""Room on a picture: discs pushed apart, and labels beside them that overlap nothing. Points and boxes, no drawing.

Lengths are in points; a box is (left, bottom, right, top).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress

import numpy as np

from alignment_games.arrays import Array

Box = tuple[float, float, float, float]

#: Directions in which a label may stand, the most readable first: right, left, above, below, then between these.
_DIRECTIONS = (0, 180, 90, 270, 45, 315, 135, 225, 22, 338, 158, 202, 67, 113, 247, 293)
#: How far off a label may stand, in points beyond the disc; from the third on a line leads to it.
_STEPS = (3.0, 8.0, 15.0, 24.0)
#: By how much nearer a label stands to its own disc than to others, in points, where no line leads to it.
_CLEARLY = 3.0
#: Discs so near count as neighbours.
_NEAR = 60.0
#: Points on a line that leads to a label.
_LEAD = 30
#: Rounds of pushing discs apart.
_ROUNDS = 400


def apart(points: Array, radii: Array, frame: Box, gap: float = 2.0) -> Array:
    """Return the centres of discs moved as little as need be so that none overlaps another, inside the frame.

    ``points``: shape (n, 2). Pairs that overlap push each other away, the smaller one further, round after round.

    >>> apart(np.array([[0.0, 0.0], [2.0, 0.0]]), np.array([2.0, 2.0]), (-9, -9, 9, 9), gap=0.0).round(3).tolist()
    [[-1.0, 0.0], [3.0, 0.0]]
    """
    moved = np.array(points, dtype=float)
    least = radii[:, None] + radii[None, :] + gap
    np.fill_diagonal(least, 0.0)
    yields = radii[None, :] ** 2 / (radii[:, None] ** 2 + radii[None, :] ** 2)
    low, high = np.array(frame[:2]) + radii[:, None], np.array(frame[2:]) - radii[:, None]
    for _ in range(_ROUNDS):
        across, up = (moved[:, None, axis] - moved[None, :, axis] for axis in (0, 1))
        one, other = np.nonzero(across * across + up * up < least * least)  # few of all pairs
        between = np.stack([across[one, other], up[one, other]], axis=-1)
        far = np.linalg.norm(between, axis=-1)
        lack = least[one, other] - far
        if lack.max(initial=0.0) < 1e-6:
            break
        push = _directions(between, far, one) * (lack * yields[one, other])[:, None]
        np.add.at(moved, one, push)
        moved = np.clip(moved, low, np.maximum(low, high))
    return moved


def _directions(between: Array, far: Array, who: Array) -> Array:
    """Return where each is pushed, of length one; those on one spot leave it in different directions."""
    angle = who * 2.4
    fallback = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    return np.where(far[:, None] > 1e-9, between / np.maximum(far, 1e-9)[:, None], fallback)


@dataclass(frozen=True)
class Spot:
    """Where a label stands: its box, and whether so far off that a line has to lead to it."""

    box: Box
    led: bool

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the box."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def label_spots(
    centres: Array, radii: Array, labelled: Sequence[int], sizes: Array, frame: Box, lines: Sequence[Array] = ()
) -> list[Spot | None]:
    """Return where the labels of some of the discs can stand, None where there is no room within reach.

    ``labelled``: the positions of these discs; ``sizes``: of their labels, shape (labels, 2). No box returned overlaps
    another, a disc, or the frame, and no line that leads to one meets another or a disc. Of the free places the
    nearest that crosses the fewest ``lines``, each of shape (points, 2), is taken; discs with the most neighbours
    choose first.
    """
    room = _Room(centres, radii, frame)
    spots: list[Spot | None] = [None] * len(labelled)
    near = np.linalg.norm(centres[:, None] - centres[None, :], axis=-1)
    crowd = (near < _NEAR).sum(axis=1)[list(labelled)]
    for k in np.argsort(-crowd, kind="stable").tolist():
        i = labelled[k]
        places = room.free(_candidates(centres[i], float(radii[i]), sizes[k]))
        told = (_told_apart(spot, i, centres, radii) for spot in places)
        spots[k] = _best((spot for spot in told if room.admits(spot, i)), lines)
        if (spot := spots[k]) is not None:
            room.take(spot, i)
    return spots


class _Room:
    """What is left free of a frame by discs, labels, and the lines that lead to labels."""

    def __init__(self, centres: Array, radii: Array, frame: Box) -> None:
        self.centres, self.radii, self.frame = centres, radii, frame
        self.boxes = np.column_stack([centres - radii[:, None], centres + radii[:, None]])
        self.leads = np.empty((0, 2))

    def free(self, spots: Iterable[Spot]) -> Iterator[Spot]:
        """Yield the spots within the frame that no disc and no label overlaps: all are asked about at once."""
        listed = list(spots)
        boxes = np.array([spot.box for spot in listed])
        inside = (boxes[:, :2] >= self.frame[:2]).all(axis=1) & (boxes[:, 2:] <= self.frame[2:]).all(axis=1)
        apart_ = (self.boxes[:, :2] >= boxes[:, None, 2:]) | (self.boxes[:, 2:] <= boxes[:, None, :2])
        return compress(listed, np.atleast_1d(inside & apart_.any(axis=-1).all(axis=-1)))

    def admits(self, spot: Spot, i: int) -> bool:
        """Return whether the label of disc i can stand at a free spot, for the lines that lead to labels."""
        if _within(self.leads, spot.box).any():
            return False
        if not spot.led:
            return True
        lead = self._lead(spot, i)
        others = np.arange(len(self.centres)) != i
        away = np.linalg.norm(lead[:, None] - self.centres[others], axis=-1)
        if (away < self.radii[others] + 1).any():
            return False
        low, high = lead.min(axis=0) - _CLEARLY, lead.max(axis=0) + _CLEARLY
        meets = np.linalg.norm(lead[:, None] - self.leads[_within(self.leads, (*low, *high))], axis=-1)
        labels = self.boxes[len(self.centres) :]
        inside = (lead[:, None] > labels[:, :2]) & (lead[:, None] < labels[:, 2:])
        return not ((meets < _CLEARLY).any() or inside.all(axis=-1).any())

    def take(self, spot: Spot, i: int) -> None:
        """Let the label of disc i stand there."""
        self.boxes = np.concatenate([self.boxes, [spot.box]])
        if spot.led:
            self.leads = np.concatenate([self.leads, self._lead(spot, i)])

    def _lead(self, spot: Spot, i: int) -> Array:
        along = np.linspace(0, 1, _LEAD)[:, None]
        return np.asarray(self.centres[i] * (1 - along) + np.array(spot.centre) * along)


def _candidates(centre: Array, radius: float, size: Array) -> Iterator[Spot]:
    """Yield the places beside one disc, the best first."""
    (here, there), (width, height) = centre.tolist(), size.tolist()
    for step, beyond in enumerate(_STEPS):
        for degrees in _DIRECTIONS:
            across, up = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
            x = here + (radius + beyond) * across + width / 2 * max(-1.0, min(1.0, across * 1.5))
            y = there + (radius + beyond) * up + height / 2 * max(-1.0, min(1.0, up * 1.5))
            yield Spot((x - width / 2, y - height / 2, x + width / 2, y + height / 2), step > 1)


def _told_apart(spot: Spot, i: int, centres: Array, radii: Array) -> Spot:
    """Return the spot with a line to its disc where the label stands as near to another disc."""
    nearest = np.clip(centres, spot.box[:2], spot.box[2:])
    far = np.linalg.norm(centres - nearest, axis=-1) - radii
    return replace(spot, led=spot.led or bool((np.delete(far, i) < far[i] + _CLEARLY).any()))


def _best(free: Iterable[Spot], lines: Sequence[Array]) -> Spot | None:
    """Return the first place that crosses the fewest lines and needs no line to it, as far as both can be had.

    Places are asked for no longer than one may still be better: each costs as much as there are before it, at least.
    """
    best, least = None, np.inf
    points, starts = np.concatenate([np.empty((0, 2)), *lines]), np.cumsum([0, *map(len, lines)])[:-1]
    for order, spot in enumerate(free):
        if order >= least:
            break
        crossed = int(np.logical_or.reduceat(_within(points, spot.box), starts).sum()) if len(points) else 0
        cost = order + len(_DIRECTIONS) * (crossed + spot.led)
        if cost < least:
            best, least = spot, cost
    return best


def _within(points: Array, box: Box) -> Array:
    x, y = points[:, 0], points[:, 1]
    return np.asarray((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3]))
