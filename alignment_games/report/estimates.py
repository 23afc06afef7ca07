"""Estimates as a paper prints them: one row for each parameter, clustered errors in brackets, criteria below."""

from __future__ import annotations

import math

from alignment_games.estimation.fitting import Fit
from alignment_games.estimation.joining.fitting import JoinerFit

#: Two-sided normal quantiles of .05, .01 and .001: a star for each that is passed.
_STARS = (1.959964, 2.575829, 3.290527)


def coefficient_table(fit: Fit | JoinerFit) -> tuple[list[str], list[list[str]], str]:
    """Return header, rows and caption of estimates; one at its bound has neither error nor star.

    Stars are for two-sided p below .05, .01 and .001 by clustered errors.
    """
    rows = []
    for name, value in fit.estimates.items():
        error = fit.clustered_errors[name]
        if error is None or not math.isfinite(error):
            rows.append([name, f"{value:.3f}", "at the bound" if name in fit.at_bound else ""])
            continue
        stars = "*" * sum(abs(value) > level * error for level in _STARS)
        rows.append([name, f"{value:.3f}{stars}", f"({error:.3f})"])
    rows += [
        [name, f"{value:.2f}", ""]
        for name, value in (("log likelihood", fit.log_likelihood), ("AIC", fit.aic), ("BIC", fit.bic))
    ]
    return ["parameter", "estimate", "error"], rows, f"{_sample(fit)}; * p < .05, ** p < .01, *** p < .001."


def _sample(fit: Fit | JoinerFit) -> str:
    if isinstance(fit, Fit):
        return f"{fit.rows:,} choices in {fit.clusters:,} cases, errors clustered by case"
    first, last = fit.years
    return (
        f"Joining a side: {fit.rows:,} decisions in {fit.disputes:,} disputes, {first}-{last}, {fit.joined:,} joined, "
        "errors clustered by dispute"
    )
