"""How what was recorded stands in the game of its case: an equilibrium, or a play that some would have left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alignment_games.cases.case import Case
from alignment_games.solvers.solution import Solution


@dataclass(frozen=True)
class Wish:
    """What a state would have gained by which actions, the others doing what they did."""

    state: str
    gain: Any
    actions: tuple[str, ...]


@dataclass(frozen=True)
class AgainstRecord:
    """The recorded play: its number among the equilibria, from 1, or None and who would have left it."""

    order: int | None
    wishes: tuple[Wish, ...] = ()


def against_record(case: Case, solution: Solution) -> AgainstRecord:
    """Return how the recorded play stands in the case's game.

    >>> import alignment_games as ag
    >>> case = ag.load_case("europe-1939")
    >>> [wish.state for wish in against_record(case, ag.solve(case)).wishes]
    ['USSR']
    """
    for order, equilibrium in enumerate(solution, start=1):
        if equilibrium.pure and equilibrium.actions == tuple(case.recorded.values()):
            return AgainstRecord(order)
    game: Any = solution.problem
    replies = game.best_replies(case.recorded)
    rows = zip(game.players, game.regrets(case.recorded), game.tolerances(), strict=True)
    return AgainstRecord(
        None, tuple(Wish(name, gain, tuple(replies[name])) for name, gain, slack in rows if gain > slack)
    )
