"""Estimates of any likelihood, what they rest on, and what is read off them at once: errors, tests, a table."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.choices import separation_in_words
from alignment_games.estimation.climbing import ARRIVED, NOTHING
from alignment_games.estimation.coefficients import CoefficientCell, Column, Tabled
from alignment_games.estimation.criteria import InformationCriteria
from alignment_games.estimation.intervals import ConfidenceIntervals, by_errors
from alignment_games.estimation.search import Search
from alignment_games.text.numbers import so_many
from alignment_games.text.tidy import Tidy


class Estimated(Protocol):
    """What was estimated from: names of the parameters, how many observations, their cases, what keeps from trust."""

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters in order."""

    @property
    def rows(self) -> int:
        """The number of observations."""

    @property
    def cases(self) -> list[str]:
        """The cases, each once: observations of one case are not independent."""

    @property
    def separated(self) -> tuple[str, ...]:
        """Parameters without a finite likeliest value, known before any search."""

    def warnings(self) -> list[str]:
        """Return what keeps estimates or errors from being trusted, one line each."""

    def notes(self) -> list[str]:
        """Return what is to be known of errors and predictions, one line each."""


@dataclass(frozen=True, eq=False, repr=False)
class Estimates(InformationCriteria, Tabled, Tidy):
    """Estimates with their errors, by name.

    ``problem``: what was estimated from. ``parameters``: in its order. ``model_covariance``: the inverse of
    the information, ``clustered_covariance``: by case; both (parameters, parameters), NaN for what ran to a bound of
    the search, and the latter for one case. ``log_likelihood``: without the penalty. ``search``: how many climbs
    agree. ``decrement``: twice what a further step could add to the log likelihood, ``curvature``: the smallest
    eigenvalue of the information scaled to unit diagonal: together they prove the maximum.
    """

    problem: Estimated
    parameters: Array
    model_covariance: Array
    clustered_covariance: Array
    log_likelihood: float
    search: Search
    decrement: float
    curvature: float

    #: What an observation is called.
    OBSERVATIONS: ClassVar[str] = "choices"

    @property
    def rows(self) -> int:  # type: ignore[override]
        """The number of observations."""
        return self.problem.rows

    @property
    def clusters(self) -> int:
        """The number of cases."""
        return len(self.problem.cases)

    @property
    def separated(self) -> tuple[str, ...]:
        """Parameters that predict choices perfectly, so that no finite estimate is the likeliest."""
        return self.problem.separated

    @property
    def at_bound(self) -> tuple[str, ...]:
        """The parameters that ran to a bound of the search; they have no errors."""
        return tuple(name for name, error in self.errors.items() if math.isnan(error))

    @property
    def estimates(self) -> dict[str, float]:  # type: ignore[override]
        """The estimates by name."""
        return self._named(self.parameters)

    @property
    def errors(self) -> dict[str, float]:
        """The model's standard errors, NaN at a bound."""
        return self._named(np.sqrt(np.diag(self.model_covariance)))

    @property
    def clustered_errors(self) -> dict[str, float]:
        """The standard errors clustered by case, NaN at a bound and for one case."""
        return self._named(np.sqrt(np.diag(self.clustered_covariance)))

    @property
    def covariance(self) -> Array:
        """The covariance that tests, intervals and bands use: by case, the model's where there is one case."""
        return self.clustered_covariance if self.clusters > 1 else self.model_covariance

    @property
    def p_values(self) -> dict[str, float]:
        """Two-sided p values of no effect, from the normal distribution; NaN at a bound.

        NaN for rate and scale too: a logarithm of 0 is no special value of theirs.
        """
        errors = np.sqrt(np.diag(self.covariance)).tolist()
        named = zip(self.problem.names, self.parameters.tolist(), errors, strict=True)
        return {
            name: math.nan if name.startswith("log ") else math.erfc(abs(value / error) / math.sqrt(2))
            for name, value, error in named
        }

    def wald(self, level: float = 0.95) -> ConfidenceIntervals:
        """Return so many errors to either side of each estimate."""
        whose = "errors clustered by case" if self.clusters > 1 else "errors of the model"
        return by_errors(self.problem.names, self.parameters, np.sqrt(np.diag(self.covariance)), level, whose)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one row for each parameter: parameter, estimate, error, clustered_error, z, p, low, high (95 %)."""
        wald, ps, errors = self.wald(), self.p_values, np.sqrt(np.diag(self.covariance)).tolist()
        return [
            {
                "parameter": name,
                "estimate": value,
                "error": self.errors[name],
                "clustered_error": self.clustered_errors[name],
                "z": math.nan if math.isnan(ps[name]) else value / error,
                "p": ps[name],
                "low": wald[name][0],
                "high": wald[name][1],
            }
            for (name, value), error in zip(self.estimates.items(), errors, strict=True)
        ]

    def proof(self) -> str:
        """Return in words what proves that this is a maximum, and how many climbs ended there."""
        if len(self.at_bound) == len(self.parameters):
            return f"no maximum: every parameter ran to a bound of the search; {self.search}"
        curved = f"the least curvature is {self.curvature:.2g} of 1; {self.search}"
        within = ", within the bounds of the search" if self.at_bound else ""
        left = ARRIVED if self.decrement <= ARRIVED else NOTHING
        return f"a maximum{within}: a further step would add less than {left:.0e}, {curved}"

    def __str__(self) -> str:
        wide = max(map(len, self.estimates))
        lines = [self._head(), f"{'':{wide}}  estimate  error  clustered by case      p"]
        for row in self.to_records():
            name, p = row["parameter"], row["p"]
            note = "  at the bound of the search" if name in self.at_bound else ""
            told = "" if math.isnan(p) else f"{p:5.3f}"
            errors = f"{row['error']:5.3f}  {row['clustered_error']:17.3f}"
            lines.append(f"{name:{wide}}  {row['estimate']:8.3f}  {errors}  {told}{note}".rstrip())
        lines += [f"AIC {self.aic:.1f}, BIC {self.bic:.1f}", self.proof()]
        lines += self.problem.notes()
        if self.separated:
            lines.append(separation_in_words(self.separated))
        return "\n".join(lines)

    def column(self) -> Column:
        """Return the estimates as a column of a table; `coefficient_table` sets several side by side."""
        errors = self.clustered_errors if self.clusters > 1 else self.errors
        ps = self.p_values
        cells = {name: CoefficientCell.of(value, errors[name], ps[name]) for name, value in self.estimates.items()}
        counts = {self.OBSERVATIONS: f"{self.rows:,}", "cases": f"{self.clusters:,}"}
        criteria = {"log likelihood": self.log_likelihood, "AIC": self.aic, "BIC": self.bic}
        foot = counts | {name: f"{value:.2f}" for name, value in criteria.items()}
        return Column(cells, foot, clustered=self.clusters > 1)

    def _head(self) -> str:
        """Return the first line of what is printed."""
        each = self.log_likelihood / self.rows
        likelihood = f"log likelihood {self.log_likelihood:.2f} ({each:.3f} each)"
        return f"{self.rows} {self.OBSERVATIONS} in {so_many(self.clusters, 'case')}, {likelihood}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.rows:,} {self.OBSERVATIONS}, log likelihood {self.log_likelihood:.2f}>"

    def _named(self, values: Array) -> dict[str, float]:
        return dict(zip(self.problem.names, values.tolist(), strict=True))
