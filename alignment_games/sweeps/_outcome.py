"""What one model's game comes to, of any encoding and size: its selected pure equilibrium and its logit responses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

from alignment_games.errors import NotConvergedError, UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import pure
from alignment_games.game.sum_game import SumGame
from alignment_games.models.model import Model
from alignment_games.solvers.logit.response import logit_response
from alignment_games.solvers.pure.pure_by_sums import PureBySums
from alignment_games.solvers.pure.pure_enumeration import PureEnumeration
from alignment_games.solvers.solve import solve
from alignment_games.sweeps._panel_play import MOST_EQUILIBRIA, SELECTIONS, first_of_highest

#: One response for each state, by name; and figures by state and response.
Responses = Mapping[str, str]
Chances = Mapping[str, Mapping[str, float]]
Gains = Mapping[str, Mapping[str, float]]

#: Payoffs up to which a table is quicker than sums.
_TABLE = 200_000


def problem_of(model: Model) -> NormalFormGame | SumGame:
    """Return the game of a model: its table where that is small or all there is, else its sums."""
    if hasattr(model, "sums") and len(model.names) * prod(map(len, model.actions)) > _TABLE:
        try:
            game: SumGame = model.sums()
        except UnsupportedGameError:
            return model.game()
        return game
    return model.game()


def chances_of(problem: NormalFormGame | SumGame, rate: float) -> Chances | None:
    """Return the chances of the logit quantal response equilibrium, None where play does not settle at it."""
    try:
        play = logit_response(problem, rate)
    except (NotConvergedError, UnsupportedGameError):
        return None
    rows = zip(problem.players, problem.actions, play, strict=True)
    return {name: dict(zip(labels, own.tolist(), strict=True)) for name, labels, own in rows}


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a model comes to. ``played``: the selected pure equilibrium, None where there is none.

    ``equilibria``: how many pure ones there are, all of them where ``complete``. ``chances``: by state and action, of
    the logit quantal response equilibrium; None where play does not settle.
    """

    problem: NormalFormGame | SumGame
    played: Responses | None
    equilibria: int
    complete: bool
    chances: Chances | None

    @classmethod
    def of(cls, model: Model, select: str, rate: float) -> Outcome:
        """Return the outcome of a model."""
        problem = problem_of(model)
        by_sums = isinstance(problem, SumGame)
        found = solve(problem, PureBySums(most=MOST_EQUILIBRIA) if by_sums else PureEnumeration(), throw=False)
        scores = []
        for each in found:
            payoffs = [np.asarray(own, dtype=float) for own in problem.deviation_payoffs(each.profile)]
            scores.append(SELECTIONS[select](payoffs, tuple(int(own.argmax()) for own in each.profile)))
        played = None
        if scores:
            played = dict(zip(problem.players, found[first_of_highest(scores)].actions, strict=True))
        count = found.stats.get("pure", len(found))
        complete = not by_sums or found.stats.get("pure") == len(found)
        return cls(problem, played, count, complete, chances_of(problem, rate))

    @property
    def against(self) -> str:
        """The threat that the states face, empty where none is named."""
        return str(getattr(getattr(getattr(self.problem, "model", None), "against", None), "name", ""))


def gains_at(problem: NormalFormGame | SumGame, played: Responses) -> Gains | None:
    """Return what each state would gain by each other response where all play these.

    None where one of the responses is not on offer.
    """
    rows = list(zip(problem.players, problem.actions, strict=True))
    if any(played[name] not in labels for name, labels in rows):
        return None
    index = [labels.index(played[name]) for name, labels in rows]
    payoffs = problem.deviation_payoffs(pure(index, problem.n_actions))
    return {
        name: {other: float(own[k] - own[a]) for k, other in enumerate(labels) if k != a}
        for (name, labels), own, a in zip(rows, payoffs, index, strict=True)
    }
