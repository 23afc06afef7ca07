"""What the command line says of inverse questions: everything but parsing and printing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alignment_games.cases.case import Case
from alignment_games.inverse.alone import Alone, alone
from alignment_games.inverse.alone_words import alone_in_words
from alignment_games.inverse.nearest import nearest_rational_world
from alignment_games.inverse.parameter import as_parameter, belongs
from alignment_games.inverse.rationalisation import Rationalisation, Recorded
from alignment_games.inverse.rationalise import rationalise
from alignment_games.inverse.words import share_in_words
from alignment_games.solvers.control import Progress
from alignment_games.text.lists import listed
from alignment_games.text.numbers import number
from alignment_games.text.pages import PAGE
from alignment_games.text.tables import Table

#: What one figure takes to be moved alone, in seconds of one processor, for each state and for each pair of states;
#: measured, with 17 to 200 states.
_SECONDS_EACH, _SECONDS_A_PAIR = 3e-3, 5e-5
#: Each figure is moved alone without being asked for up to so many seconds.
_MOST_UNASKED = 8.0


def page_on(
    case: Case,
    found: Rationalisation,
    *,
    each_alone: bool = False,
    nearest: bool = False,
    progress: Progress | None = None,
) -> str:
    """Return for which parameters a case is rational: all that are open together, each alone, the nearest world.

    ``each_alone``: each alone even where so many states make that long; else it is left out there, with a line.
    ``progress`` is called with (done, total) figures.
    """
    alone_ = _alone(case, found, asked=each_alone, progress=progress)
    return "\n".join([str(found), "", *alone_, *(["", *_nearest(case)] if nearest else [])])


def _alone(case: Case, found: Rationalisation, *, asked: bool, progress: Progress | None) -> list[str]:
    intents = [("intent", name) for name in case.model.names if belongs(as_parameter(("intent", name)), case.model)]
    named = list(dict.fromkeys([*found.parameters, *map(as_parameter, intents)]))
    count = len(case.model.names)
    seconds = len(named) * (_SECONDS_EACH * count + _SECONDS_A_PAIR * count**2)
    if seconds > _MOST_UNASKED and not asked:
        what = f"{len(named)} figures of {count} states take about {seconds:.0f} seconds"
        return [f"Each figure alone: left out, for {what}; --each-alone adds it."]
    rows = alone(case, named, box=found.box, progress=progress)
    return [*_sentence(case, rows), "", *alone_in_words(rows)]


def _sentence(case: Case, rows: Sequence[Alone]) -> list[str]:
    """Return in one sentence when the case is rational as each figure alone moves."""
    title = case.title.partition(":")[0]
    if not any(row.stretches for row in rows):
        return [f"{title} is rational at no value of any one of these, all else as recorded."]
    asks = [
        f"{row.parameter} {'>=' if end == 'low' else '<='} {number(getattr(stretch, end), 3)}"
        for row in rows
        for stretch in row.stretches[:1]
        for end in ("low", "high")
        if len(row.stretches) == 1 and getattr(stretch, f"at_{end}") is not None
    ]
    return [f"{title} is rational, each figure moving alone, exactly when {listed(asks)}."] if asks else []


def _nearest(case: Case) -> list[str]:
    return str(nearest_rational_world(case)).splitlines()


def all_in_words(cases: Sequence[Case], found: Sequence[Rationalisation]) -> str:
    """Return a table of cases: how much of the box makes each rational, and who binds it or forbids it."""
    rows = []
    for case, each in zip(cases, found, strict=True):
        share = "none" if each.empty else "undecided" if each.empty is None else share_in_words(each)
        binding = listed(dict.fromkeys(row.state for row in each.binding)) if each.binding else "nobody"
        rows.append([case.name, str(len(case.model.names)), share, binding])
    rational = sum(each.empty is False for each in found)
    empty = sum(each.empty is True for each in found)
    return "\n".join(
        [
            f"Open: {_ranges(found)}; all else as each case says.",
            f"Of {len(found)} cases {rational} are rational somewhere in this box and {empty} nowhere, all proven.",
            *Table(["case", "states", "share of the box", "who binds, or forbids"], rows).lines(PAGE),
        ]
    )


def _ranges(found: Sequence[Rationalisation]) -> str:
    return listed([f"{each} from {number(low)} to {number(high)}" for each, (low, high) in found[0].box.items()])


def rationalised(
    records: Sequence[Recorded], box: Mapping[Any, Sequence[Any]] | None, progress: Progress
) -> list[Rationalisation]:
    """Return what each record asks of the parameters, one by one."""
    found = []
    for k, record in enumerate(records):
        found.append(rationalise(record, box=box))
        progress(k + 1, len(records))
    return found
