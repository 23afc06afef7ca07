"""The score table: rival theories on every bundled case, and estimates on a record of alignments, out of sample.

How they are found, and what is a fair test, stands in `analysis.history`.
"""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_games.analysis.history import Judged, scores
from alignment_games.cases.scores import CLASSES, HEADER
from alignment_games.io.doors.left_out import left_out_in_words
from alignment_games.report.history_page import History, PagePart

if TYPE_CHECKING:
    from alignment_games.analysis.estimates import RecordEstimates, SourceSign

#: Names the folder of the user's data files; a record of alignments in it is used when there is one.
DATA_VARIABLE = "ALIGNMENT_GAMES_DATA"
RECORD = "alignments_development.csv"

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
    path = _record(data)
    found = scores(path, cases, figures=figures, intent=intent, menu=menu)
    whose = "Every bundled case" if cases is None else f"Every case in {cases}"
    parts = _judged(f"{whose}, theories at their defaults", found.every)
    if found.apart is not None:
        parts += _judged("Of these, cases that the record does not have", found.apart)
    if found.codings is not None:
        figures, sides = ("-" if math.isnan(each) else f"{each:.2f}" for each in found.codings)
        agree = f"Weighted kappa of intent as coded and by the rubric: {figures}; of whether it is above 1/2: {sides}."
        parts.append(PagePart("Two codings of intent", lines=[agree]))
    if found.left_out:
        parts.append(PagePart("Files without a record", lines=[left_out_in_words(found.left_out, 100)]))
    if found.estimates is None:
        where = f"no record of alignments: name one with --data, or set {DATA_VARIABLE} to a folder with {RECORD}"
        parts.append(PagePart("Estimates, out of sample", lines=[f"skipped: {where}"]))
    else:
        parts += _estimated(found.estimates)
    return History((*parts, PagePart("How to read it", lines=_LEGEND)))


def _record(data: str | Path | None) -> Path | None:
    if data is not None:
        return Path(data)
    folder = os.environ.get(DATA_VARIABLE)
    path = Path(folder) / RECORD if folder else None
    return path if path is not None and path.exists() else None


def _judged(title: str, found: Judged) -> list[PagePart]:
    stable = [f"{count} of {found.cases}" for count in found.stable] + ["-"] * len(found.rules)
    every = [*found.theories, *found.rules]
    share = "-" if math.isnan(found.intent_alone) else f"{found.intent_alone:.0%}"  # all balanced, or nobody did
    told = f"A balancer perceived more hostile intent than another state in {share} of pairs (AUC)."
    return [
        PagePart(
            f"{title} ({found.cases} case{'s' * (found.cases != 1)}, {found.states} states)",
            [*HEADER, "record stable"],
            [[*each.row(), own] for each, own in zip(every, stable, strict=True)],
        ),
        PagePart(
            "Recall: how many of those who took an alignment were told",
            ["", *CLASSES],
            [each.recalls() for each in every],
        ),
        PagePart("Intent alone", lines=[told]),
    ]


def _estimated(found: RecordEstimates) -> list[PagePart]:
    verdict = f"the other sources against power alone: {found.others}"
    lines = [*str(found.threat).splitlines(), *map(_sign, found.signs), verdict]
    return [
        PagePart(
            f"Leaving one case out of the record ({found.record})", HEADER, [each.row() for each in found.left_out]
        ),
        PagePart("Estimates on the whole record, held towards no effect", lines=lines),
        PagePart(
            "Cases that the record does not have, foretold from it", HEADER, [each.row() for each in found.foretold]
        ),
    ]


def _sign(found: SourceSign) -> str:
    sign = "as Walt has it" if found.as_walt else "against Walt"
    return f"{found.source}: {sign}{'' if found.sure else ', but within two errors of zero'}"
