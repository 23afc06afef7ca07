"""Games drawn at random: as they come, tied, nearly tied, with sentinels, shifted, scaled, exact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def drawn(
    rng: np.random.Generator, shapes: Sequence[tuple[int, ...]], kinds: Sequence[str], largest: int = 9
) -> tuple[str, Any]:
    """Return the kind and the payoffs of a game; ``largest``: the power of ten that no sentinel is beyond."""
    shape = shapes[rng.integers(len(shapes))]
    size = (len(shape), *shape)
    uniform = rng.uniform(-1, 1, size)
    payoffs = {
        "uniform": uniform,
        "ties": rng.integers(0, 3, size).astype(float),
        "sentinels": np.where(rng.random(size) < 0.2, -(10.0 ** rng.integers(3, largest + 1)), uniform),
        "gaps": rng.integers(0, 4, size) + 1e-8 * rng.integers(-2, 3, size),
        "offset": rng.integers(0, 5, size) + 10.0 ** rng.integers(0, 7),
        "scaled": uniform * 10.0 ** rng.integers(-9, 10),
        "exact": rng.integers(0, 30, size).tolist(),
    }
    kind = kinds[rng.integers(len(kinds))]
    return kind, payoffs[kind]
