"""What is refused before a game is built: payoffs that are missing, and tables that no machine holds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError

#: Payoffs of one game or family that can be held: 7.5 GiB of floats.
_MOST_PAYOFFS = 10**9
#: Axes of a numpy array, one of which counts the players.
_MOST_AXES = 32 if np.lib.NumpyVersion(np.__version__) < "2.0.0" else 64


def refuse_masked(given: Any) -> None:
    """Refuse masked payoffs: they are missing, and what lies under the mask is nobody's payoff."""
    parts = given if isinstance(given, (list, tuple)) else [given]
    for number, part in enumerate(parts, start=1):
        if isinstance(part, np.ma.MaskedArray) and np.ma.is_masked(part):
            place = ", ".join(str(k + 1) for k in np.argwhere(np.ma.getmaskarray(part))[0])
            where = f"the entry at ({place})" if place else f"entry {number}"
            raise InvalidModelError(
                f"payoffs: {where} is masked, that is missing; every payoff is needed (`.filled(value)` puts one in)"
            )
        if isinstance(part, (list, tuple)):
            refuse_masked(part)


def shape_of(given: Any) -> tuple[int, ...]:
    """Return the shape of the payoffs as far as arrays tell it before anything is copied."""
    if isinstance(given, np.ndarray):
        return tuple(given.shape)
    if isinstance(given, (list, tuple)) and given and isinstance(given[0], np.ndarray):
        return (len(given), *given[0].shape)
    return ()


def refuse_what_cannot_be_held(shape: tuple[int, ...]) -> None:
    """Refuse a table beyond memory, or beyond the axes of an array, before anything of it is made."""
    size = math.prod(shape)
    if size > _MOST_PAYOFFS:
        raise InvalidModelError(
            f"{size:.3g} payoffs need {size * 8 / 2**30:,.1f} GiB, more than {_MOST_PAYOFFS:.0e} payoffs are not held; "
            "use fewer actions or players, or a model with sums (`solve(model.sums())` needs no table)"
        )
    if len(shape) > _MOST_AXES:
        raise InvalidModelError(f"a table of payoffs has at most {_MOST_AXES - 1} players, got {len(shape) - 1}")
