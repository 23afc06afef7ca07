"""The one interface of all solvers: a solver proposes profiles and says what it can prove about them."""

from __future__ import annotations

import abc
from dataclasses import dataclass, field
from typing import Any, ClassVar

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.problem import Problem
from alignment_games.game.profile import Profile
from alignment_games.game.sum_game import SumGame
from alignment_games.solvers.control import Control
from alignment_games.solvers.status import Component, Status

#: How the kinds of game are called, with what gives one of that kind.
_KINDS = {NormalFormGame: "in normal form (model.game())", SumGame: "by its sums (model.sums())"}


@dataclass
class Proposal:
    """What a solver puts forward, filled while it works so that an interrupted run keeps its finds.

    ``components`` refer to profiles by their position in ``profiles``, and so do ``indices``: those of isolated
    equilibria, as far as they are known. ``tol``: the regret that is to count as zero for
    each player, where the user says so.
    """

    profiles: list[Profile] = field(default_factory=list)
    status: Status = Status.SOME
    components: list[Component] = field(default_factory=list)
    indices: dict[int, int] = field(default_factory=dict)
    degenerate: bool | None = None
    stats: dict[str, Any] = field(default_factory=dict)
    tol: Array | None = None


def check_solver(what: str, given: object) -> None:
    """Raise InvalidModelError for an option that is to be a solver and is none."""
    if not isinstance(given, AbstractSolver):
        raise InvalidModelError(f"{what} must be a solver, such as SupportEnumeration(), got {shown(given)}")


class AbstractSolver(abc.ABC):
    """A method for finding equilibria; its fields are its options."""

    #: The kinds of game that the solver takes.
    games: ClassVar[tuple[type, ...]] = (NormalFormGame,)

    def refusal(self, game: Problem) -> str | None:
        """Return why this solver does not take this kind of game or does not treat this game, or None."""
        if not isinstance(game, self.games):
            kinds = " or ".join(_KINDS.get(kind, kind.__name__) for kind in self.games)
            return f"it takes a game {kinds}, got {shown(game)}; give that, or let Auto() choose"
        return self.why_not(game)

    def why_not(self, game: Any) -> str | None:  # noqa: ARG002 - the general answer needs no look
        """Return why this solver does not treat a game of its kinds, or None when it does."""
        return None

    @abc.abstractmethod
    def propose(self, game: Any, proposal: Proposal, control: Control) -> None:
        """Fill the proposal: profiles, and a status that says no more than is proven.

        May raise ``OutOfTimeError`` through ``control.tick``; what was proposed by then is kept.
        """
