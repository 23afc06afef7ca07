"""What a record of alignments teaches, out of sample: estimated threat beside estimated power and simple rules."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from alignment_games.cases.baselines import Situation, rules
from alignment_games.cases.case import Case
from alignment_games.cases.comparison import situations
from alignment_games.cases.prediction import Prediction, alignment
from alignment_games.cases.scores import Score, score
from alignment_games.errors import InvalidModelError
from alignment_games.estimation.comparing import Vuong, vuong
from alignment_games.estimation.fitting import fit
from alignment_games.estimation.forecasts import Foretold, foretell
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.results import Fit
from alignment_games.estimation.stack import stack_games
from alignment_games.estimation.validation import leave_cases_out
from alignment_games.io.sources.alignments import Alignments, ObservedGame
from alignment_games.models.response import DEFAULT_ACTIONS
from alignment_games.states.security import FirstForm

_COSTS = ("balance", "bandwagon")
#: Walt's four sources, as far as a record has them: arms are the threat's share of the pair's soldiers,
#: rivalry and the threat's revisionist disputes of ten years stand for intent.
WALT = QuantalResponse(("power", "proximity", "arms", "rivalry", "revisionism"), _COSTS)
POWER = QuantalResponse(("power",), _COSTS)
NOT_POWER = QuantalResponse(WALT.sources[1:], _COSTS)
#: What the record and the bundled cases have in common.
SHARED = QuantalResponse(("power", "proximity"), _COSTS)
#: With so few cases, parameters are held to within some two of no effect.
PENALTY = 0.25

#: What a record must have beside its figures.
COVARIATES = ("rivalry", "mids_threat_revisionist_prev10", "milper", "threat_milper")


@dataclass(frozen=True)
class SourceSign:
    """Whether the estimated weight of a source has the sign that Walt gives it, and whether that is sure."""

    source: str
    as_walt: bool
    sure: bool


@dataclass(frozen=True, eq=False)
class RecordEstimates:
    """What the record teaches.

    ``left_out``: scores where each case is left out in turn. ``threat``: estimates on the whole record. ``others``: the
    sources beside power against power alone. ``foretold``: scores on cases that the record does not have.
    """

    record: Alignments
    left_out: tuple[Score, ...]
    threat: Fit
    signs: tuple[SourceSign, ...]
    others: Vuong
    foretold: tuple[Score, ...]


def estimates(record: Alignments, apart: Sequence[Case]) -> RecordEstimates:
    """Return what a record teaches, of itself and of the cases ``apart`` from it."""
    games = [_with_sources(game) for game in record.games]
    threat, power, others = (fit(games, theory, penalty=PENALTY) for theory in (WALT, POWER, NOT_POWER))
    left_out = [
        score(name, _predictions(leave_cases_out(games, own.theory, penalty=PENALTY, start=own.parameters)))
        for name, own in (("threat, estimated", threat), ("power, estimated", power))
    ]
    left_out += rules([each for game in games for each in _situations(game)])
    shared = fit(games, SHARED, penalty=PENALTY)
    unseen = [_observed(case) for case in apart]
    told = _predictions(foretell(stack_games(unseen), SHARED, shared.parameters))
    foretold = [score("threat, estimated on the record", told)]
    foretold += rules([each for case in apart for each in situations(case)])
    beside = vuong(games, others, power, corrected=False)
    return RecordEstimates(record, tuple(left_out), threat, tuple(_signs(threat)), beside, tuple(foretold))


def _signs(found: Fit) -> list[SourceSign]:
    """Return the sign of each source; the larger of the two errors decides.

    With a penalty and few cases the clustered one is too small.
    """
    signs = []
    for name in found.theory.sources:
        weight = f"weight of {name}"
        value, error = found.estimates[weight], max(found.errors[weight], found.clustered_errors[weight])
        signs.append(SourceSign(name, bool(value > 0), bool(abs(value) > 2 * error)))
    return signs


def _with_sources(game: ObservedGame) -> ObservedGame:
    """Return the game with the covariates that stand for arms and intent."""
    raw = game.covariates
    share = raw["threat_milper"] / (raw["threat_milper"] + raw["milper"])
    if not (share > 0).all():
        raise InvalidModelError(f"{game.name}: the threat has no soldiers (threat_milper); its arms cannot be compared")
    made = {
        "rivalry": raw["rivalry"],
        "revisionism": np.log1p(raw["mids_threat_revisionist_prev10"]),
        "arms": np.log(share),
    }
    return replace(game, covariates=made)


def _situations(game: ObservedGame) -> list[Situation]:
    power = float(game.model.against.power)
    rows = zip(game.model.states, game.played, game.model.threat.closeness, game.covariates["rivalry"], strict=True)
    return [
        Situation(
            game.cluster, s.name, did, contiguous=bool(near == 1), rival=bool(rival), weight=float(s.power) / power
        )
        for s, did, near, rival in rows
    ]


def _predictions(told: Sequence[Foretold]) -> list[Prediction]:
    return [Prediction(each.cluster, each.state, each.played, each.probabilities, math.nan) for each in told]


def _observed(case: Case) -> ObservedGame:
    """Return a bundled case in the three actions of the record, which counts alignment of any kind as bandwagoning."""
    actions = {**{alignment(action): action for action in DEFAULT_ACTIONS}, "align": "bandwagon"}
    played = tuple(actions[alignment(did)] for did in case.recorded.values())
    model = replace(case.model, actions=(DEFAULT_ACTIONS,) * len(played), utility=FirstForm())
    return ObservedGame(case.name, case.name, model, played, {})
