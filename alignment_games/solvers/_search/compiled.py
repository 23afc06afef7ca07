"""What the compiled kernel settles of a search, where the extra ``fast`` is installed: most supports, in microseconds.

The kernel (`alignment_games.solvers._kernel`) proves the same by the same facts as `cells` and `roots`, with its own
arithmetic. It settles a support when every sign that matters is farther from zero than its error bounds, and leaves all
others open. An open support is searched as if there were no kernel. Of a settled one the kernel hands over points next
to its equilibria; they are certified and judged like any root. So the same is found with and without the kernel.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.solvers._kernel.loading import MOST_ACTIONS, MOST_SUPPORTS, pays, possible, search
from alignment_games.solvers._search.gaps import Gaps
from alignment_games.solvers._search.ledger import Ledger, name_of
from alignment_games.solvers._search.supports import Support
from alignment_games.solvers.control import OutOfTimeError

Array = NDArray[Any]

#: Cells looked at on one support, times 3 for each unknown, and at most, before it is left open.
_PATIENCE, _MOST_CELLS = 20, 100_000
#: Supports between two looks at the clock, times the profiles of the game.
_BETWEEN = 20_000


@dataclass
class Settled:
    """What is known of the supports of one search.

    ``near``: for each settled support that has equilibria, a point next to each, one array for each player.
    ``left``: the supports to be looked at: those that have equilibria, and open ones, ``(B, n)``. ``alone``: how many
    the kernel settled that are not left. ``cells``: looked at. ``stopped``: what ended the search early; only supports
    with equilibria are left then.
    """

    left: Array
    near: dict[Support, list[tuple[Array, ...]]] = field(default_factory=dict)
    cells: int = 0
    alone: int = 0
    stopped: BaseException | None = None


def settle(
    gaps: Gaps, masks: Array, tick: Callable[[int], None], workers: int | None = None, ledger: Ledger | None = None
) -> Settled:
    """Return what the kernel settles of these supports, nothing where there is none or it would not pay.

    ``tick``: called with how many have been looked at. Parts are shared by ``workers`` threads, one on each processor
    by default; what is found does not depend on their number. ``ledger``: where parts are kept, and looked up.
    """
    n_actions = [len(table) for table in gaps.nearest]
    if not (pays(len(masks), n_actions) or (ledger is not None and possible(n_actions))):
        return Settled(masks)
    flat = np.concatenate([table.ravel() for table in gaps.nearest])[None]
    slack = np.array([gaps.most_slack])
    settled = Settled(masks)
    known, open_ = np.zeros(len(masks), dtype=bool), np.zeros(len(masks), dtype=bool)

    parts = _parts(len(masks), n_actions)
    questions = [(flat, n_actions, slack, masks[part], _PATIENCE, _MOST_CELLS) for part in parts]
    threads = ThreadPoolExecutor(workers or os.cpu_count())
    try:
        answers = threads.map(lambda question: _answer(question, ledger), questions)
        for part, (profiles, of, undecided, cells) in zip(parts, answers, strict=True):
            known[part][of[:, 1]], open_[part] = True, undecided
            settled.cells += int(cells)
            settled.alone += int((~known[part] & ~undecided).sum())
            _add_points(settled, profiles, n_actions)
            tick(part.stop)
    except (OutOfTimeError, KeyboardInterrupt) as stopped:
        settled.stopped, open_ = stopped, np.zeros_like(open_)
    finally:
        threads.shutdown(cancel_futures=True)
    settled.left = masks[known | open_]
    return settled


def _answer(question: tuple[Any, ...], ledger: Ledger | None) -> tuple[Any, ...]:
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


def _add_points(settled: Settled, profiles: Array, n_actions: Sequence[int]) -> None:
    for profile in profiles:
        each = np.split(profile, np.cumsum(n_actions)[:-1])
        support = tuple(tuple(np.flatnonzero(own).tolist()) for own in each)
        settled.near.setdefault(support, []).append(tuple(own[own > 0] for own in each))


def _parts(supports: int, n_actions: Sequence[int]) -> list[slice]:
    """Return which supports to look at between two looks at the clock."""
    size = max(1, _BETWEEN // prod(n_actions))
    return [slice(start, min(start + size, supports)) for start in range(0, supports, size)]
