"""What the compiled kernel settles of a search, where the extra ``fast`` is installed: most supports, in microseconds.

The kernel (`alignment_games.solvers._kernel`) proves the same by the same facts as `cells` and `roots`, with its own
arithmetic. It settles a support when every sign that matters is farther from zero than its error bounds, and leaves all
others open. An open support is searched as if there were no kernel. Of a settled one the kernel hands over points next
to its equilibria; they are certified and judged like any root. So the same is found with and without the kernel.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._search.gaps import Gaps
from alignment_games.solvers._search.supports import Support
from alignment_games.solvers.control import Tick

Array = NDArray[Any]

logger = logging.getLogger("alignment_games")

#: Supports that a process searches without the kernel before it loads it: about as much work as loading is.
WORTH_LOADING = 2_000
#: Cells looked at on one support, times 3 for each unknown, and at most, before it is left open.
_PATIENCE, _MOST_CELLS = 20, 100_000
#: Supports between two looks at the clock, times the profiles of the game.
_BETWEEN = 20_000
#: The largest number of actions and of supports that the kernel's words and tables hold.
_MOST_ACTIONS, _MOST_SUPPORTS = 7, 5_000_000


@dataclass
class _Effort:
    """What this process has searched without the kernel."""

    supports: int = 0


_EFFORT = _Effort()


@dataclass
class Settled:
    """What is known of the supports of one search.

    ``near``: for each settled support that has equilibria, a point next to each, one array for each player.
    ``left``: the supports to be looked at: those that have equilibria, and open ones, ``(B, n)``. ``cells``: looked at.
    """

    left: Array
    near: dict[Support, list[tuple[Array, ...]]] = field(default_factory=dict)
    cells: int = 0


def settle(gaps: Gaps, masks: Array, tick: Tick) -> Settled:
    """Return what the kernel settles of these supports, nothing where there is none or it would not pay."""
    n_actions = [len(table) for table in gaps.nearest]
    if not _pays(len(masks), n_actions):
        return Settled(masks)
    kernel = _kernel()
    flat = np.concatenate([table.ravel() for table in gaps.nearest])
    actions, slack = np.array(n_actions), np.array(gaps.most_slack)
    settled = Settled(masks)
    looked_at = np.zeros(len(masks), dtype=bool)
    for part in _portions(len(masks), n_actions):
        tick()
        profiles, of, open_, cells = kernel(flat, actions, slack, masks[part], _PATIENCE, _MOST_CELLS)
        settled.cells += cells
        looked_at[part] = open_
        looked_at[part][of[:, 0]] = True
        for profile in profiles:
            each = np.split(profile, np.cumsum(n_actions)[:-1])
            support = tuple(tuple(np.flatnonzero(own).tolist()) for own in each)
            settled.near.setdefault(support, []).append(tuple(own[own > 0] for own in each))
    settled.left = masks[looked_at]
    return settled


def _pays(supports: int, n_actions: list[int]) -> bool:
    """Return whether there is a kernel, and it is loaded or worth loading."""
    possible = prod(2**m - 1 for m in n_actions)
    if not COMPILES or max(n_actions) > _MOST_ACTIONS or possible > _MOST_SUPPORTS:
        return False
    _EFFORT.supports += supports
    return _EFFORT.supports >= WORTH_LOADING


def _kernel() -> Any:
    """Load the kernel; the first time on a machine it is compiled, and kept for the next process."""
    name = "alignment_games.solvers._kernel.games"
    if name not in sys.modules:
        logger.info("loading compiled code for searches; the first time it is compiled, which takes some 20 seconds")
    from alignment_games.solvers._kernel.games import search_supports

    return search_supports


def _portions(supports: int, n_actions: list[int]) -> Iterator[slice]:
    """Yield how many supports to look at between two looks at the clock."""
    size = max(1, _BETWEEN // prod(n_actions))
    for start in range(0, supports, size):
        yield slice(start, start + size)
