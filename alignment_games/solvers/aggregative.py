r"""Every pure equilibrium of an aggregative game by bounding its sums: branch and bound, no tensor.

In an aggregative game a player's payoff depends on the own action and on sums of the others' (`_sums`): in a
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
each alignment that remains is tested by every state's regret, so when no node is left the list is complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.solvers._sums.game_sums import Array, GameSums, over_others
from alignment_games.solvers._sums.model_sums import AggregativeModel, model_sums
from alignment_games.solvers.control import Control, OutOfTimeError, Progress, in_a_longer_run

#: How far the rounding of a sum may reach, as a share of the largest sum; a thousand times the rounding itself.
_SLACK = 1e-12


@dataclass(frozen=True)
class AggregativeSolution:
    """The pure equilibria of an aggregative game, each an alignment: one response for each of ``states``.

    ``complete``: whether these are proven to be all; ``status`` says so in words. ``count``: how many there are,
    where that is known even though not all are listed, else None. ``largest_regret``: the most that any state
    could gain by deviating from any of the alignments, in payoff units. ``nodes``: how many parts of the space of
    alignments were looked at. Iterates over mappings from state to response.
    """

    states: tuple[str, ...]
    alignments: tuple[tuple[str, ...], ...]
    complete: bool
    status: str
    count: int | None
    largest_regret: float
    nodes: int
    seconds: float

    def __len__(self) -> int:
        return len(self.alignments)

    def __iter__(self) -> Iterator[dict[str, str]]:
        return (dict(zip(self.states, alignment, strict=True)) for alignment in self.alignments)

    def __str__(self) -> str:
        return f"{self.status} ({len(self.states)} states, {self.nodes:,} nodes, {self.seconds:.2g} s)"


def pure_equilibria_by_structure(
    model: AggregativeModel,
    *,
    most: int = 1000,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> AggregativeSolution:
    """Return all pure equilibria of a response or threshold game, or ``most`` of them and how many there are.

    Takes hundreds of states, since it works on the sums alone. Beyond ``most`` the equilibria of a threshold game
    are counted where its strengths have few different sums; otherwise the status says that there may be more.
    ``time_limit`` in seconds. ``progress`` is called with the nodes done and None. A regret counts as zero by
    the rule of `alignment_games.game.tolerance`, with room for the rounding of sums of so many terms. Raises
    UnsupportedGameError for symbols, fractions, families of games, a contest of the user's own or negative
    contributions, and InvalidModelError for ``most`` below 1.

    >>> from alignment_games.models.response import response_model
    >>> from alignment_games.states import State
    >>> states = [State("Britain", power=0.078), State("France", power=0.046), State("USSR", power=0.164)]
    >>> model = response_model(states, State("Germany", power=0.154), threat=[0.4, 0.8, 0.3])
    >>> solution = pure_equilibria_by_structure(model)
    >>> print(solution.status)
    the only pure equilibrium: no other alignment is one
    >>> solution.alignments
    (('balance', 'balance', 'balance'),)

    >>> import math
    >>> from alignment_games.models.threshold import threshold_model
    >>> alike = threshold_model({f"State {k}": 1 for k in range(195)}, against=100)
    >>> solution = pure_equilibria_by_structure(alike, most=3)
    >>> len(solution), solution.complete, solution.count == math.comb(195, 100) + 1  # and nobody
    (3, False, True)
    """
    if most < 1:
        raise InvalidModelError(f"most must be at least 1, got {most}")
    control = Control(time_limit, progress)
    search = _Search(model_sums(model))
    found: dict[tuple[int, ...], float] = {}
    stack, nodes, stopped = [search.root()], 0, ""
    try:
        while stack and not stopped:
            control.tick(nodes)
            nodes += 1
            node = search.narrowed(stack.pop())
            if node is None:
                continue
            if node.decided:
                search.collect(node, found)
                stopped = f"stopped at most={most}" if len(found) >= most and stack else ""
            else:
                stack += search.parts(node)
    except OutOfTimeError:
        stopped = f"the time limit of {time_limit:g} s passed"
    except KeyboardInterrupt:
        if in_a_longer_run():
            raise
        stopped = "it was interrupted"
    count = search.sums.pure_count() if stopped else len(found)
    profiles = sorted(found)
    return AggregativeSolution(
        states=model.names,
        alignments=tuple(tuple(model.actions[i][a] for i, a in enumerate(profile)) for profile in profiles),
        complete=not stopped,
        status=_status(len(found), count, stopped),
        count=count,
        largest_regret=max(found.values(), default=0.0),
        nodes=nodes,
        seconds=control.seconds,
    )


def _status(found: int, count: int | None, stopped: str) -> str:
    if stopped and count is None:
        return f"{found:,} pure equilibria so far; {stopped}, so there may be more"
    if stopped:
        return f"{found:,} of {count:,} pure equilibria; {stopped}"
    if not count:
        return "no pure equilibrium: no alignment is one"
    if count == 1:
        return "the only pure equilibrium: no other alignment is one"
    return f"all {count:,} pure equilibria: no other alignment is one"


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

    def __init__(self, sums: GameSums) -> None:
        self.sums = sums
        self.tolerances = sums.tolerances()
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

    def collect(self, node: _Node, found: dict[tuple[int, ...], float]) -> None:
        """Add the node's one alignment when every state's regret at it is zero."""
        profile = node.allowed.argmax(axis=1)
        regrets, slack = self.sums.judge(profile)
        if (regrets <= slack).all():
            found[tuple(profile.tolist())] = float(regrets.max())


def _only(allowed: Array, state: int, action: int) -> Array:
    """Return the table with one action left for one state."""
    changed = allowed.copy()
    changed[state] = False
    changed[state, action] = True
    return changed
