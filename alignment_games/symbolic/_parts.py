"""Ranges of sums over which a critical value hardly moves: a box is cut in two until a page is full or nothing is left.

The cut is the one that leaves the values on either side least apart; sums at which even the kind of answer differs are
parted first. It is the regression tree of Breiman and others (1984) with the spread in place of the variance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from alignment_games.arrays import Array

#: At least one bound and below another, None where there is none.
Range = tuple[Any, Any]

#: Rows of a table that fits on a page.
MOST_PARTS = 8
#: A spread of this share of the whole is small enough.
_ENOUGH = 0.04
#: At so many places along each sum a cut is tried.
_MOST_CUTS = 48


class Answer(NamedTuple):
    """Answers of one kind: the least and the most of each critical value, and at how many sums."""

    kind: Any
    low: Array
    high: Array
    points: int


@dataclass(frozen=True, eq=False)
class Part:
    """A range of each sum, at least the first figure and below the second, and the answers there.

    ``answers``: one, unless the part could not be cut so that all its answers are of one kind.
    """

    ranges: tuple[Range, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, eq=False)
class _Box:
    members: Array
    ranges: tuple[Range, ...]
    score: tuple[float, float]


def parted(sums: Array, kinds: Sequence[Any], values: Array) -> list[Part]:
    """Return the parts in rising order of the sums, at most `MOST_PARTS`.

    ``sums``: exact, shape (points, axes); ``kinds``: of the answer at each; ``values``: shape (points, values).

    >>> sums = np.array([[0], [1], [2], [3]], dtype=object)
    >>> found = parted(sums, ["below"] * 4, np.array([[0.1], [0.1], [0.9], [0.9]]))
    >>> [part.ranges for part in found], [float(part.answers[0].high[0]) for part in found]
    ([((None, 2),), ((2, None),)], [0.1, 0.9])
    """
    codes = {kind: k for k, kind in enumerate(dict.fromkeys(kinds))}
    code = np.array([codes[kind] for kind in kinds])
    values = np.asarray(values, dtype=float)
    whole = float(np.ptp(values, axis=0).max(initial=0.0)) or 1.0
    ranked = [np.unique(column, return_inverse=True) for column in sums.T]
    problem = _Problem([levels.tolist() for levels, _ in ranked], [ranks for _, ranks in ranked], code, values / whole)
    boxes = [problem.box(np.arange(len(sums)), ((None, None),) * sums.shape[1])]
    while len(boxes) < MOST_PARTS:
        worst = max(boxes, key=lambda box: box.score)
        halves = problem.cut(worst) if worst.score > (0.0, _ENOUGH) else None
        if halves is None:
            break
        boxes = [*(box for box in boxes if box is not worst), *halves]
    labels = list(codes)
    boxes.sort(key=lambda box: [-1 if low is None else low for low, _ in box.ranges])
    return [_part(box, labels, code, values) for box in boxes]


def _part(box: _Box, labels: Sequence[Any], code: Array, values: Array) -> Part:
    answers = []
    for k in np.unique(code[box.members]).tolist():
        same = values[box.members[code[box.members] == k]]
        answers.append(Answer(labels[k], same.min(axis=0), same.max(axis=0), len(same)))
    return Part(box.ranges, tuple(answers))


@dataclass(frozen=True, eq=False)
class _Problem:
    """Sums by their rank among the levels of an axis: exact numbers are compared once, not at every cut."""

    levels: list[list[Any]]
    ranks: list[Array]
    code: Array
    values: Array

    def box(self, members: Array, ranges: tuple[Range, ...]) -> _Box:
        """Return a box with its score: how many answers are not of the commonest kind, and the spread of a kind."""
        code, values = self.code[members], self.values[members]
        spreads = [float(np.ptp(values[code == k], axis=0).max(initial=0.0)) for k in np.unique(code).tolist()]
        return _Box(members, ranges, (float(len(members) - np.bincount(code).max()), max(spreads)))

    def cut(self, box: _Box) -> tuple[_Box, _Box] | None:
        """Return the two halves of the best cut, None where all sums of the box are the same."""
        best: tuple[_Box, _Box] | None = None
        cost = (np.inf, np.inf, np.inf)
        for axis, (levels, ranks) in enumerate(zip(self.levels, self.ranks, strict=True)):
            column = ranks[box.members]
            present = np.unique(column)
            step = max(1, len(present) // _MOST_CUTS)
            for k in range(1, len(present), step):
                bound = between(levels[present[k - 1]], levels[present[k]])
                upper = column >= present[k]
                halves = tuple(
                    self.box(box.members[side], _within(box.ranges, axis, bound, above=above))
                    for side, above in ((~upper, False), (upper, True))
                )
                scores = [part.score for part in halves]
                found = (sum(s[0] for s in scores), max(s[1] for s in scores), sum(s[1] for s in scores))
                if found < cost:
                    best, cost = (halves[0], halves[1]), found
        return best


def _within(ranges: tuple[Range, ...], axis: int, bound: Any, *, above: bool) -> tuple[Range, ...]:
    low, high = ranges[axis]
    return (*ranges[:axis], (bound, high) if above else (low, bound), *ranges[axis + 1 :])


def between(low: Any, high: Any) -> Any:
    """Return the number of fewest decimals above ``low`` and up to ``high``, as a fraction where these are fractions.

    >>> from fractions import Fraction
    >>> between(Fraction("0.1234"), Fraction("0.1261")), between(0, 2)
    (Fraction(63, 500), 2)
    """
    for digits in range(18):
        unit = 10**digits
        rounded = (high * unit) // 1
        if rounded > low * unit:
            return type(high)(rounded) / unit if digits else type(high)(rounded)
    return high
