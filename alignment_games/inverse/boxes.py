r"""A set cut out by inequalities, as boxes that are proven inside, proven outside, or undecided.

Branch and prune (Moore, Kearfott & Cloud 2009): a box is inside where every slack is at least zero all over it,
outside where one slack is below zero all over it, and is halved otherwise, along the input that moves the undecided
slacks most. Shares of the whole are sums of powers of two, so no digit is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from sympy import Expr, Symbol

from alignment_games.arrays import Array
from alignment_games.inverse.intervals import enclosed

#: A box is of one of three kinds.
INSIDE, OUTSIDE, UNDECIDED = 0, 1, 2
#: A box is not halved more often than this: its share of the whole would be lost beside 1.
_MOST_HALVINGS = 48


@dataclass(frozen=True, eq=False)
class Boxes:
    """A box cut into smaller ones: ``low`` and ``high`` ``(boxes, inputs)``, the ``kind`` and ``share`` of each.

    ``broken``: for a box outside, the inequality, by position, that rules it out; -1 for the others.
    ``open``: for an undecided box, which inequalities are, ``(boxes, inequalities)``. ``rising`` and ``falling``:
    whether each of them grows, or shrinks, in each input wherever it is undecided, ``(inequalities, inputs)``.
    """

    low: Array
    high: Array
    kind: Array
    share: Array
    broken: Array = field(repr=False)
    open: Array = field(repr=False)
    rising: Array = field(repr=False)
    falling: Array = field(repr=False)

    def share_of(self, kind: int) -> float:
        """Return the share of the whole box that is inside, outside or undecided."""
        return float(self.share[self.kind == kind].sum())

    def share_broken(self, inequality: int) -> float:
        """Return the share of the whole box that an inequality rules out, as far as it was the one to be found."""
        return float(self.share[self.broken == inequality].sum())


def subdivided(
    slacks: Sequence[Expr],
    symbols: Sequence[Symbol],
    low: Sequence[float],
    high: Sequence[float],
    *,
    undecided: float = 0.02,
    most: int = 60_000,
) -> Boxes:
    """Return where all slacks are at least zero, to a precision.

    ``undecided``: the share of what may be inside that may stay undecided. ``most``: how many boxes may; both bounds
    end the run, so that a set that is empty is seen to be so unless it takes too many boxes.

    >>> x, y = Symbol("x"), Symbol("y")
    >>> disc = subdivided([1 - x**2 - y**2], [x, y], [0, 0], [1, 1])
    >>> disc.share_of(INSIDE) < np.pi / 4 < 1 - disc.share_of(OUTSIDE), disc.share_of(UNDECIDED) < 0.02
    (True, True)
    """
    return _Subdivision(slacks, symbols, np.array([low], dtype=float), np.array([high], dtype=float)).run(
        undecided, most
    )


class _Subdivision:
    """The boxes of a run: those that are decided, and the front of those that are not."""

    def __init__(self, slacks: Sequence[Expr], symbols: Sequence[Symbol], low: Array, high: Array) -> None:
        self.slacks, self.symbols = slacks, symbols
        self.scale = np.maximum(high - low, np.finfo(float).tiny)[0]
        self.done: list[tuple[Array, ...]] = []
        shape = (len(slacks), len(symbols))
        self.front: tuple[Array, ...] = (
            low,
            high,
            np.ones(1),
            np.ones((1, len(slacks)), dtype=bool),
            np.zeros((1, len(symbols))),
        )
        self.rising, self.falling = np.ones(shape, dtype=bool), np.ones(shape, dtype=bool)
        self._examine()

    def run(self, undecided: float, most: int) -> Boxes:
        """Halve until little is undecided, or the boxes are many."""
        for _ in range(_MOST_HALVINGS):
            share = self.front[2]
            inside = sum(part[3].sum() for part in self.done if (part[2] == INSIDE).all())
            if not len(share) or share.sum() <= undecided * (inside + share.sum()) or 2 * len(share) > most:
                break
            self._halve()
            self._examine()
        return self._collected()

    def _halve(self) -> None:
        low, high, share, open_, weight = self.front
        along = ((high - low) / self.scale * weight).argmax(axis=1)
        at = np.arange(len(low))
        middle = low[at, along] + (high[at, along] - low[at, along]) / 2
        left, right = high.copy(), low.copy()
        left[at, along], right[at, along] = middle, middle
        both = (np.concatenate([low, right]), np.concatenate([left, high]))
        self.front = (*both, *(np.concatenate([each, each]) for each in (share / 2, open_, weight)))

    def _examine(self) -> None:
        """Tell the boxes of the front apart; those that are decided leave it."""
        low, high, share, open_, _ = self.front
        open_, broken = open_.copy(), np.full(len(low), -1)
        weight, rising, falling = np.zeros_like(low), *(np.ones_like(self.rising) for _ in range(2))
        for k, slack in enumerate(self.slacks):
            at = np.flatnonzero(open_[:, k] & (broken < 0))
            if not len(at):
                continue
            value, slope = enclosed(slack, self.symbols, low[at], high[at])
            broken[at[value.high < 0]] = k
            open_[at[value.low >= 0], k] = False
            left = (value.low < 0) & (value.high >= 0)
            steep = np.maximum(abs(slope.low), abs(slope.high)).T * self.scale
            weight[at[left]] += np.where(np.isfinite(steep), steep, 1.0)[left]
            rising[k], falling[k] = (slope.low >= 0)[:, left].all(axis=1), (slope.high <= 0)[:, left].all(axis=1)
        self.rising, self.falling = rising, falling
        weight = np.where(weight.any(axis=1, keepdims=True), weight, 1.0)
        kind = np.where(broken >= 0, OUTSIDE, np.where(open_.any(axis=1), UNDECIDED, INSIDE))
        stays = kind == UNDECIDED
        for each in (INSIDE, OUTSIDE):
            at = kind == each
            self.done.append((low[at], high[at], kind[at], share[at], broken[at], np.zeros_like(open_[at])))
        self.front = tuple(each[stays] for each in (low, high, share, open_, weight))

    def _collected(self) -> Boxes:
        low, high, share, open_, _ = self.front
        n = len(low)
        self.done.append((low, high, np.full(n, UNDECIDED), share, np.full(n, -1), open_))
        parts = [np.concatenate(each) for each in zip(*self.done, strict=True)]
        names = ("low", "high", "kind", "share", "broken", "open")
        return Boxes(**dict(zip(names, parts, strict=True)), rising=self.rising, falling=self.falling)
