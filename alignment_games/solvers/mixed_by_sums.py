"""One equilibrium of a game of sums in which few states mix, of hundreds of states, without a table.

Where each of many states matters little, an equilibrium in which all but a few play purely is to be hoped for. Those
few, the *movers*, are looked for while all others answer with one action each:

- the movers' game, the others' actions given, is small; its table has an equilibrium, the limit of logit responses;
- against that, the largest state that gains by another action takes its best, until nobody else gains;
- then the movers' game is another one, and so on. When nothing changes any more, it is an equilibrium of the game;
- where actions and play come back to what they were, the largest state that changed on this circle joins the movers,
  and where there are too many of these, those who do not mix leave.

Sums that movers alone spread are few enough to list, so that payoffs are right up to rounding. That the way ends is
not proven, and it decides which equilibrium comes out; how good that is does not hang on how it was found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import prod
from typing import ClassVar

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.game.profile import Profile
from alignment_games.game.sum_game import SumGame
from alignment_games.game.sums.point_play import mixers, others_for_sure, sums_of
from alignment_games.solvers.control import Control
from alignment_games.solvers.logit.by_sums import LogitBySums
from alignment_games.solvers.logit.principal import LogitTracing
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Status

#: Payoffs of the movers' table: up to these an equilibrium takes a second at most.
_MOST_PAYOFFS = 30_000
#: Changes, for each state, after which a way that has not come back is taken for a circle.
_LONG = 20
#: The share of what counts as no regret that is left to those who play purely: bounds of payoffs need some of it.
_SHARE = 0.5
#: How often a state may be let in, for each place among the movers.
_MOST_ADMITTED = 4


@dataclass(frozen=True)
class MixedBySums(AbstractSolver):
    """One equilibrium of a game of sums in which at most ``most_movers`` states mix, if one is found.

    ``otherwise``: a solver to go on with where none is; None leaves it at that. ``stats["movers"]``: the names of
    the states that were free to mix at the end; ``stats["changes"]``: how often one of the others took another action.
    Raises InvalidModelError for ``most_movers`` below 1.

    Neither will do what the other does, the one to be like, the other to be unlike it; minor states follow the many:

    >>> from alignment_games.solvers import solve
    >>> def payoff(state, action, others):
    ...     gain = {"Hawk": others - 150, "Dove": 150 - others}.get(state, others - 90)
    ...     return float(gain) if action == "act" else 0.0
    >>> power = {"Hawk": 100, "Dove": 100} | {f"Minor {k}": 1 for k in range(98)}
    >>> game = SumGame.from_function(payoff, list(power), {who: {"act": p, "pass": 0} for who, p in power.items()})
    >>> equilibrium = solve(game, MixedBySums())[0]
    >>> [round(float(equilibrium[who]["act"]), 9) for who in ("Hawk", "Dove", "Minor 5")]
    [0.52, 0.52, 1.0]
    """

    games: ClassVar[tuple[type, ...]] = (SumGame,)

    most_movers: int = 6
    otherwise: AbstractSolver | None = None

    def __post_init__(self) -> None:
        """Refuse a limit that lets nobody mix."""
        if self.most_movers < 1:
            raise InvalidModelError(f"most_movers must be at least 1, got {self.most_movers}")

    def why_not(self, game: SumGame) -> str | None:
        """Return why mixed play of this game cannot be evaluated, or None when it can."""
        return LogitBySums().why_not(game)

    def propose(self, game: SumGame, proposal: Proposal, control: Control) -> None:
        """Propose the equilibrium at which nothing changes any more."""
        run = _Run(game, self.most_movers, proposal, control)
        found = run.found()
        proposal.stats |= {"movers": tuple(game.players[i] for i in run.movers), "changes": run.changed}
        proposal.status = Status.NOT_CONVERGED if found is None else Status.SOME
        if found is not None:
            proposal.profiles.append(found)
        elif self.otherwise is not None:
            self.otherwise.propose(game, proposal, control)


@dataclass
class _Run:
    """One run: who may mix, what the others do, and what the movers' play answers.

    ``actions``: what each state does that is no mover, 0 for movers; ``play``: of all, shape (n, m).
    """

    game: SumGame
    most_movers: int
    proposal: Proposal
    control: Control
    movers: list[int] = field(default_factory=list)
    changed: int = 0

    def __post_init__(self) -> None:
        """Begin with the first action that is left to each state, and nobody who mixes."""
        sums, tol = self.game.sums, self.proposal.tol
        self.keep = [np.flatnonzero(own).tolist() for own in self.game.undominated]
        self.left = np.zeros(sums.offered.shape, dtype=bool)
        for row, own in zip(self.left, self.keep, strict=True):
            row[own] = True
        self.tol = None if tol is None else np.asarray(tol, dtype=float)
        self.admitted = 0
        largest = np.where(self.left, sums.amounts, -np.inf).max(axis=2)
        spread = largest - np.where(self.left, sums.amounts, np.inf).min(axis=2)
        totals = largest.sum(axis=1, keepdims=True)
        self.size = (spread / np.where(totals > 0, totals, 1)).sum(axis=0)
        self.order = np.argsort(-self.size, kind="stable")
        self.actions = np.array([own[0] for own in self.keep])

    def found(self) -> Profile | None:
        """Return an equilibrium, or None where more states would have to mix or a circle is not left."""
        seen, changes = dict[bytes, int](), list[int]()
        answered = self.actions.copy()  # what the movers' play answers
        self._renew()
        while True:
            self.control.tick(self.changed)
            place = np.concatenate([self.actions, answered]).tobytes()
            if place in seen or len(changes) > _LONG * len(self.actions):
                circle = changes[seen.get(place, len(changes) // 2) :]
                if not self._admit(max(circle, key=lambda i: self.size[i])):
                    return None
                seen, changes, answered = {}, [], self.actions.copy()
                continue
            seen[place] = len(changes)
            who = self._change()
            if who is not None:
                changes.append(who)
            elif (answered == self.actions).all():
                return tuple(row[own] for row, own in zip(self.play, self.game.sums.offered, strict=True))
            elif self._renew():
                answered = self.actions.copy()
            else:
                return None

    def _admit(self, state: int) -> bool:
        """Let a state mix too; return whether there is such an equilibrium of the movers, in reasonable time."""
        movers = [*self.movers, state]
        if len(movers) > self.most_movers:
            movers = [*mixers(self.game.sums, self.play), state]
        self.admitted += 1
        often = self.admitted > _MOST_ADMITTED * self.most_movers
        payoffs = len(movers) * prod(len(self.keep[i]) for i in movers)
        if often or len(movers) > self.most_movers or payoffs > _MOST_PAYOFFS:
            return False
        self.actions = self.play.argmax(axis=1)
        self.movers, self.actions[movers] = sorted(movers), 0
        return self._renew()

    def _renew(self) -> bool:
        """Let the movers play an equilibrium among themselves; return whether there is one."""
        self.play = np.zeros(self.left.shape)
        self.play[np.arange(len(self.play)), self.actions] = 1
        if not self.movers:
            return True
        keep = [own if i in self.movers else [int(self.actions[i])] for i, own in enumerate(self.keep)]
        inner = Proposal()
        LogitTracing().propose(self.game.table(keep, self.movers), inner, self.control)
        for profile in inner.profiles[:1]:
            for i, own in zip(self.movers, profile, strict=True):
                self.play[i] = 0
                self.play[i, self.keep[i]] = own
        return bool(inner.profiles)

    def _change(self) -> int | None:
        """Let the largest of the others that gains by another action take its best one; return who, or None."""
        others = np.setdiff1d(np.arange(len(self.play)), self.movers)
        payoffs = self._payoffs(others)
        gains = np.zeros(len(self.play))
        gains[others] = payoffs.max(axis=1) - payoffs[np.arange(len(others)), self.actions[others]]
        slack = self.game.sums.judge(self.play.argmax(axis=1))[1] if self.tol is None else self.tol
        restless = self.order[(gains > _SHARE * slack)[self.order]]
        if not restless.size:
            return None
        who = int(restless[0])
        self.play[who], self.actions[who] = 0, payoffs[np.searchsorted(others, who)].argmax()
        self.play[who, self.actions[who]] = 1
        self.changed += 1
        return who

    def _payoffs(self, who: Array) -> Array:
        """Return what each action left pays states that do not mix, shape (k, m)."""
        listed = sums_of(self.game.sums, self.play, mixers(self.game.sums, self.play), _MOST_PAYOFFS)
        assert listed is not None  # noqa: S101 - there are no more than payoffs in the movers' table
        points, chances = listed
        sure = others_for_sure(self.game.sums, self.play)[:, who]
        at = sure[..., None] + points[:, None]
        payoffs = np.where(self.left[who][:, None], self.game.sums.bounds(who, at, at)[0], 0)
        return np.where(self.left[who], np.einsum("r,krm->km", chances, payoffs), -np.inf)
