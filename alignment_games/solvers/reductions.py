"""Reductions: a smaller game with the same equilibria goes to another solver, and its answers come home."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.sum_game import SumGame
from alignment_games.solvers._reduced import Reduced, without_dominated
from alignment_games.solvers.control import Control
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.support_enumeration import SupportEnumeration


@dataclass(frozen=True)
class DropDominated(AbstractSolver):
    """Leave out what another action strictly dominates, round after round, and let ``solver`` solve the rest.

    No equilibrium uses a strictly dominated action, so what the solver proves of the smaller game holds of the whole.
    What is left of a game of sums goes to the solver as a table, of those states alone that have a choice left.
    ``stats["dominated"]``: by player, the actions left out: whatever the others do, it never plays them.

    >>> from alignment_games.solvers import solve
    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["Ann", "Bob"], ["hold", "defect"])
    >>> solution = solve(dilemma, DropDominated())
    >>> solution[0].actions, solution.complete, solution.stats["dominated"]
    (('defect', 'defect'), True, {'Ann': ('hold',), 'Bob': ('hold',)})
    """

    games: ClassVar[tuple[type, ...]] = (NormalFormGame, SumGame)

    solver: AbstractSolver = field(default_factory=SupportEnumeration)

    def why_not(self, game: NormalFormGame | SumGame) -> str | None:
        """Return why the solver does not treat the smaller game."""
        return self.solver.why_not(without_dominated(game).game)

    def propose(self, game: NormalFormGame | SumGame, proposal: Proposal, control: Control) -> None:
        """Propose what the solver proposes for the smaller game."""
        reduced = without_dominated(game)
        control.tick()
        proposal.stats["dominated"] = _left_out(game, reduced)
        inner = Proposal(tol=None if proposal.tol is None else proposal.tol[list(reduced.movers)])
        try:
            self.solver.propose(reduced.game, inner, control)
        finally:  # an interrupted run keeps its finds
            proposal.profiles += [reduced.back(profile) for profile in inner.profiles]
            proposal.components += inner.components
            proposal.stats.update(inner.stats)
            proposal.status, proposal.degenerate = inner.status, inner.degenerate


def _left_out(game: NormalFormGame | SumGame, reduced: Reduced) -> dict[str, tuple[str, ...]]:
    """Return the actions that are left out, by player, of those who lose some."""
    found = {}
    for player, labels, kept in zip(game.players, game.actions, reduced.kept, strict=True):
        if len(kept) < len(labels):
            found[player] = tuple(label for a, label in enumerate(labels) if a not in kept)
    return found
