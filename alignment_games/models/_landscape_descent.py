"""Minima of an energy over two blocs: of all configurations, or by descent from random ones.

A configuration is a row of +1 for bloc 1 and -1 for bloc 2; ``pulls`` is the symmetric matrix W of `models.landscape`,
and moves that lower the energy by no more than ``slack`` count as none. Mirror images are taken once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError

#: Up to this many actors every configuration is looked at (8,388,608 of them).
MOST_ENUMERATED = 24
#: Actors whose configurations are laid out at once: 2 ** 12 rows.
_CHUNK_BITS = 12


def all_minima(pulls: Array, slack: Any) -> tuple[Array, Array]:
    """Return every minimum, and how many configurations flow into each by steepest descent."""
    free = len(pulls) - 1
    flips = np.array([2**free - 1, *(1 << k for k in range(free))], dtype=np.int32)
    following = np.empty(2**free, dtype=np.int32)
    for start, gains in rises(pulls):
        here = np.arange(start, start + len(gains), dtype=np.int32)
        stable = gains.min(axis=1) >= -slack
        following[start : start + len(gains)] = np.where(stable, here, here ^ flips[gains.argmin(axis=1)])
    ends = np.flatnonzero(following == np.arange(2**free, dtype=np.int32))
    while True:
        further = following[following]
        if np.array_equal(further, following):
            break
        following = further
    return _spins(ends, free), np.bincount(following, minlength=2**free)[ends]


def descended(pulls: Array, slack: Any, starts: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Return the minima below random starts, and how many of these flow into each.

    In every start at once the state moves whose move lowers the energy most, until none does.
    """
    x = 1 - 2 * rng.integers(0, 2, size=(starts, len(pulls)))
    rows = np.arange(starts)
    while True:
        gains = x * (x @ pulls)
        best = gains.argmin(axis=1)
        moving = gains[rows, best] < -slack
        if not moving.any():
            break
        x[rows[moving], best[moving]] *= -1
    ends, basins = np.unique(x * x[:, :1], axis=0, return_counts=True)
    return ends, basins


def rises(weights: Array) -> Iterator[tuple[int, Array]]:
    """Yield (first configuration, half the rise in energy of each move), some thousand configurations at a time.

    The fields W x split into a part of the low actors, laid out once, and one row for the high ones.
    """
    free = len(weights) - 1
    if free > MOST_ENUMERATED - 1:
        raise InvalidModelError(
            f"{free + 1} actors have 2^{free} configurations; up to {MOST_ENUMERATED} actors are "
            "enumerated, more go through local_minima(starts=...)"
        )
    low = min(free, _CHUNK_BITS)
    x = np.ones((2**low, free + 1), dtype=np.int64)
    x[:, : low + 1] = _spins(np.arange(2**low), low)
    fields_low = x[:, : low + 1] @ weights[: low + 1]
    high_rows = _spins(np.arange(2 ** (free - low)), free - low)[:, 1:]
    for number, high in enumerate(high_rows):
        x[:, low + 1 :] = high
        yield number << low, x * (fields_low + high @ weights[low + 1 :])


def _spins(configurations: Array, free: int) -> Array:
    """Return +1 for bloc 1 and -1 for bloc 2, shape ``(configurations, free + 1)``, the first actor at +1."""
    bits = (configurations[:, None] >> np.arange(free)) & 1
    return np.concatenate([np.ones((len(bits), 1), dtype=np.int64), 1 - 2 * bits], axis=1)
