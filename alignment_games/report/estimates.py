"""Estimates of joining as a paper prints them: a row for each parameter, clustered errors in brackets, criteria below.

Estimates of quantal response have their table in `estimation.coefficients`.
"""

from __future__ import annotations

import math

from alignment_games.estimation.coefficients import CoefficientCell
from alignment_games.estimation.joining.fitting import JoinerFit
from alignment_games.text.tables import Table


def coefficient_rows(fit: JoinerFit) -> Table:
    """Return the table of estimates; one at its bound has neither error nor star.

    Stars are for two-sided p below .05, .01 and .001 by clustered errors.
    """
    rows = []
    for name, value in fit.estimates.items():
        error = fit.clustered_errors[name]
        if error is None or not math.isfinite(error):
            rows.append([name, f"{value:.3f}", "at the bound" if name in fit.at_bound else ""])
            continue
        cell = CoefficientCell.of(value, error, math.erfc(abs(value / error) / math.sqrt(2)))
        rows.append([name, cell.value + cell.stars, cell.error])
    rows += [
        [name, f"{value:.2f}", ""]
        for name, value in (("log likelihood", fit.log_likelihood), ("AIC", fit.aic), ("BIC", fit.bic))
    ]
    caption = f"{_sample(fit)}; * p < .05, ** p < .01, *** p < .001."
    return Table(["parameter", "estimate", "error"], rows, caption)


def _sample(fit: JoinerFit) -> str:
    first, last = fit.years
    return (
        f"Joining a side: {fit.rows:,} decisions in {fit.disputes:,} disputes, {first}-{last}, {fit.joined:,} joined, "
        "errors clustered by dispute"
    )
