r"""What a game predicts: one rule, declared once, for every case and theory.

The rule is the logit quantal response equilibrium reached from uniform play, at the rate lambda = 20 per unit
of threat. The rate is the inverse of the default burden (0.05): a state that would gain as much as balancing
costs is e times as likely to. It was fixed before any case was scored and is tuned to none. It gives every
action a chance, so that a surprise costs a finite log score; where it has not one answer to give, it errs.
Beside it stands what does not depend on a choice among equilibria: the regret of the recorded play, state by
state, and whether the recorded profile is an equilibrium.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.game.entrance import Given, as_game
from alignment_games.game.profile import Profile
from alignment_games.game.sum_game import SumGame
from alignment_games.models.response import ResponseGame, ResponseModel
from alignment_games.models.response.folded import FoldedPayoffs
from alignment_games.signatures import as_annotated
from alignment_games.solvers.logit.response import logit_play, logit_response

#: Lambda, per unit of payoff (of threat).
RATE = 20.0

#: Payoffs in tables, folded, beyond which expected payoffs come from the sums: of twelve states with three responses.
MOST_FOLDED = 2**24

#: What a response amounts to, for comparison with records that do not tell its kinds apart.
ALIGNMENTS: Mapping[str, str] = {
    "balance": "balance",
    "arm": "balance",
    "soft_balance": "balance",
    "buck_pass": "stay out",
    "neutral": "stay out",
    "bandwagon": "bandwagon",
    "align": "align",
}


@dataclass(frozen=True)
class Prediction:
    """What a theory says of one state, beside what the state did.

    ``probabilities``: of each action. ``regret``: what the state would have gained by another action, the
    others' recorded play held fixed, in payoff units.
    """

    case: str
    state: str
    recorded: str
    probabilities: Mapping[str, float]
    regret: float

    @property
    def predicted(self) -> str:
        """The likeliest action."""
        return max(self.probabilities, key=lambda action: self.probabilities[action])

    def alignments(self) -> dict[str, float]:
        """Return the probabilities of balance, stay out and bandwagon."""
        totals = dict.fromkeys(ALIGNMENTS.values(), 0.0)
        for action, probability in self.probabilities.items():
            totals[alignment(action)] += probability
        return totals


@as_annotated()
def alignment(action: str) -> str:
    """Return what a response amounts to: balance, stay out or bandwagon (other names stand for themselves)."""
    return ALIGNMENTS.get(action, action)


@as_annotated()
def predicted_probabilities(game: Given, rate: float = RATE) -> dict[str, dict[str, float]]:
    """Return each player's predicted probability of each action; the rule is at the head of this module.

    A response model needs no table of payoffs for it; of many states, payoffs are interpolated between sums, which
    moves a probability by some thousandths at most. Raises NotConvergedError where play does not settle.
    """
    if isinstance(game, ResponseGame):
        game = game.model
    if isinstance(game, ResponseModel) and not (game.is_exact or game.batch_shape):
        return response_probabilities(game, rate)
    game = as_game(game)
    return _by_player(game.players, game.actions, logit_response(game, rate))


def response_probabilities(
    model: ResponseModel, rate: float = RATE, sums: SumGame | None = None
) -> dict[str, dict[str, float]]:
    """Return the same of one response model of numbers; ``sums``: its game of sums, where that is at hand."""
    return _by_player(model.names, model.actions, _response(model, rate, sums))


def _by_player(players: Sequence[str], actions: Sequence[Sequence[str]], play: Profile) -> dict[str, dict[str, float]]:
    rows = zip(players, actions, play, strict=True)
    return {player: dict(zip(labels, own.tolist(), strict=True)) for player, labels, own in rows}


def _response(model: ResponseModel, rate: float, sums: SumGame | None) -> Profile:
    """Return what `logit_response` returns of the model's game, without its table."""
    folded = FoldedPayoffs(model)
    if folded.size > MOST_FOLDED:
        return logit_response(model.sums() if sums is None else sums, rate)
    counts = list(map(len, model.actions))
    offered = np.arange(max(counts)) < np.array(counts)[:, None]

    def values(play: np.ndarray) -> np.ndarray:
        found = np.zeros(offered.shape)
        found[offered] = np.concatenate(folded.expected([own[:m] for own, m in zip(play, counts, strict=True)]))
        return found

    return tuple(own[:m] for own, m in zip(logit_play(values, offered, rate), counts, strict=True))
