"""The score table: rival theories on every bundled case, and estimates on a record of alignments, out of sample.

The theories stand at their defaults under the rule of `cases.prediction`, both fixed before any case was
scored. The estimated models were not: plain maximum likelihood ran to the bounds of the search on the record
that was at hand, so a penalty was brought in after looking at fits with and without one, and with other sets
of sources. What is printed out of sample is therefore a fair test of the cases left out but not of the choice
of model; the choice kept is the full list of Walt's sources, not the one that scored best.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import indent
from typing import Any

import numpy as np

from alignment_games.cases.baselines import INTENT_ALONE, RULES, Situation, area_under_curve, baseline, regression
from alignment_games.cases.case import Case, case_names, load_case
from alignment_games.cases.comparison import Verdict, judge, situations
from alignment_games.cases.own import read_cases
from alignment_games.cases.prediction import Prediction, alignment
from alignment_games.cases.scores import CLASSES, HEADER, Score, score
from alignment_games.cases.theories import THEORIES
from alignment_games.errors import InvalidModelError
from alignment_games.estimation.comparing import vuong
from alignment_games.estimation.fitting import fit
from alignment_games.estimation.forecasts import Foretold, foretell
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.results import Fit
from alignment_games.estimation.stack import stack_games
from alignment_games.estimation.validation import leave_cases_out
from alignment_games.game.words import table
from alignment_games.io.alignments import Alignments, ObservedGame, read_alignments
from alignment_games.io.left_out import LeftOut, left_out_in_words
from alignment_games.models.response import DEFAULT_ACTIONS
from alignment_games.report.words import WIDTH, paragraph
from alignment_games.states.security import FirstForm
from alignment_games.text.display import Displayed, Grid

#: Names the folder of the user's data files; a record of alignments in it is used when there is one.
DATA_VARIABLE = "ALIGNMENT_GAMES_DATA"
RECORD = "alignments_development.csv"

#: Bundled cases that the record has too; the others check what was learnt from it.
IN_RECORD = (
    "europe-1936",
    "europe-1938",
    "europe-1938-large",
    "europe-1939",
    "europe-1939-large",
    "iraq-1990",
    "iraq-2003",
    "middle-east-1955",
    "middle-east-1967",
    "middle-east-1980",
    "nato-1949",
    "nato-1999",
    "southwest-asia-1955",
    "unipolarity-1999",
)

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

_LEGEND = (
    "Action: the share of states whose recorded action, of all on its menu, is the likeliest one.",
    "Accuracy: the same for alignments, kinds of one alignment taken together (its standard error, by case).",
    "Balance or not: the share rightly told as balancing, or not.",
    "Macro-F1: as accuracy, the rare alignments counting as much as the frequent.",
    "Log score: the mean log probability of what was done; -1.10 is a guess among three.",
    (
        "Regret: what the states would have gained by another action, in payoff units; best replies: the "
        "share of those that would have gained nothing; record stable: in how many cases that holds for all."
    ),
    (
        "The rules: balance where there is a border or a rivalry, else stay out; bandwagon if below a tenth "
        "of the threat's power and at its border, else balance; balance where intent is above 1/2, else stay "
        "out. The logit foretells each case from the others by weight, border and intent, without any theory."
    ),
    (
        "What is circular: intents were coded by people who knew what the states did, so whatever uses intent"
        " was told in part what it should foretell; --intent rubric takes intents from a written list of "
        "observables instead. No parameter is fitted and one set serves all cases, but the form of the "
        "utility was chosen on the record's cases."
    ),
)
_COVARIATES = ("rivalry", "mids_threat_revisionist_prev10", "milper", "threat_milper")


@dataclass(frozen=True, repr=False)
class Part(Displayed):
    """A titled part of the page: a table, or lines of text."""

    title: str
    header: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    lines: Sequence[str] = ()

    def to_records(self) -> list[dict[str, str]]:
        """Return the rows by column."""
        return [dict(zip(self.header, row, strict=True)) for row in self.rows]

    def display_parts(self) -> list[str | Grid]:
        """Return the title and the lines, or the table below its title."""
        return [Grid(self.header, self.rows, self.title)] if self.rows else [self.title, *self.lines]

    def __str__(self) -> str:
        shown = table(self.header, self.rows, WIDTH) if self.rows else [*map(paragraph, self.lines)]
        return "\n".join([paragraph(self.title), *indent("\n".join(shown), "  ").splitlines()])


@dataclass(frozen=True, repr=False)
class History(Displayed):
    """The parts of the page, in order; prints as a page."""

    parts: tuple[Part, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the parts as plain values, each with its title, its rows by column, its lines of text."""
        return {"parts": [{"title": p.title, "rows": p.to_records(), "lines": list(p.lines)} for p in self.parts]}

    def to_records(self) -> list[dict[str, str]]:
        """Return the rows of all tables, each with the title of its table; not all tables have the same columns."""
        return [{"table": part.title, **row} for part in self.parts for row in part.to_records()]

    def display_parts(self) -> list[str | Grid]:
        """Return what a notebook shows."""
        return [shown for part in self.parts for shown in part.display_parts()]

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.parts))


def history(
    data: str | Path | None = None,
    *,
    cases: str | Path | None = None,
    figures: str = "year",
    intent: str = "coded",
    menu: str = "case",
) -> History:
    """Return the score table of the bundled cases, and of a record of alignments where there is one.

    ``cases``: a folder of cases of your own, which are scored instead (`cases.own.read_cases`).

    ``data``: the record, a CSV file as `read_alignments` takes it; None looks for one in the folder that the
    environment variable ALIGNMENT_GAMES_DATA names, and says so where there is none. ``figures``, ``intent`` and
    ``menu``: the variant of the cases, as `load_case` takes them. Raises InvalidModelError for a file or folder that is
    named and cannot be read, and for a variant that there is not.
    """
    variant = {"figures": figures, "intent": intent, "menu": menu}
    bundled = cases is None
    scored, left_out = _cases(cases, variant)
    apart = [case for case in scored if not (bundled and case.name in IN_RECORD)]
    verdicts = {theory.name: [judge(case, theory) for case in scored] for theory in THEORIES}
    whose = "Every bundled case" if bundled else f"Every case in {cases}"
    parts = _judged(f"{whose}, theories at their defaults", scored, verdicts)
    if bundled:
        parts += _judged("Of these, cases that the record does not have", apart, verdicts)
    if left_out:
        parts.append(Part("Files without a record", lines=[left_out_in_words(left_out, 100)]))
    path = _record(data)
    if path is None:
        where = f"no record of alignments: name one with --data, or set {DATA_VARIABLE} to a folder with {RECORD}"
        parts.append(Part("Estimates, out of sample", lines=[f"skipped: {where}"]))
    else:
        parts += _estimated(read_alignments(path, _COVARIATES), apart)
    return History((*parts, Part("How to read it", lines=_LEGEND)))


def _cases(folder: str | Path | None, variant: Mapping[str, str]) -> tuple[list[Case], tuple[LeftOut, ...]]:
    """Return the cases of a folder, or the bundled ones, and the files left out."""
    if folder is not None:
        return read_cases(folder, **variant)
    return [load_case(name, **variant) for name in case_names()], ()  # type: ignore[arg-type]


def _record(data: str | Path | None) -> Path | None:
    if data is not None:
        return Path(data)
    folder = os.environ.get(DATA_VARIABLE)
    path = Path(folder) / RECORD if folder else None
    return path if path is not None and path.exists() else None


def _judged(title: str, cases: Sequence[Case], verdicts: Mapping[str, Sequence[Verdict]]) -> list[Part]:
    names = {case.name for case in cases}
    scores, stable = [], []
    for theory, every in verdicts.items():
        own = [verdict for verdict in every if verdict.case in names]
        scores.append(score(theory, [p for verdict in own for p in verdict.predictions]))
        stable.append(f"{sum(v.recorded_is_equilibrium for v in own)} of {len(own)}")
    found = [each for case in cases for each in situations(case)]
    beside = [*_baselines(found), *([regression(found)] if len(cases) > 1 else [])]
    rows = [[*each.row(), own] for each, own in zip(scores, stable, strict=True)] + [[*s.row(), "-"] for s in beside]
    balanced = [alignment(each.recorded) == "balance" for each in found]
    alone = area_under_curve([each.intent for each in found], balanced)
    return [
        Part(f"{title} ({len(cases)} cases, {len(found)} states)", [*HEADER, "record stable"], rows),
        Part(
            "Recall: how many of those who took an alignment were told",
            ["", *CLASSES],
            [s.recalls() for s in scores + beside],
        ),
        Part(
            "Intent alone",
            lines=[f"A balancer perceived more hostile intent than another state in {alone:.0%} of pairs (AUC)."],
        ),
    ]


def _baselines(found: Sequence[Situation]) -> list[Score]:
    """Return the scores of the rules that the situations have the figures for."""
    blind = any(math.isnan(each.intent) for each in found)
    return [baseline(name, found) for name in RULES if not (blind and name == INTENT_ALONE)]


def _estimated(record: Alignments, apart: Sequence[Case]) -> list[Part]:
    games = [_with_sources(game) for game in record.games]
    threat, power, others = (fit(games, theory, penalty=PENALTY) for theory in (WALT, POWER, NOT_POWER))
    rows = [
        score(name, _predictions(leave_cases_out(games, own.theory, penalty=PENALTY, start=own.parameters))).row()
        for name, own in (("threat, estimated", threat), ("power, estimated", power))
    ]
    rows += [each.row() for each in _baselines([each for game in games for each in _situations(game)])]
    shared = fit(games, SHARED, penalty=PENALTY)
    unseen = [_observed(case) for case in apart]
    told = _predictions(foretell(stack_games(unseen), SHARED, shared.parameters))
    there = [score("threat, estimated on the record", told).row()]
    there += [each.row() for each in _baselines([each for case in apart for each in situations(case)])]
    verdict = f"the other sources against power alone: {vuong(games, others, power, corrected=False)}"
    lines = str(threat).splitlines()
    return [
        Part(f"Leaving one case out of the record ({record})", HEADER, rows),
        Part("Estimates on the whole record, held towards no effect", lines=[*lines, *_signs(threat), verdict]),
        Part("Cases that the record does not have, foretold from it", HEADER, there),
    ]


def _signs(found: Fit) -> list[str]:
    """Return, for each of Walt's sources, whether its estimated weight has the sign that he says.

    The larger of the two errors decides: with a penalty and few cases the clustered one is too small.
    """
    lines = []
    for name in found.theory.sources:
        weight = f"weight of {name}"
        value, error = found.estimates[weight], max(found.errors[weight], found.clustered_errors[weight])
        sign = "as Walt has it" if value > 0 else "against Walt"
        sure = "" if abs(value) > 2 * error else ", but within two errors of zero"
        lines.append(f"{name}: {sign}{sure}")
    return lines


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
