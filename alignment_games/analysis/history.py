"""Rival theories scored on every bundled case, and on a record of alignments, out of sample.

The theories stand at their defaults under the rule of `cases.prediction`, both fixed before any case was
scored. The estimated models were not: plain maximum likelihood ran to the bounds of the search on the record
that was at hand, so a penalty was brought in after looking at fits with and without one, and with other sets
of sources. What is printed out of sample is therefore a fair test of the cases left out but not of the choice
of model; the choice kept is the full list of Walt's sources, not the one that scored best.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_games.cases.agreement import kappa
from alignment_games.cases.baselines import HOSTILE, area_under_curve, regression, rules
from alignment_games.cases.case import Case, case_names, load_case
from alignment_games.cases.comparison import TheoryVerdict, judge, situations
from alignment_games.cases.own import read_cases
from alignment_games.cases.prediction import alignment
from alignment_games.cases.scores import Score, score
from alignment_games.cases.theories import SCORED
from alignment_games.io.doors.left_out import LeftOut

if TYPE_CHECKING:
    from alignment_games.analysis.estimates import RecordEstimates

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
    "nato-1949-small",
    "nato-1999",
    "southwest-asia-1955",
    "unipolarity-1999",
)


@dataclass(frozen=True, eq=False)
class Judged:
    """Theories at their defaults, and simple rules, on some cases.

    ``stable``: for each theory, in how many cases what was recorded is an equilibrium. ``intent_alone``: in which share
    of pairs a balancer perceived more hostile intent than another state.
    """

    cases: int
    states: int
    theories: tuple[Score, ...]
    stable: tuple[int, ...]
    rules: tuple[Score, ...]
    intent_alone: float


@dataclass(frozen=True, eq=False)
class Scores:
    """The scores of theories on all cases, on those that the record does not have, and what the record teaches.

    ``apart``: None of cases of the user's own. ``estimates``: None without a record. ``left_out``: files of the user's
    folder without a record. ``codings``: the weighted kappa of intent as coded and by the rubric, and that of whether
    it is above one half; None where a case lacks the rubric, or is scored by it.
    """

    every: Judged
    apart: Judged | None
    estimates: RecordEstimates | None
    left_out: tuple[LeftOut, ...] = ()
    codings: tuple[float, float] | None = None


def scores(
    record: Path | None, cases: str | Path | None, *, figures: str = "year", intent: str = "coded", menu: str = "case"
) -> Scores:
    """Return the scores on the bundled cases, or those of a folder, and on a record where there is one.

    ``figures``, ``intent`` and ``menu``: the variant of the cases, as `load_case` takes them. Raises InvalidModelError
    for a file or folder that cannot be read, and for a variant that there is not.
    """
    variant = {"figures": figures, "intent": intent, "menu": menu}
    bundled = cases is None
    teaching = None if record is None else _taught_by(record)  # refused before the work, if at all
    scored, left_out = _cases(cases, variant)
    apart = [case for case in scored if not (bundled and case.name in IN_RECORD)]
    verdicts = {theory.name: [judge(case, theory) for case in scored] for theory in SCORED}
    return Scores(
        _judged(scored, verdicts),
        _judged(apart, verdicts) if bundled else None,
        None if teaching is None else teaching(apart),
        left_out,
        _codings(scored) if intent == "coded" else None,
    )


def _taught_by(record: Path) -> Callable[[Sequence[Case]], RecordEstimates]:
    """Return what makes the estimates of a record; estimation is loaded for a record alone."""
    from alignment_games.analysis.estimates import COVARIATES, estimates
    from alignment_games.io.sources.alignments import read_alignments

    return partial(estimates, read_alignments(record, COVARIATES))


def _cases(folder: str | Path | None, variant: Mapping[str, str]) -> tuple[list[Case], tuple[LeftOut, ...]]:
    """Return the cases of a folder, or the bundled ones, and the files left out."""
    if folder is not None:
        return read_cases(folder, **variant)
    return [load_case(name, **variant) for name in case_names()], ()  # type: ignore[arg-type]


def _judged(cases: Sequence[Case], verdicts: Mapping[str, Sequence[TheoryVerdict]]) -> Judged:
    names = {case.name for case in cases}
    scored, stable = [], []
    for theory, every in verdicts.items():
        own = [verdict for verdict in every if verdict.case in names]
        scored.append(score(theory, [p for verdict in own for p in verdict.predictions]))
        stable.append(sum(v.recorded_is_equilibrium for v in own))
    found = [each for case in cases for each in situations(case)]
    beside = [*rules(found), *([regression(found)] if len(cases) > 1 else [])]
    balanced = [alignment(each.recorded) == "balance" for each in found]
    alone = area_under_curve([each.intent for each in found], balanced)
    return Judged(len(cases), len(found), tuple(scored), tuple(stable), tuple(beside), alone)


def _codings(cases: Sequence[Case]) -> tuple[float, float] | None:
    """Return how far intent as coded and by the rubric agree, where every state is coded twice."""
    coded, by_rubric = zip(*((each.intent, each.intent_rubric) for case in cases for each in case.records), strict=True)
    if None in by_rubric:
        return None
    pair = [list(map(float, coding)) for coding in (coded, by_rubric)]
    return kappa(*pair), kappa(*([intent > HOSTILE for intent in coding] for coding in pair))
