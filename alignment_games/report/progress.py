"""A bar for work that takes longer than two seconds, on a terminal and in a notebook."""

from __future__ import annotations

import sys
import time
from typing import Any, Self, TextIO

_PATIENCE = 2.0
_BETWEEN = 0.2
_CELLS = 30


class ProgressBar:
    """Call it with (done, total or None): what ``progress`` of `uncertain`, `sweep` and the solvers takes.

    It draws after two seconds on a terminal and in a notebook, and nothing elsewhere; ``close``, or the end of a
    ``with``, wipes it off.

    >>> import alignment_games as ag
    >>> from alignment_games.report import ProgressBar
    >>> with ProgressBar() as bar:
    ...     found = ag.solve(ag.load_case("europe-1938").game(), progress=bar)
    >>> len(found)
    3
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        """``stream``: where to draw, by default the error stream of a terminal and the output of a notebook's cell."""
        self._stream = stream or (sys.stdout if _is_notebook(sys.stdout) else sys.stderr)
        self._live = self._stream.isatty() or _is_notebook(self._stream)
        self._start = self._last = time.monotonic()
        self._drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self, done: int, total: int | None) -> None:
        """Draw, if it is time to."""
        now = time.monotonic()
        if not self._live or now - self._start < _PATIENCE or now - self._last < _BETWEEN:
            return
        self._last, self._drawn = now, True
        self._stream.write("\r" + self._line(done, total, now - self._start).ljust(79))
        self._stream.flush()

    @staticmethod
    def _line(done: int, total: int | None, seconds: float) -> str:
        rate = done / seconds
        pace = f"{rate:,.0f}/s" if rate >= 1 or not done else f"{1 / rate:,.0f} s each"
        if not total:
            return f"{done:,} done, {pace}"
        filled = min(_CELLS, _CELLS * done // total)
        left = (total - done) / rate if done else float("inf")
        return f"[{'#' * filled}{'.' * (_CELLS - filled)}] {done:,}/{total:,}  {pace}  {left:,.0f} s left"

    def close(self) -> None:
        """Wipe the bar off the line."""
        if self._drawn:
            self._stream.write("\r" + " " * 79 + "\r")
            self._stream.flush()


def _is_notebook(stream: Any) -> bool:
    """Return whether a stream is that of a notebook's kernel, which turns a line back as a terminal does."""
    return type(stream).__module__.startswith("ipykernel")
