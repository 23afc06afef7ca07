r"""What one game of a panel comes to: its pure equilibria by sums, the selected one, its slacks, and logit responses.

The selections are those of `selection`, evaluated at the equilibria alone; the product of losses is compared by its
logarithm, since two hundred small factors leave no float.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import NotConvergedError, UnsupportedGameError, unknown_name
from alignment_games.game.sum_game import SumGame
from alignment_games.models.response import ResponseModel
from alignment_games.solvers.control import Control
from alignment_games.solvers.logit.response import logit_response
from alignment_games.solvers.pure.pure_by_sums import PureBySums
from alignment_games.solvers.solve import solve
from alignment_games.sweeps.selection import highest

#: Equilibria that are looked for and compared; a game with more is told to have so many or more.
MOST_EQUILIBRIA = 200
#: Payoffs up to which logit responses come from a table, which has no sums to interpolate.
MOST_IN_TABLE = 200_000
#: No deviation: a state with a single response.
NOTHING = -1


@dataclass(frozen=True, eq=False)
class PanelPlay:
    """One game's outcome. ``response``, ``slack``, ``deviation``: of each state at the selected equilibrium.

    ``equilibrium``: which one of ``equilibria`` is selected, from 1, and 0 where there is none; responses and
    deviations are positions of actions. ``complete``: whether these are proven to be all. ``chances``: each state's
    probabilities at the logit quantal response equilibrium, None where there is none, for the reason ``why_not``.
    """

    response: Array
    slack: Array
    deviation: Array
    equilibrium: int
    equilibria: int
    complete: bool
    chances: tuple[Array, ...] | None
    why_not: str = ""


def play_of(model: ResponseModel, select: str, rate: float, control: Control) -> PanelPlay:
    """Return what one game comes to. Raises OutOfTimeError where the time is over."""
    control.tick()
    game = model.sums()
    found = solve(game, PureBySums(most=MOST_EQUILIBRIA), throw=False)
    profiles = [tuple(int(own.argmax()) for own in equilibrium.profile) for equilibrium in found]
    chances, why_not = _chances(model, game, rate)
    n, nothing = len(model.names), (np.nan, NOTHING)
    chosen, own, rows = 0, (NOTHING,) * n, [nothing] * n
    if profiles:
        tables = game.sums.payoffs_at(np.array(profiles))
        payoffs = [[row[:m] for row, m in zip(table, game.n_actions, strict=True)] for table in tables]
        scores = [SELECTIONS[select](*pair) for pair in zip(payoffs, profiles, strict=True)]
        best = first_of_highest(scores)
        chosen, own = best + 1, profiles[best]
        rows = [_nearest(values, action) for values, action in zip(payoffs[best], own, strict=True)]
    slack, deviation = zip(*rows, strict=True)
    count = found.stats.get("pure", len(profiles))  # known where all are listed, and sometimes where they are not
    complete = found.stats.get("pure") == len(profiles)
    arrays = np.array(own), np.array(slack), np.array(deviation)
    return PanelPlay(*arrays, chosen, count, complete, chances, why_not)


def _nearest(values: Array, action: int) -> tuple[float, int]:
    """Return what a state would lose by the deviation that costs it least, and which that is."""
    others = [a for a in range(len(values)) if a != action]
    if not others:
        return np.nan, NOTHING
    best = max(others, key=lambda a: values[a])
    return float(values[action] - values[best]), best


def _first(payoffs: Sequence[Array], profile: tuple[int, ...]) -> float:  # noqa: ARG001 - the signature of all
    return 0.0


def _sum(payoffs: Sequence[Array], profile: tuple[int, ...]) -> float:
    return float(sum(own[a] for own, a in zip(payoffs, profile, strict=True)))


def _losses(payoffs: Sequence[Array], profile: tuple[int, ...]) -> float:
    slacks = [_nearest(own, a)[0] for own, a in zip(payoffs, profile, strict=True) if len(own) > 1]
    return float(sum(np.log(slack) if slack > 0 else -np.inf for slack in slacks))


#: The score of an equilibrium under each selection; the first of the highest is selected.
SELECTIONS: dict[str, Callable[[Sequence[Array], tuple[int, ...]], float]] = {
    "first": _first,
    "payoff_dominant": _sum,
    "risk_dominant": _losses,
}


def first_of_highest(scores: Sequence[float]) -> int:
    """Return which score is the highest, the first of those that are equal but for rounding."""
    return int(highest(np.array([scores]), np.ones((1, len(scores)), dtype=bool))[0])


def known_selection(select: Any) -> str:
    """Return the name of a selection. Raises InvalidModelError for any other: a callable of one's own needs tables."""
    if not isinstance(select, str) or select not in SELECTIONS:
        raise unknown_name("selection", getattr(select, "__name__", select), SELECTIONS)
    return select


def _chances(model: ResponseModel, game: SumGame, rate: float) -> tuple[tuple[Array, ...] | None, str]:
    sizes = [len(own) for own in model.actions]
    try:
        small = len(sizes) * prod(sizes) <= MOST_IN_TABLE
        return logit_response(model.game() if small else game, rate), ""
    except (NotConvergedError, UnsupportedGameError) as error:
        return None, str(error)
