"""What estimates of any kind share: criteria that weigh fit against parameters."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np


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
