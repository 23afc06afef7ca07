"""Where random numbers start: seeds, sequences and generators, read and refused in one place."""

from __future__ import annotations

import numpy as np

from alignment_games.errors import InvalidModelError, shown

Seed = int | np.random.SeedSequence | np.random.Generator | None


def generator(rng: Seed) -> np.random.Generator:
    """Return a generator for a seed; a generator is returned as it is. Raises InvalidModelError as `seed_sequence`.

    >>> float(generator(1).random()) == float(generator(1).random())
    True
    """
    return rng if isinstance(rng, np.random.Generator) else np.random.default_rng(seed_sequence(rng))


def seed_sequence(rng: Seed) -> np.random.SeedSequence:
    """Return the sequence of seeds that begins with a seed; None begins anew each time.

    Raises InvalidModelError for what is no whole number from 0 on, no sequence and no generator.

    >>> seed_sequence(-1)
    Traceback (most recent call last):
    ...
    alignment_games.errors.InvalidModelError: a seed is a whole number of at least 0, got -1; give one, or none
    """
    if isinstance(rng, np.random.SeedSequence):  # afresh, for a sequence remembers what it has spawned
        return np.random.SeedSequence(rng.entropy, spawn_key=rng.spawn_key, pool_size=rng.pool_size)
    if isinstance(rng, np.random.Generator):
        return np.random.SeedSequence(int(rng.integers(2**63)))
    whole = isinstance(rng, (int, np.integer)) and not isinstance(rng, bool)
    if rng is not None and not (whole and rng >= 0):
        raise InvalidModelError(f"a seed is a whole number of at least 0, got {shown(rng)}; give one, or none")
    return np.random.SeedSequence(rng)
