"""The one interface of all solvers: a solver proposes profiles and says what it can prove about them."""

from __future__ import annotations

import abc
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.solvers.control import Control
from alignment_games.solvers.status import Component, Status

Array = NDArray[Any]


@dataclass
class Proposal:
    """What a solver puts forward, filled while it works so that an interrupted run keeps its finds.

    ``components`` refer to profiles by their position in ``profiles``. ``tol``: the regret that is to count as zero for
    each player, where the user says so.
    """

    profiles: list[Profile] = field(default_factory=list)
    status: Status = Status.SOME
    components: list[Component] = field(default_factory=list)
    degenerate: bool | None = None
    stats: dict[str, Any] = field(default_factory=dict)
    tol: Array | None = None


class AbstractSolver(abc.ABC):
    """A method for finding equilibria; its fields are its options."""

    def why_not(self, game: NormalFormGame) -> str | None:  # noqa: ARG002 - the general answer needs no look
        """Return why this solver does not treat the game, or None when it does."""
        return None

    @abc.abstractmethod
    def propose(self, game: NormalFormGame, proposal: Proposal, control: Control) -> None:
        """Fill the proposal: profiles, and a status that says no more than is proven.

        May raise ``OutOfTimeError`` through ``control.tick``; what was proposed by then is kept.
        """
