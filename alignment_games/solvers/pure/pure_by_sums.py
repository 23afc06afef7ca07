r"""Every pure equilibrium of a game of sums by bounding its sums: branch and bound, no table.

In an aggregative game a player's payoff depends on the own action and on sums of the others' (`game.sum_game`): in a
response game on the coalition's strength and on the aid to the threat, in a threshold game on the strength of those
who balance. A node of the search is a set of allowed actions for each state and an interval for each total
:math:`S_d`. It is narrowed until nothing changes:

- the totals lie between the sums of the least and of the largest allowed amounts;
- with an action a, state i faces :math:`S_d - s_{dia}` of the others, which lies between the sums of the others'
  allowed amounts: a box;
- a is dropped where another action pays more in the whole box, by more than can count as zero: its least payoff there
  is above the largest of a. A state whose allowed actions are all best replies in the whole box is settled.

A node in which a state is left without an action holds no equilibrium. Otherwise the wider interval is halved
until it is a fraction of the largest undecided amount or every state is settled, since halves would decide nothing
then; after that the largest undecided state is split by action. What is dropped is proven to be no best reply, and
each profile that remains is tested by every state's regret, so when no node is left the list is complete.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.game.profile import pure
from alignment_games.game.sum_game import SumGame
from alignment_games.game.sums.game_sums import GameSums, over_others
from alignment_games.signatures import fields_as_annotated
from alignment_games.solvers.control import Control
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Status

#: How far the rounding of a sum may reach, as a share of the largest sum; a thousand times the rounding itself.
_SLACK = 1e-12


@fields_as_annotated()
@dataclass(frozen=True)
class PureBySums(AbstractSolver):
    """All pure equilibria of a game of sums, of hundreds of states, or ``most`` of them.

    ``most_nodes``: of the search, None for as many as it takes; beyond, what was found is all that is told.
    ``otherwise``: a solver to find mixed ones where there is no pure equilibrium; None leaves it at that.
    ``stats["pure"]``: how many pure equilibria there are where that is known although not all are listed, as it is
    in a threshold game whose strengths have few different sums; ``stats["nodes"]``: parts of the space of profiles
    that were looked at. Raises InvalidModelError for ``most`` or ``most_nodes`` below 1.

    >>> import math
    >>> from alignment_games.models.threshold import threshold_model
    >>> from alignment_games.solvers import solve
    >>> alike = threshold_model({f"State {k}": 1 for k in range(195)}, against=100)
    >>> solution = solve(alike.sums(), PureBySums(most=3))
    >>> len(solution), solution.complete, solution.stats["pure"] == math.comb(195, 100) + 1  # and nobody
    (3, False, True)
    """

    games: ClassVar[tuple[type, ...]] = (SumGame,)

    most: int = 1000
    otherwise: AbstractSolver | None = None
    most_nodes: int | None = None

    def __post_init__(self) -> None:
        """Refuse a limit that lets nothing through."""
        for name in ("most", "most_nodes"):
            limit = getattr(self, name)
            if limit is not None and limit < 1:
                raise InvalidModelError(f"{name} must be at least 1, got {limit}")

    def propose(self, game: SumGame, proposal: Proposal, control: Control) -> None:
        """Propose every pure equilibrium, as it is found."""
        proposal.status = self._search(game, proposal, control)
        if proposal.status is Status.ALL_PURE:
            proposal.stats["pure"] = len(proposal.profiles)
        else:
            count = game.sums.pure_count()
            proposal.stats |= {} if count is None else {"pure": count}
        proposal.profiles.sort(key=lambda profile: tuple(int(x.argmax()) for x in profile))
        if self.otherwise is not None and proposal.status is Status.ALL_PURE and not proposal.profiles:
            self.otherwise.propose(game, proposal, control)
            proposal.status = Status.NO_PURE if proposal.profiles else Status.ALL_PURE

    def _search(self, game: SumGame, proposal: Proposal, control: Control) -> Status:
        """Add the pure equilibria to the proposal; return how the search ended."""
        search = _Search(game.sums, proposal.tol)
        stack, found = [search.root()], set()
        while stack:
            nodes = proposal.stats.get("nodes", 0)
            control.tick(nodes)
            if nodes == self.most_nodes:
                return Status.SOME
            proposal.stats["nodes"] = nodes + 1
            node = search.narrowed(stack.pop())
            if node is None:
                continue
            if not node.decided:
                stack += search.parts(node)
                continue
            profile = search.equilibrium(node)
            if profile is not None and profile not in found:
                found.add(profile)
                proposal.profiles.append(pure(profile, game.n_actions))
                if len(found) >= self.most and stack:
                    return Status.SOME_PURE
        return Status.ALL_PURE


@dataclass(frozen=True, eq=False)
class _Node:
    """Allowed actions (n, m), settled states (n,), all of whose actions are best replies, and the totals' intervals."""

    allowed: Array
    settled: Array
    low: Array
    high: Array

    @property
    def decided(self) -> bool:
        """Whether one action is left for every state."""
        return bool((self.allowed.sum(axis=1) == 1).all())


class _Search:
    """Narrowing and splitting of nodes for one game."""

    def __init__(self, sums: GameSums, tol: Array | None) -> None:
        self.sums, self.tol = sums, None if tol is None else np.asarray(tol, dtype=float)
        least = sums.tolerances()
        self.tolerances = least if self.tol is None else np.maximum(least, self.tol)
        totals = np.where(sums.offered, sums.amounts, 0).max(axis=2).sum(axis=1)
        self.slack = _SLACK * totals
        self.largest = np.where(totals > 0, totals, 1)

    def root(self) -> _Node:
        """Return the node that holds every alignment."""
        low, high = self._own(self.sums.offered)
        return _Node(self.sums.offered, np.zeros(len(low[0]), dtype=bool), low.sum(axis=1), high.sum(axis=1))

    def _own(self, allowed: Array) -> tuple[Array, Array]:
        """Return the least and largest amounts that each state may put in, shape (d, n)."""
        amounts = self.sums.amounts
        return np.where(allowed, amounts, np.inf).min(axis=2), np.where(allowed, amounts, -np.inf).max(axis=2)

    def narrowed(self, node: _Node) -> _Node | None:
        """Return the node without the actions proven to be no best reply, or None when it holds no equilibrium."""
        while True:
            low, high = self._own(node.allowed)
            node = self._with_totals_within(node, low.sum(axis=1), high.sum(axis=1))
            if (node.low > node.high + self.slack).any():
                return None
            who = np.flatnonzero(~node.settled)
            possible, sure = self._replies(node, who, over_others(low)[:, who], over_others(high)[:, who])
            allowed = node.allowed.copy()
            allowed[who] &= possible
            if not allowed[who].any(axis=1).all():
                return None
            settled = node.settled.copy()
            settled[who] = (sure | ~allowed[who]).all(axis=1)
            changed = (allowed != node.allowed).any()
            node = replace(node, allowed=allowed, settled=settled)
            if not changed:
                return node

    def _with_totals_within(self, node: _Node, least: Array, most: Array) -> _Node:
        """Return the node with its totals cut to what the allowed amounts, and their sum for each state, admit."""
        low, high = np.maximum(node.low, least), np.minimum(node.high, most)
        together = (self.sums.amounts / self.largest[:, None, None]).sum(axis=0)  # what goes to one side is no other's
        least_of_all = np.where(node.allowed, together, np.inf).min(axis=1).sum()
        most_of_all = np.where(node.allowed, together, -np.inf).max(axis=1).sum()
        low_share, high_share = low / self.largest, high / self.largest
        least_left = least_of_all - (high_share.sum() - high_share)
        most_left = most_of_all - (low_share.sum() - low_share)
        rounding = _SLACK * len(low) * self.largest  # of shares added up and taken off: 0 of a sum needs it too
        return replace(
            node,
            low=np.maximum(low, least_left * self.largest - rounding),
            high=np.minimum(high, most_left * self.largest + rounding),
        )

    def _replies(self, node: _Node, who: Array, others_low: Array, others_high: Array) -> tuple[Array, Array]:
        """Return which actions may be best replies somewhere in their box, and which are so everywhere in it."""
        own, slack = self.sums.amounts[:, who], self.slack[:, None, None]
        low = np.maximum(others_low[..., None], node.low[:, None, None] - own - slack)
        high = np.minimum(others_high[..., None], node.high[:, None, None] - own + slack)
        empty = (low > high).any(axis=0)
        least, largest = self.sums.bounds(who, low, np.maximum(low, high))
        tolerance = self.tolerances[who, None]
        possible = ~empty & (least.max(axis=2) <= np.diagonal(largest, axis1=1, axis2=2) + tolerance)
        rivals = np.where(np.eye(own.shape[2], dtype=bool), -np.inf, largest).max(axis=2)
        sure = np.diagonal(least, axis1=1, axis2=2) + tolerance >= rivals
        return possible, sure

    def parts(self, node: _Node) -> list[_Node]:
        """Return nodes that together hold every alignment of this one: halves of a total, or one for each action."""
        low, high = self._own(node.allowed)
        spread = high - low
        widest, width = spread.max(axis=1), node.high - node.low
        ratio = np.divide(width, widest, out=np.zeros(len(width)), where=widest > self.slack)
        axis = int(ratio.argmax())
        if ratio[axis] > self.sums.finest and not node.settled.all():
            middle = (node.low + node.high) / 2
            lower, upper = node.high.copy(), node.low.copy()
            lower[axis] = upper[axis] = middle[axis]
            return [replace(node, high=lower), replace(node, low=upper)]
        open_states = node.allowed.sum(axis=1) > 1
        state = int(np.where(open_states, spread.sum(axis=0), -1).argmax())
        return [replace(node, allowed=_only(node.allowed, state, int(a))) for a in np.flatnonzero(node.allowed[state])]

    def equilibrium(self, node: _Node) -> tuple[int, ...] | None:
        """Return the node's one profile, by position, when every state's regret at it is zero, else None."""
        profile = node.allowed.argmax(axis=1)
        regrets, slack = self.sums.judge(profile)
        passed = regrets <= (slack if self.tol is None else self.tol)
        return tuple(profile.tolist()) if passed.all() else None


def _only(allowed: Array, state: int, action: int) -> Array:
    """Return the table with one action left for one state."""
    changed = allowed.copy()
    changed[state] = False
    changed[state, action] = True
    return changed
