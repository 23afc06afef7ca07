r"""How well estimates predict what they have not seen, and which of two theories fits better.

Leaving cases out: each case's games are predicted from estimates made without any game of that case.

Vuong's test (1989, equation 3.1) of two theories that are not nested: with d_r the difference of the log
likelihoods of row r, the statistic is :math:`\sum d_r` over its standard error, here clustered by case, and
standard normal when the two are equally close to the truth. Where asked, the difference is first lowered
by Schwarz's correction :math:`\tfrac12 (p - q) \log n` for the numbers of parameters p and q.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.fitting import Fit, maximise
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.stack import Stack, stack_games
from alignment_games.io.alignments import ObservedGame

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Foretold:
    """One state's choice beside the probabilities that estimates from other cases give its actions."""

    cluster: str
    game: str
    state: str
    played: str
    probabilities: dict[str, float]


def leave_cases_out(
    games: Sequence[ObservedGame], theory: QuantalResponse, *, penalty: float = 0, start: Array | None = None
) -> list[Foretold]:
    """Return every choice beside its prediction from the games of all other cases.

    ``penalty`` and ``start`` as in `fit`.
    Raises InvalidModelError when there are fewer than two cases.
    """
    stack = stack_games(games)
    names = sorted(set(stack.clusters.tolist()))
    if len(names) < 2:
        raise InvalidModelError(f"leaving cases out needs at least two cases, got {', '.join(names)}")
    theory.check(stack)
    found: list[Foretold] = []
    for name in names:
        away = stack.clusters == name
        found += foretell(stack.take(away), theory, maximise(stack.take(~away), theory, start, penalty))
    return found


def foretell(stack: Stack, theory: QuantalResponse, parameters: Sequence[float] | Array) -> list[Foretold]:
    """Return every choice of a stack beside the probabilities at given parameters."""
    play = theory.play(stack, parameters)
    rows = zip(stack.clusters, stack.games, stack.states, stack.played, play.tolist(), strict=True)
    return [
        Foretold(str(cluster), str(game), str(state), stack.actions[k], dict(zip(stack.actions, own, strict=True)))
        for cluster, game, state, k, own in rows
    ]


@dataclass(frozen=True)
class Vuong:
    """Vuong's test: ``statistic`` above zero speaks for the first theory; ``p_value`` is two-sided."""

    difference: float
    statistic: float
    p_value: float

    def __str__(self) -> str:
        side = "first" if self.statistic > 0 else "second"
        return (
            f"log likelihood differs by {self.difference:.2f}, z = {self.statistic:.2f}, "
            f"p = {self.p_value:.2f}: leans to the {side} theory"
        )


def vuong(games: Sequence[ObservedGame], one: Fit, other: Fit, *, corrected: bool = True) -> Vuong:
    """Return Vuong's test of two fits to the same games, clustered by case.

    ``corrected``: for the numbers of parameters, which presumes fits without a penalty.
    Raises InvalidModelError when the fits do not differ, or were made on other games.
    """
    stack = stack_games(games)
    for each in (one, other):
        if each.rows != len(stack):
            raise InvalidModelError(
                f"a fit is of {each.rows} choices, the games hold {len(stack)}; give the same games"
            )
    logs = [each.theory.likelihood(stack, each.parameters)[0] for each in (one, other)]
    gaps = logs[0] - logs[1]
    correction = (len(one.estimates) - len(other.estimates)) / 2 * math.log(len(stack)) if corrected else 0.0
    gaps = gaps - correction / len(stack)
    names = sorted(set(stack.clusters.tolist()))
    centred = gaps - gaps.mean()
    sums = np.array([centred[stack.clusters == name].sum() for name in names])
    variance = len(names) / (len(names) - 1) * float(sums @ sums) if len(names) > 1 else math.nan
    if not variance > 1e-18:
        raise InvalidModelError("the two fits predict the same of every choice; there is nothing to test")
    statistic = float(gaps.sum()) / math.sqrt(variance)
    return Vuong(float(gaps.sum()), statistic, math.erfc(abs(statistic) / math.sqrt(2)))
