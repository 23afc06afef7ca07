"""Observations that belong together, as states of one case or rows of one dispute do: the error of their mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def clustered_error(values: Array | Sequence[float], clusters: Array | Sequence[str]) -> float:
    """Return the standard error of a mean whose terms belong together within clusters; NaN for one cluster.

    >>> round(clustered_error([1, 1, 0, 0], ["a", "a", "b", "b"]), 12)
    0.5
    """
    _, places = np.unique(clusters, return_inverse=True)
    sums = np.bincount(places, np.asarray(values) - np.mean(values))
    count = len(sums)
    return float(np.sqrt(count / (count - 1) * sums @ sums)) / len(values) if count > 1 else float("nan")
