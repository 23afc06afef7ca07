r"""What one game of a panel comes to: its pure equilibria by sums, the selected one, its slacks, and logit responses.

The selections are those of `selection`, evaluated at the equilibria alone; the product of losses is compared by its
logarithm, since two hundred small factors leave no float.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import NotConvergedError, UnsupportedGameError, unknown_name
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.own_payoffs import payoffs_against
from alignment_games.solvers.aggregative import pure_equilibria_by_structure
from alignment_games.solvers.control import Control
from alignment_games.solvers.logit_response import logit_response
from alignment_games.solvers.quantal_by_sums import logit_response_by_sums

Array = NDArray[Any]

#: Equilibria that are looked for and compared; a game with more is told to have so many or more.
MOST_EQUILIBRIA = 200
#: Payoffs up to which logit responses come from a table, which has no sums to interpolate.
_TABLE = 200_000
#: No deviation: a state with a single response.
NOTHING = -1


@dataclass(frozen=True, eq=False)
class Play:
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


def play_of(model: ResponseModel, select: str, rate: float, control: Control) -> Play:
    """Return what one game comes to. Raises OutOfTimeError where the time is over."""
    control.tick()
    found = pure_equilibria_by_structure(model, most=MOST_EQUILIBRIA)
    profiles = [
        tuple(own.index(action) for own, action in zip(model.actions, alignment, strict=True))
        for alignment in found.alignments
    ]
    chances, why_not = _chances(model, rate)
    n, nothing = len(model.names), (np.nan, NOTHING)
    chosen, own, rows = 0, (NOTHING,) * n, [nothing] * n
    if profiles:
        payoffs = [_payoffs(model, profile) for profile in profiles]
        scores = [SELECTIONS[select](*pair) for pair in zip(payoffs, profiles, strict=True)]
        best = int(np.argmax(scores))
        chosen, own = best + 1, profiles[best]
        rows = [_nearest(values, action) for values, action in zip(payoffs[best], own, strict=True)]
    slack, deviation = zip(*rows, strict=True)
    count = len(profiles) if found.count is None else found.count
    arrays = np.array(own), np.array(slack), np.array(deviation)
    return Play(*arrays, chosen, count, found.complete, chances, why_not)


def _payoffs(model: ResponseModel, profile: tuple[int, ...]) -> list[Array]:
    """Return what each own action pays each state against the others' in a profile."""
    return [payoffs_against(model, i, profile) for i in range(len(profile))]


def _nearest(values: Array, action: int) -> tuple[float, int]:
    """Return what a state would lose by the deviation that costs it least, and which that is."""
    others = [a for a in range(len(values)) if a != action]
    if not others:
        return np.nan, NOTHING
    best = max(others, key=lambda a: values[a])
    return float(values[action] - values[best]), best


def _first(payoffs: list[Array], profile: tuple[int, ...]) -> float:  # noqa: ARG001 - the signature of all
    return 0.0


def _sum(payoffs: list[Array], profile: tuple[int, ...]) -> float:
    return float(sum(own[a] for own, a in zip(payoffs, profile, strict=True)))


def _losses(payoffs: list[Array], profile: tuple[int, ...]) -> float:
    slacks = [_nearest(own, a)[0] for own, a in zip(payoffs, profile, strict=True) if len(own) > 1]
    return float(sum(np.log(slack) if slack > 0 else -np.inf for slack in slacks))


#: The score of an equilibrium under each selection; the first of the highest is selected.
SELECTIONS: dict[str, Callable[[list[Array], tuple[int, ...]], float]] = {
    "first": _first,
    "payoff_dominant": _sum,
    "risk_dominant": _losses,
}


def known_selection(select: Any) -> str:
    """Return the name of a selection. Raises InvalidModelError for any other: a callable of one's own needs tables."""
    if not isinstance(select, str) or select not in SELECTIONS:
        raise unknown_name("selection", getattr(select, "__name__", select), SELECTIONS)
    return select


def _chances(model: ResponseModel, rate: float) -> tuple[tuple[Array, ...] | None, str]:
    sizes = [len(own) for own in model.actions]
    try:
        small = len(sizes) * prod(sizes) <= _TABLE
        return (logit_response(model.game(), rate) if small else logit_response_by_sums(model, rate)), ""
    except (NotConvergedError, UnsupportedGameError) as error:
        return None, str(error)
