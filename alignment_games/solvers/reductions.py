"""Reductions: a smaller game with the same equilibria goes to another solver, and its answers come home.

They are solvers around a solver, so that a chain of them is written as it runs and stands in the solution:
``DropDominated(MergeCopies(VertexEnumeration()))``. Nothing is rounded on the way, so that what is proven of the
smaller game is proven of the whole one. There is none for units: a payoff in other units is another float, and each
solver takes the units that its own error bounds need.
"""

from __future__ import annotations

import abc
from dataclasses import dataclass, field
from typing import Any, ClassVar

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.sum_game import SumGame
from alignment_games.solvers.control import Control
from alignment_games.solvers.smaller_games.reduced import Reduced, without_copies, without_dominated, without_idle
from alignment_games.solvers.solver import AbstractSolver, Proposal, check_solver
from alignment_games.solvers.support_enumeration import SupportEnumeration


@dataclass(frozen=True)
class AbstractReduction(AbstractSolver):
    """A step to a smaller game, which ``solver`` solves."""

    #: What is gone from the game that is left.
    without: ClassVar[str]

    solver: AbstractSolver = field(default_factory=SupportEnumeration)

    def __post_init__(self) -> None:
        check_solver("solver", self.solver)

    @abc.abstractmethod
    def apply(self, game: Any) -> Reduced:
        """Return the smaller game and the way back; the game itself where there is nothing to reduce."""

    @abc.abstractmethod
    def left_out(self, game: Any, reduced: Reduced) -> dict[str, Any]:
        """Return what the stats tell of the step."""

    def why_not(self, game: Any) -> str | None:
        """Return why the solver does not treat the smaller game."""
        return self.solver.refusal(self.apply(game).game)

    def propose(self, game: Any, proposal: Proposal, control: Control) -> None:
        """Propose what the solver proposes for the smaller game."""
        reduced = self.apply(game)
        control.tick()
        proposal.stats |= self.left_out(game, reduced)
        inner = Proposal(tol=None if proposal.tol is None else proposal.tol[list(reduced.movers)])
        try:
            self.solver.propose(reduced.game, inner, control)
        finally:  # an interrupted run keeps its finds
            reduced.home(inner, proposal)


@dataclass(frozen=True)
class DropDominated(AbstractReduction):
    """Leave out what another action strictly dominates, round after round, and let ``solver`` solve the rest.

    No equilibrium uses a strictly dominated action. What is left of a game of sums goes to the solver as a table, of
    those states alone that have a choice left.
    ``stats["dominated"]``: by player, the actions left out: whatever the others do, it never plays them.

    >>> from alignment_games.solvers import solve
    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["Ann", "Bob"], ["hold", "defect"])
    >>> solution = solve(dilemma, DropDominated())
    >>> solution[0].actions, solution.complete, solution.stats["dominated"]
    (('defect', 'defect'), True, {'Ann': ('hold',), 'Bob': ('hold',)})
    """

    games: ClassVar[tuple[type, ...]] = (NormalFormGame, SumGame)
    without: ClassVar[str] = "strictly dominated actions"

    def apply(self, game: NormalFormGame | SumGame) -> Reduced:
        """Return the game without strictly dominated actions."""
        return without_dominated(game)

    def left_out(self, game: NormalFormGame | SumGame, reduced: Reduced) -> dict[str, Any]:
        """Return the actions that are left out, by player, of those who lose some."""
        found = {}
        for player, labels, sets in zip(game.players, game.actions, reduced.copies, strict=True):
            kept = {own[0] for own in sets}
            if len(kept) < len(labels):
                found[player] = tuple(label for a, label in enumerate(labels) if a not in kept)
        return {"dominated": found}


@dataclass(frozen=True)
class MergeCopies(AbstractReduction):
    """Keep one of each set of actions that pay everybody the same, and let ``solver`` solve the rest.

    An equilibrium that uses such an action stands for all mixtures with its copies: these come home as a component.
    ``stats["copies"]``: by player, the sets of actions that were merged.

    >>> from alignment_games.solvers import solve
    >>> table = [[2, 0], [0, 1], [2, 0]]
    >>> twice = NormalFormGame([table, table], ["Ann", "Bob"], [["a", "b", "c"], ["d", "e"]])
    >>> print(solve(twice, MergeCopies()).components[0])
    Ann plays a, Bob plays d; Ann may put a's weight on a and c in any proportion
    """

    without: ClassVar[str] = "copies of actions"

    def apply(self, game: NormalFormGame) -> Reduced:
        """Return the game with one of each set of copies."""
        return without_copies(game)

    def left_out(self, game: NormalFormGame, reduced: Reduced) -> dict[str, Any]:
        """Return the sets of copies, by player, of those who have some."""
        rows = zip(game.players, game.actions, reduced.copies, strict=True)
        named = {p: tuple(tuple(labels[a] for a in own) for own in sets if len(own) > 1) for p, labels, sets in rows}
        return {"copies": {player: sets for player, sets in named.items() if sets}}


@dataclass(frozen=True)
class DropIdlePlayers(AbstractReduction):
    """Leave out players with one action, who have no choice, and let ``solver`` solve the game of the others.

    ``stats["idle"]``: who was left out.

    >>> from alignment_games.solvers import VertexEnumeration, solve
    >>> three = NormalFormGame([[[[1], [0]], [[0], [1]]]] * 3, ["Ann", "Bob", "Cat"])
    >>> solution = solve(three, DropIdlePlayers(VertexEnumeration()))
    >>> len(solution), solution.complete, solution.stats["idle"]
    (3, True, ('Cat',))
    """

    without: ClassVar[str] = "players who have no choice"

    def apply(self, game: NormalFormGame) -> Reduced:
        """Return the game of the players who have a choice."""
        return without_idle(game)

    def left_out(self, game: NormalFormGame, reduced: Reduced) -> dict[str, Any]:
        """Return the names of the others."""
        return {"idle": tuple(name for i, name in enumerate(game.players) if i not in reduced.movers)}


#: The steps in the order in which `Auto` takes them.
CHAIN: tuple[type[AbstractReduction], ...] = (DropDominated, MergeCopies, DropIdlePlayers)
