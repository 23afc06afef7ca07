r"""Sampled figures with their standard error and their bounds.

Of a share p of n draws, the bounds are Wilson's (1927), at 95 %,

.. math::

   \frac{p + z^2 / 2n \pm z \sqrt{p (1 - p) / n + z^2 / 4 n^2}}{1 + z^2 / n},

which say something where all draws agree, too: of 1,000 draws without one, up to 0.4 %. Of points in independent
scrambles n is as many random draws as would have the error that the scrambles show, and z is Student's quantile; where
they do not differ, n is the number of points. Observations that belong together, as states of one case or rows of
one dispute do, have the error of their clusters (`clustered_error`).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np

from alignment_games.arrays import Array

#: 0.975 quantiles of the normal distribution, and of Student's with 15 degrees of freedom, for 16 scrambles.
NORMAL, STUDENT = 1.959963984540054, 2.131449545559323


class Estimate(NamedTuple):
    """A sampled figure between 0 and 1, its standard error, and bounds that hold it with 95 % confidence."""

    value: float
    error: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.4f} ({self.low:.4f} to {self.high:.4f})"


def share_of(hits: int, draws: int) -> Estimate:
    """Return the share of random draws in which something holds.

    >>> print(share_of(0, 1000))
    0.0000 (0.0000 to 0.0038)
    """
    share = hits / draws
    return Estimate(share, sqrt(share * (1 - share) / draws), *_wilson(share, draws, NORMAL))


def scrambled_share(share: float, error: float, points: int) -> Estimate:
    """Return a share of scrambled points, whose ``error`` is that of the mean over the scrambles."""
    alike = points if error == 0 or not 0 < share < 1 else share * (1 - share) / error**2
    return Estimate(share, error, *_wilson(share, alike, STUDENT))


def mean_of(value: float, error: float, quantile: float = NORMAL) -> Estimate:
    """Return the mean of figures between 0 and 1, with bounds by its standard error."""
    return Estimate(value, error, max(0.0, value - quantile * error), min(1.0, value + quantile * error))


def clustered_error(values: Array | Sequence[float], clusters: Array | Sequence[str]) -> float:
    """Return the standard error of a mean whose terms belong together within clusters; NaN for one cluster.

    >>> round(clustered_error([1, 1, 0, 0], ["a", "a", "b", "b"]), 12)
    0.5
    """
    _, places = np.unique(clusters, return_inverse=True)
    sums = np.bincount(places, np.asarray(values) - np.mean(values))
    count = len(sums)
    return float(np.sqrt(count / (count - 1) * sums @ sums)) / len(values) if count > 1 else float("nan")


def _wilson(share: float, draws: float, z: float) -> tuple[float, float]:
    centre, square = share + z**2 / (2 * draws), z**2 / draws
    half = z * sqrt(share * (1 - share) / draws + square / (4 * draws))
    low, high = (centre - half) / (1 + square), (centre + half) / (1 + square)
    return (0.0 if share == 0 else low), (1.0 if share == 1 else high)
