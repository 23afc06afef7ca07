"""Where `solve` asks for a certificate, which a room above writes: the package says, as it is imported, whom to ask."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from alignment_games.errors import UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.problem import Problem

_WRITERS: list[Callable[..., Any]] = []


def certify_by(writer: Callable[..., Any]) -> None:
    """Let that function write certificates: it takes a solution, a path and the seconds that it may take, or None."""
    _WRITERS[:] = [writer]


def require_table(problem: Problem) -> None:
    """Raise UnsupportedGameError for a game that no certificate can be about, before any work is done."""
    if not isinstance(problem, NormalFormGame):
        raise UnsupportedGameError(
            "a certificate needs a game in normal form, got a game by its sums; solve it without certificate="
        )


def certified(solution: Any, path: str | os.PathLike[str], time_limit: float | None) -> Any:
    """Return what the certificate of a solution's game, written there, proves."""
    return _WRITERS[0](solution, path, time_limit=time_limit)
