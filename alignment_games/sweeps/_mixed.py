"""One chunk of games, solved for mixed equilibria by the batch solver."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def solve_mixed(payoffs: Array) -> dict[str, Array]:
    """Return ``mixed_counts`` (games,), how many mixed equilibria were found, and ``mixed_complete``, whether all."""
    from alignment_games.solvers.batch import solve_batch

    found = solve_batch(payoffs)
    pure = np.all([own.max(axis=1) == 1 for own in found.profiles], axis=0)
    mixed = np.bincount(found.game[~pure], minlength=len(payoffs))
    return {"mixed_counts": mixed.astype(np.int32), "mixed_complete": found.complete}
