"""What estimates of any kind share: criteria that weigh fit against parameters, and errors of means by cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class InformationCriteria:
    """Akaike's and the Bayesian criterion, from estimates by name, their log likelihood and the number of choices."""

    estimates: Mapping[str, float]
    log_likelihood: float
    rows: int

    @property
    def aic(self) -> float:
        """Akaike's information criterion: smaller is better."""
        return 2 * len(self.estimates) - 2 * self.log_likelihood

    @property
    def bic(self) -> float:
        """The Bayesian information criterion, of the number of choices: smaller is better."""
        return float(len(self.estimates) * np.log(self.rows) - 2 * self.log_likelihood)


def error_of_mean(values: Array | Sequence[float], clusters: Array | Sequence[str]) -> float:
    """Return the standard error of a mean whose terms belong together within clusters; NaN for one cluster.

    >>> round(error_of_mean([1, 1, 0, 0], ["a", "a", "b", "b"]), 12)
    0.5
    """
    _, places = np.unique(clusters, return_inverse=True)
    sums = np.bincount(places, np.asarray(values) - np.mean(values))
    count = len(sums)
    return float(np.sqrt(count / (count - 1) * sums @ sums)) / len(values) if count > 1 else float("nan")
