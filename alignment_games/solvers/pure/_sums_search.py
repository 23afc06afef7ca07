"""The search by sums: nodes narrowed to what may be an equilibrium and split, many at once, in the order of a search.

What narrowing does is at the head of `solvers.pure.pure_by_sums`. A node's own arrays are small, and narrowing it alone
is mostly the calls; so nodes are narrowed and split ahead of their turn, along a leading axis. They are handed out in
their turn all the same, each before its parts, so that the order of what is found and the count of nodes are those of
one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import islice

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.sums.game_sums import GameSums, over_others

#: How far the rounding of a sum may reach, as a share of the largest sum; a thousand times the rounding itself.
_SLACK = 1e-12
#: Payoffs that are bounded at once, few enough for the cache, and nodes, few enough to be of use if a search is cut.
_MOST_AT_ONCE, _MOST_AHEAD = 2**16, 32


@dataclass(frozen=True, eq=False)
class SumsNode:
    """Allowed actions (..., n, m), settled states (..., n), all of whose actions are best replies, totals (..., d)."""

    allowed: Array
    settled: Array
    low: Array
    high: Array

    @property
    def decided(self) -> bool:
        """Whether one action is left for every state of a node."""
        return bool((self.allowed.sum(axis=-1) == 1).all())

    def at(self, which: object) -> SumsNode:
        """Return one or some of many nodes."""
        return SumsNode(*(getattr(self, each.name)[which] for each in fields(self)))


def _side_by_side(nodes: Sequence[SumsNode]) -> SumsNode:
    """Return nodes along a leading axis."""
    return SumsNode(*(np.stack([getattr(node, each.name) for node in nodes]) for each in fields(SumsNode)))


class SumsSearch:
    """Narrowing and splitting of nodes for one game."""

    def __init__(self, sums: GameSums, tol: Array | None) -> None:
        self.sums, self.tol = sums, None if tol is None else np.asarray(tol, dtype=float)
        least = sums.tolerances()
        self.tolerances = least if self.tol is None else np.maximum(least, self.tol)
        totals = np.where(sums.offered, sums.amounts, 0).max(axis=2).sum(axis=1)
        self.slack = _SLACK * totals
        self.largest = np.where(totals > 0, totals, 1)
        self.together = (sums.amounts / self.largest[:, None, None]).sum(axis=0)
        n, m = sums.offered.shape
        self.ahead = min(max(1, _MOST_AT_ONCE // (n * m * m)), _MOST_AHEAD)

    def nodes(self) -> Iterator[SumsNode | None]:
        """Yield every node, narrowed, before its parts; None in the place of one that holds no equilibrium."""
        low, high = self._own(self.sums.offered)
        settled = np.zeros(len(self.sums.offered), dtype=bool)
        root = SumsNode(self.sums.offered, settled, low.sum(axis=1), high.sum(axis=1))
        line: list[tuple[SumsNode | None, bool]] = [(root, False)]  # the next one last; whether it is narrowed
        while line:
            if line[-1][1]:
                yield line.pop()[0]
            else:
                self._look_ahead(line)

    def _look_ahead(self, line: list[tuple[SumsNode | None, bool]]) -> None:
        """Narrow the next nodes in line that are not, and put the parts of each before it."""
        waiting = ((k, line[k]) for k in range(len(line) - 1, -1, -1))
        places, nodes = zip(*islice(((k, n) for k, (n, known) in waiting if n and not known), self.ahead), strict=True)
        narrowed, empty = self.narrowed(_side_by_side(nodes))
        for place, node, parts in zip(places, range(len(nodes)), self._parts(narrowed, empty), strict=True):
            known = None if empty[node] else narrowed.at(node)
            line[place : place + 1] = [*((part, False) for part in parts), (known, True)]

    def _own(self, allowed: Array) -> tuple[Array, Array]:
        """Return the least and largest amounts that each state may put in, shape (..., d, n)."""
        each, amounts = allowed[..., None, :, :], self.sums.amounts
        return np.where(each, amounts, np.inf).min(axis=-1), np.where(each, amounts, -np.inf).max(axis=-1)

    def narrowed(self, nodes: SumsNode) -> tuple[SumsNode, Array]:
        """Return nodes without the actions proven to be no best reply, and which of them hold no equilibrium."""
        done = SumsNode(*(getattr(nodes, each.name).copy() for each in fields(nodes)))
        empty = np.zeros(len(nodes.allowed), dtype=bool)
        which = np.arange(len(empty))
        while len(which):
            node = done.at(which)
            low, high = self._own(node.allowed)
            node = self._with_totals_within(node, low.sum(axis=2), high.sum(axis=2))
            there = np.less_equal(node.low, node.high + self.slack).all(axis=1)
            empty[which[~there]] = True
            which, node, low, high = which[there], node.at(there), low[there], high[there]
            replying = self._with_replies(node, over_others(low), over_others(high))
            empty[which] = ~np.all(replying.allowed.any(axis=2), axis=1)
            for each in fields(done):
                getattr(done, each.name)[which] = getattr(replying, each.name)
            changed = (replying.allowed != node.allowed).any(axis=(1, 2))
            which = which[changed & ~empty[which]]
        return done, empty

    def _with_totals_within(self, node: SumsNode, least: Array, most: Array) -> SumsNode:
        """Return nodes with their totals cut to what the allowed amounts, and their sum for each state, admit."""
        low, high = np.maximum(node.low, least), np.minimum(node.high, most)
        allowed, together = node.allowed, self.together  # what goes to one side is no other's
        least_of_all = np.where(allowed, together, np.inf).min(axis=2).sum(axis=1, keepdims=True)
        most_of_all = np.where(allowed, together, -np.inf).max(axis=2).sum(axis=1, keepdims=True)
        low_share, high_share = low / self.largest, high / self.largest
        least_left = least_of_all - (high_share.sum(axis=1, keepdims=True) - high_share)
        most_left = most_of_all - (low_share.sum(axis=1, keepdims=True) - low_share)
        rounding = _SLACK * low.shape[1] * self.largest  # of shares added up and taken off: 0 of a sum needs it too
        return replace(
            node,
            low=np.maximum(low, least_left * self.largest - rounding),
            high=np.minimum(high, most_left * self.largest + rounding),
        )

    def _with_replies(self, node: SumsNode, others_low: Array, others_high: Array) -> SumsNode:
        """Return nodes with the actions that may be best replies somewhere in their box, settled where all are so."""
        at, who = np.nonzero(~node.settled)
        own, slack = self.sums.amounts[:, who], self.slack[:, None, None]
        low, high = (np.moveaxis(each[at, :, who], 1, 0)[..., None] for each in (others_low, others_high))
        low = np.maximum(low, node.low[at].T[..., None] - own - slack)
        high = np.minimum(high, node.high[at].T[..., None] - own + slack)
        least, largest = self.sums.bounds(who, low, np.maximum(low, high))
        tolerance = self.tolerances[who, None]
        possible = (low <= high).all(axis=0)
        possible &= least.max(axis=2) <= np.diagonal(largest, axis1=1, axis2=2) + tolerance
        rivals = np.where(np.eye(own.shape[2], dtype=bool), -np.inf, largest).max(axis=2)
        sure = np.diagonal(least, axis1=1, axis2=2) + tolerance >= rivals
        allowed, settled = node.allowed.copy(), node.settled.copy()
        allowed[at, who] &= possible
        settled[at, who] = (sure | ~allowed[at, who]).all(axis=1)
        return replace(node, allowed=allowed, settled=settled)

    def _parts(self, nodes: SumsNode, empty: Array) -> Iterator[list[SumsNode]]:
        """Yield for each node what together holds every alignment of it: halves of a total, or one for each action."""
        low, high = self._own(nodes.allowed)
        spread = high - low
        widest, width = spread.max(axis=2), nodes.high - nodes.low
        ratios = np.divide(width, widest, out=np.zeros(width.shape), where=widest > self.slack)
        counts = nodes.allowed.sum(axis=2)
        states = np.where(counts > 1, spread.sum(axis=1), -1).argmax(axis=1).tolist()
        halved = (ratios.max(axis=1) > self.sums.finest) & ~nodes.settled.all(axis=1)
        for k, whole in enumerate((empty | (counts == 1).all(axis=1)).tolist()):
            if whole:
                yield []
            elif halved[k]:
                yield _halves(nodes.at(k), int(ratios[k].argmax()))
            else:
                yield _by_action(nodes.at(k), states[k])

    def equilibrium(self, node: SumsNode) -> tuple[int, ...] | None:
        """Return the node's one profile, by position, when every state's regret at it is zero, else None."""
        profile = node.allowed.argmax(axis=1)
        regrets, slack = self.sums.judge(profile)
        passed = regrets <= (slack if self.tol is None else self.tol)
        return tuple(profile.tolist()) if passed.all() else None


def _halves(node: SumsNode, axis: int) -> list[SumsNode]:
    """Return the node with either half of a total's interval."""
    lower, upper = node.high.copy(), node.low.copy()
    lower[axis] = upper[axis] = (node.low[axis] + node.high[axis]) / 2
    return [replace(node, high=lower), replace(node, low=upper)]


def _by_action(node: SumsNode, state: int) -> list[SumsNode]:
    """Return the node with each of the actions that a state is allowed."""
    parts = []
    for action in np.flatnonzero(node.allowed[state]).tolist():
        allowed = node.allowed.copy()
        allowed[state] = False
        allowed[state, action] = True
        parts.append(replace(node, allowed=allowed))
    return parts
