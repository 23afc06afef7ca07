"""A bar on a terminal for work that takes longer than two seconds."""

from __future__ import annotations

import time
from typing import TextIO

_PATIENCE = 2.0
_BETWEEN = 0.2
_CELLS = 30


class ProgressBar:
    """Call it with (done, total or None); it draws on a terminal after two seconds, and nothing elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._start = self._last = time.monotonic()
        self._drawn = False

    def __call__(self, done: int, total: int | None) -> None:
        """Draw, if it is time to."""
        now = time.monotonic()
        if not self._stream.isatty() or now - self._start < _PATIENCE or now - self._last < _BETWEEN:
            return
        self._last, self._drawn = now, True
        self._stream.write("\r" + self._line(done, total, now - self._start).ljust(79))
        self._stream.flush()

    @staticmethod
    def _line(done: int, total: int | None, seconds: float) -> str:
        rate = done / seconds
        if not total:
            return f"{done:,} done, {rate:,.0f}/s"
        filled = min(_CELLS, _CELLS * done // total)
        left = (total - done) / rate if done else float("inf")
        return f"[{'#' * filled}{'.' * (_CELLS - filled)}] {done:,}/{total:,}  {rate:,.0f}/s  {left:,.0f} s left"

    def close(self) -> None:
        """Wipe the bar off the line."""
        if self._drawn:
            self._stream.write("\r" + " " * 79 + "\r")
            self._stream.flush()
