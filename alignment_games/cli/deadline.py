"""The time limit of a command beyond the solver's own: refining and explaining stop at it too.

Solvers look at the clock themselves and keep what they found. What comes after them is stopped by the system's
alarm where it has one (not on Windows, nor outside the main thread).
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from alignment_games.errors import NotConvergedError

#: An alarm of zero seconds would be none, and one beyond some years none that a system can set.
_SOONEST, _LATEST = 1e-3, 1e8
_SAID = "after the equilibria were found and before all was said of them"


class Deadline:
    """The moment until which a command may run, counted from now; None is no limit."""

    def __init__(self, limit: float | None) -> None:
        self._limit = limit
        self._start = time.monotonic()

    @property
    def left(self) -> float | None:
        """Seconds until then, at least 0; None without a limit."""
        return None if self._limit is None else max(0.0, self._limit - (time.monotonic() - self._start))

    @contextmanager
    def of(self, solution: Any, until: str = _SAID) -> Iterator[None]:
        """Raise NotConvergedError, which carries the solution, when the block runs beyond the deadline.

        ``until``: what had not come about by then, after "the time limit passed".
        """
        limit, left = self._limit, self.left
        if limit is None or left is None or not _alarms():
            yield
            return

        def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a handler
            raise NotConvergedError(
                f"the time limit of {limit:g} s passed {until}; allow more, or ask for less", solution
            )

        before = signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, min(_LATEST, max(_SOONEST, left)))
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def _alarms() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
