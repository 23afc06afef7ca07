"""When the kernel is loaded: once a process has searched, or is about to, as much as loading costs."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from types import ModuleType
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import COMPILES

logger = logging.getLogger("alignment_games")

#: The largest number of actions and of supports of a game that the kernel's words and tables hold.
MOST_ACTIONS, MOST_SUPPORTS = 7, 5_000_000


@dataclass
class Effort:
    """How many supports this process has searched, or is about to, and how many of them loading is worth.

    Loading takes .6 seconds, a support some .9 milliseconds without the kernel.
    """

    supports: int = 0
    worth_loading: int = 700


EFFORT = Effort()


def possible(n_actions: Sequence[int]) -> bool:
    """Return whether there is a kernel, and its words and tables hold games of a shape."""
    return COMPILES and max(n_actions) <= MOST_ACTIONS and prod(2**m - 1 for m in n_actions) <= MOST_SUPPORTS


def pays(supports: int, n_actions: Sequence[int]) -> bool:
    """Return whether so many supports of games of a shape are to be searched by the kernel."""
    if not possible(n_actions):
        return False
    EFFORT.supports += supports
    return EFFORT.supports >= EFFORT.worth_loading


def loaded(n_actions: Sequence[int]) -> bool:
    """Return whether this process has the kernel, and it holds games of a shape."""
    return EFFORT.supports >= EFFORT.worth_loading and possible(n_actions)


def supports_left(gaps: Array, n_actions: Sequence[int]) -> Any:
    """Return what `games.supports_left` does."""
    return _games().supports_left(gaps, np.array(n_actions))


def search(gaps: Array, n_actions: Sequence[int], slack: Array, masks: Array, patience: int, most_cells: int) -> Any:
    """Return what `games.search_games` finds.

    Code is compiled for one layout of the arrays in memory: rows one after the other.
    """
    tables = [np.ascontiguousarray(each) for each in (gaps, n_actions, slack, masks)]
    return _games().search_games(tables[0], tables[1], tables[2], tables[3], patience, most_cells)


def _games() -> ModuleType:
    """Return the module that Python enters; the first time on a machine it is compiled, and kept for later processes.

    Loading it takes a second or two then and after.
    """
    if "alignment_games.solvers._kernel.games" not in sys.modules:
        logger.info("loading compiled code for searches; it is compiled once: half a minute, deaf to Ctrl-C")
    from alignment_games.solvers._kernel import games

    return games
