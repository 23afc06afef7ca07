"""What the compiled kernel settles of a search, where the extra ``fast`` is installed: most supports, in microseconds.

The kernel (`alignment_games.solvers._kernel`) proves the same by the same facts as `cells` and `roots`, with its own
arithmetic. It settles a support when every sign that matters is farther from zero than its error bounds, and leaves all
others open. Where none is open, and no equilibrium asks for a second look (`regular`), all are known. Else open ones
are searched as if there were no kernel, and of settled ones the kernel hands over points next to equilibria, which
are certified and judged like any root. So the same is found with and without the kernel.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf, prod
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.loading import (
    MOST_ACTIONS,
    MOST_SUPPORTS,
    loaded,
    pays,
    possible,
    search,
    supports_left,
)
from alignment_games.solvers._search.gaps import Gaps
from alignment_games.solvers._search.ledger import Ledger, name_of
from alignment_games.solvers._search.pruning import surviving_supports
from alignment_games.solvers._search.regular import Stage, stages_of
from alignment_games.solvers._search.supports import Support
from alignment_games.solvers.control import OutOfTimeError, Tick

#: What `_kernel.games.search_games` tells of one part.
Answer = tuple[Any, ...]

#: Cells looked at on one support, times 3 for each unknown, and at most, before it is left open.
_PATIENCE, _MOST_CELLS = 20, 100_000
#: Supports between two looks at the clock, times the profiles of the game.
_BETWEEN = 20_000
#: How many of the last parts are begun when one in so many others is left.
_LAST, _EARLY = 8, 20
#: Supports of a game up to which the kernel tells at once which of them dominance leaves.
_AT_ONCE = 500_000


@dataclass
class Settled:
    """What is known of the supports of one search.

    ``stages``: equilibria, and supports to be looked at: all that have equilibria or are open; where none is open,
    those of which something is in doubt. ``near``: where there are any to be looked at, for each settled support that
    has equilibria, a point next to each, one array for each player. ``alone``: how many the kernel settled that are
    not to be looked at. ``cells``: looked at. ``stopped``: what ended the search early; only supports with equilibria
    are left then.
    """

    stages: Sequence[Stage]
    near: dict[Support, list[tuple[Array, ...]]] = field(default_factory=dict)
    cells: int = 0
    alone: int = 0
    stopped: BaseException | None = None


def left_by_dominance(gaps: Gaps, tick: Tick) -> Iterator[Array]:
    """Yield what `surviving_supports` does, from the kernel where it is there."""
    n_actions = [len(table) for table in gaps.nearest]
    if loaded(n_actions) and prod(2**m - 1 for m in n_actions) <= _AT_ONCE:
        tick()
        yield supports_left(_flat(gaps), n_actions)
    else:
        yield from surviving_supports(gaps.nearest, tick)


def settle(
    gaps: Gaps,
    masks: Array,
    tick: Callable[[int], None],
    workers: int | None = None,
    ledger: Ledger | None = None,
    seconds: float = inf,
) -> Settled:
    """Return what the kernel settles of these supports, nothing where there is none or it would not pay.

    ``tick``: called with how many have been looked at. Parts are shared by ``workers`` threads, one on each processor
    by default; what is found does not depend on their number. ``ledger``: where parts are kept, and looked up.
    ``seconds``: that are left.
    """
    n_actions = [len(table) for table in gaps.nearest]
    if not len(masks) or not (pays(len(masks), n_actions, seconds) or (ledger is not None and possible(n_actions))):
        return Settled([((), masks)])
    flat, slack = _flat(gaps)[None], np.array([gaps.most_slack])
    parts = _parts(len(masks), n_actions)
    questions = [(flat, n_actions, slack, masks[part], _PATIENCE, _MOST_CELLS) for part in parts]
    answers: list[Answer] = []
    stopped: BaseException | None = None
    with _asked(questions, workers, ledger) as given:
        try:
            for part, answer in zip(parts, given, strict=True):
                answers.append(answer)
                tick(part.stop)
        except (OutOfTimeError, KeyboardInterrupt) as stop:
            stopped = stop
    if not answers:
        return Settled([], stopped=stopped)
    return _settled(gaps, masks[: parts[len(answers) - 1].stop], answers, parts, stopped)


def _settled(
    gaps: Gaps, masks: Array, answers: Sequence[Answer], parts: Sequence[slice], stopped: BaseException | None
) -> Settled:
    """Return what the kernel's answers on these supports, part by part, come to."""
    n_actions = [len(table) for table in gaps.nearest]
    profiles, of, open_ = (np.concatenate(each) for each in list(zip(*answers, strict=True))[:3])
    position = np.concatenate([own[1][:, 1] + part.start for own, part in zip(answers, parts, strict=False)])
    cells = sum(int(answer[3]) for answer in answers)
    known = np.zeros(len(masks), dtype=bool)
    known[position] = True
    if stopped is None and not open_.any() and not gaps.is_exact:
        stages = stages_of(profiles, masks[position], of[:, 2], n_actions)
        alone = len(masks) - sum(len(again) for _, again in stages)
    else:
        alone = int((~known & ~open_).sum())
        stages = [((), masks[known | open_ if stopped is None else known])]
    near = _points(profiles, n_actions) if any(len(again) for _, again in stages) else {}
    return Settled(stages, near, cells, alone, stopped)


@contextmanager
def _asked(
    questions: Sequence[tuple[Any, ...]], workers: int | None, ledger: Ledger | None
) -> Iterator[Iterator[Answer]]:
    """Give the answers in turn: from threads, where there is more than one question and nobody wants a single one."""
    if len(questions) == 1 or workers == 1:
        yield (_answer(question, ledger) for question in questions)
        return
    threads = ThreadPoolExecutor(workers or os.cpu_count())
    try:
        begun = {k: threads.submit(_answer, questions[k], ledger) for k in _order(len(questions))}
        yield (begun[k].result() for k in range(len(questions)))
    finally:
        threads.shutdown(cancel_futures=True)


def _flat(gaps: Gaps) -> Array:
    """Return a game's differences as the kernel reads them."""
    return np.concatenate([table.ravel() for table in gaps.nearest])


def _answer(question: tuple[Any, ...], ledger: Ledger | None) -> Answer:
    """Return what the kernel finds, or found before."""
    if ledger is None:
        return tuple(search(*question))
    name = name_of(*question)
    answer = ledger.answer(name)
    if answer is None:
        answer = tuple(search(*question))
        ledger.keep(name, answer)
    return answer


def why_no_ledger(n_actions: Sequence[int]) -> str | None:
    """Return why nothing could be kept of games of a shape, None where it can."""
    if possible(n_actions):
        return None
    return (
        "a ledger keeps what compiled code settles, which needs the extra fast (pip install 'alignment-games[fast]') "
        f"and at most {MOST_ACTIONS} actions for each player and {MOST_SUPPORTS:,} supports"
    )


def _points(profiles: Array, n_actions: Sequence[int]) -> dict[Support, list[tuple[Array, ...]]]:
    """Return the points next to equilibria by their supports, as far as these are used."""
    near: dict[Support, list[tuple[Array, ...]]] = {}
    for profile in profiles:
        each = np.split(profile, np.cumsum(n_actions))[:-1]
        support = tuple(tuple(np.flatnonzero(own).tolist()) for own in each)
        near.setdefault(support, []).append(tuple(own[own > 0] for own in each))
    return near


def _parts(supports: int, n_actions: Sequence[int]) -> list[slice]:
    """Return which supports to look at between two looks at the clock: less and less at a time towards the end.

    The last supports have most unknowns: what one thread does alone while the others are done is then one of them.
    """
    size = max(1, _BETWEEN // prod(n_actions))
    starts, left = [0], supports - size
    while left > 0:
        starts.append(supports - left)
        left -= min(size, -(-left // 2))
    return [slice(start, end) for start, end in pairwise([*starts, supports])]


def _order(parts: int) -> list[int]:
    """Return the order in which parts are begun: the last ones, backwards, some time before the end."""
    last = min(parts, _LAST)
    early = (parts - last) * (_EARLY - 1) // _EARLY
    return [*range(early), *range(parts - 1, parts - last - 1, -1), *range(early, parts - last)]
