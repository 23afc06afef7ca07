"""What of a file was not used, and why: a reader drops nothing without saying so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alignment_games.text.display import Displayed


@dataclass(frozen=True, repr=False)
class LeftOut(Displayed):
    """A row or a state that was not used, and why."""

    what: str
    reason: str

    def __str__(self) -> str:
        return f"{self.what}: {self.reason}"


def left_out_in_words(left_out: Sequence[LeftOut], most: int = 10) -> str:
    """Return 'nothing left out', or how many and which (``most`` of them at most, and it says so)."""
    if not left_out:
        return "nothing left out"
    shown = "; ".join(map(str, left_out[:most]))
    rest = f"; and {len(left_out) - most} more" if len(left_out) > most else ""
    return f"{len(left_out)} left out: {shown}{rest}"
