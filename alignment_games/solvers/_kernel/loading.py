"""When the kernel is loaded: once a process has searched, or is about to, as much as loading costs.

Where this machine has not compiled it yet, that costs more, and so comes later: who solves a few small games does not
wait half a minute to save seconds, and who gave less time than compiling takes has it searched in.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, prod
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import COMPILES, FILES

logger = logging.getLogger("alignment_games")

#: The largest number of actions and of supports of a game that the kernel's words and tables hold.
MOST_ACTIONS, MOST_SUPPORTS = 7, 5_000_000
#: How many times as many supports compiling is worth: nine seconds' work, as later processes gain from it too.
_COMPILING = 15
#: Seconds within which slow machines compile; nothing can end it in between.
_COMPILED_WITHIN = 180
#: Threads that share a search come here together, and one of them says what takes long.
_SAYING = Lock()


@dataclass
class Effort:
    """How many supports this process has searched, or is about to, and how many of them loading is worth.

    Loading takes .6 seconds, a support some .9 milliseconds without the kernel. ``compiled``: whether it was here.
    """

    supports: int = 0
    worth_loading: int = 700
    compiled: bool = False


EFFORT = Effort()


def possible(n_actions: Sequence[int]) -> bool:
    """Return whether there is a kernel, and its words and tables hold games of a shape."""
    return COMPILES and max(n_actions) <= MOST_ACTIONS and prod(2**m - 1 for m in n_actions) <= MOST_SUPPORTS


def pays(supports: int, n_actions: Sequence[int], seconds: float = inf) -> bool:
    """Return whether so many supports of games of a shape are to be searched by the kernel, within some seconds."""
    if not possible(n_actions):
        return False
    EFFORT.supports += supports
    worth_compiling = EFFORT.supports >= _COMPILING * EFFORT.worth_loading and seconds > _COMPILED_WITHIN
    return worth_compiling or loaded(n_actions)


def loaded(n_actions: Sequence[int]) -> bool:
    """Return whether this process has the kernel or loads it at once, and it holds games of a shape."""
    worth_loading = EFFORT.supports >= EFFORT.worth_loading
    return possible(n_actions) and worth_loading and (EFFORT.compiled or _is_kept())


@functools.cache
def _is_kept() -> bool:
    """Return whether machine code of these sources was kept on this machine as the question was first asked."""
    from alignment_games.solvers._kernel import games

    statistics: Any = getattr(games.search_games, "stats", None)
    if statistics is None or not statistics.cache_path:  # no compiler, or no folder to keep anything in
        return False
    newest = max(source.stat().st_mtime for source in FILES)
    kept = Path(statistics.cache_path).glob("games.search_games-*.nbi")
    return any(index.stat().st_mtime > newest for index in kept)


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
    with _SAYING:
        _say_once()
    from alignment_games.solvers._kernel import games

    EFFORT.compiled = True
    return games


@functools.cache
def _say_once() -> None:
    if _is_kept():
        logger.info("loading compiled code for searches")
    else:
        logger.warning("compiling the search for this machine, once: half a minute or more, deaf to Ctrl-C")
