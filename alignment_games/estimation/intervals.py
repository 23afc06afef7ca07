r"""Intervals of estimates: by curvature (Wald), by profile likelihood, and by cases drawn anew.

The profile interval of a parameter holds the values v at which the largest log likelihood with the parameter held at
v is within half a quantile of :math:`\chi^2_1` of the maximum (Venzon & Moolgavkar 1988). It takes choices as
independent, given play. The bootstrap draws cases with replacement, as often as there are cases, estimates anew and
takes quantiles: like clustered errors, it takes cases as independent, and needs no curvature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.choices import Choices
from alignment_games.estimation.climbing import Peak, arrive
from alignment_games.estimation.identification import unidentified
from alignment_games.estimation.search import Progress
from alignment_games.game.seeds import Seed, generator
from alignment_games.text.numbers import decimals
from alignment_games.text.tables import Table
from alignment_games.text.tidy import Tidy

Array = NDArray[Any]

#: Profile ends are found to this share of an error.
_PRECISION = 1e-5
#: A log likelihood higher by this is of another maximum.
_HIGHER = 1e-6
#: How much further each step goes in search of the end of a profile interval.
_FURTHER = 1.6


@dataclass(frozen=True)
class ConfidenceIntervals(Tidy):
    """Intervals (low, high) by parameter, at a level; an end is infinite where nothing within the bounds ends it.

    ``kind``: Wald, profile likelihood or bootstrap, in words. A parameter at a bound has NaN by Wald.
    """

    kind: str
    level: float
    estimates: dict[str, float]
    intervals: dict[str, tuple[float, float]]

    def __getitem__(self, parameter: str) -> tuple[float, float]:
        """Return the interval of a parameter."""
        return self.intervals[parameter]

    def to_records(self) -> list[dict[str, Any]]:
        """Return one row for each parameter: parameter, estimate, low, high."""
        rows = ((name, self.estimates[name], *ends) for name, ends in self.intervals.items())
        return [dict(zip(("parameter", "estimate", "low", "high"), row, strict=True)) for row in rows]

    def __str__(self) -> str:
        rows = [
            [str(row.pop("parameter")), *(decimals(value, 3) for value in row.values())] for row in self.to_records()
        ]
        return str(Table(["", "estimate", "from", "to"], rows, f"intervals of {self.level:.0%}, {self.kind}"))


@dataclass(frozen=True, eq=False, repr=False)
class Bootstrap:
    """Estimates from cases drawn anew: ``points``, one row for each record that gave estimates, of ``draws``.

    ``parameters``: the estimates from the cases as they are. ``failed``: records whose likelihood was largest at a
    jump, or did not identify a parameter.
    """

    names: tuple[str, ...]
    parameters: Array
    points: Array
    draws: int
    failed: int

    @property
    def covariance(self) -> Array:
        """The covariance of the estimates over the records."""
        return np.asarray(np.cov(self.points, rowvar=False)).reshape(len(self.names), -1)

    def intervals(self, level: float = 0.95) -> ConfidenceIntervals:
        """Return the intervals between quantiles."""
        ends = np.quantile(self.points, [(1 - level) / 2, (1 + level) / 2], axis=0).T.tolist()
        failed = f", of which {self.failed} gave no estimates" if self.failed else ""
        return ConfidenceIntervals(
            f"cases drawn anew {self.draws} times{failed}",
            level,
            dict(zip(self.names, self.parameters.tolist(), strict=True)),
            {name: (low, high) for name, (low, high) in zip(self.names, ends, strict=True)},
        )

    def __repr__(self) -> str:
        return f"<Bootstrap: {self.draws} draws, {self.failed} without estimates>"


def bootstrap(
    problem: Choices, parameters: Array, *, draws: int, rng: Seed = 0, progress: Progress | None = None
) -> Bootstrap:
    """Return estimates from records of cases drawn anew, each searched for from the estimates of the cases as they are.

    Raises InvalidModelError for fewer than two draws or cases, and where fewer than two records give estimates.
    """
    if draws < 2:
        raise InvalidModelError(f"expected at least 2 draws, got {draws}")
    cases, own = np.unique(problem.stack.clusters, return_inverse=True)
    if len(cases) < 2:
        raise InvalidModelError("cases can be drawn anew where there are two or more; there is one")
    rng = generator(rng)
    found: list[Array] = []
    for k in range(draws):
        counts = np.bincount(rng.integers(len(cases), size=len(cases)), minlength=len(cases))
        peak = _anew(problem, parameters, counts[own].astype(float))
        if peak is not None:
            found.append(peak.parameters)
        if progress:
            progress(k + 1, draws)
    if len(found) < 2:
        raise InvalidModelError(f"{draws - len(found)} of {draws} records of cases drawn anew gave no estimates")
    return Bootstrap(problem.theory.names, parameters, np.array(found), draws, draws - len(found))


def _anew(problem: Choices, parameters: Array, weights: Array) -> Peak | None:
    """Return the maximum of one record, or None where it has none."""
    objective = problem.objective(weights=weights)
    try:
        peak = arrive(objective, parameters / objective.units)
    except NotConvergedError:
        return None
    return None if peak.jump or unidentified(peak, problem.theory.names) else peak


def profile(
    problem: Choices,
    parameters: Array,
    errors: Array,
    likelihood: float,
    level: float,
    progress: Progress | None = None,
) -> ConfidenceIntervals:
    """Return profile intervals about a maximum; ``errors``: of the estimates, NaN at a bound.

    Raises InvalidModelError for a penalty, NotConvergedError where a higher maximum is met or a search does not end.
    """
    from scipy.special import chdtri

    if problem.penalty:
        raise InvalidModelError("profile likelihood intervals are of plain maximum likelihood; fit without a penalty")
    allowed = float(chdtri(1, 1 - level)) / 2
    names = problem.theory.names
    ends: dict[str, tuple[float, float]] = {}
    for k, name in enumerate(names):
        profiled = _Profile(problem, parameters, k, likelihood)
        low, high = (profiled.end(side, float(errors[k]), allowed) for side in (-1, 1))
        ends[name] = (low, high)
        if progress:
            progress(k + 1, len(names))
    return ConfidenceIntervals("profile likelihood", level, dict(zip(names, parameters.tolist(), strict=True)), ends)


class _Profile:
    """The largest likelihood with one parameter held, as far as it has been looked for."""

    def __init__(self, problem: Choices, parameters: Array, place: int, likelihood: float) -> None:
        self.problem, self.place, self.top = problem, place, likelihood
        self.objective = problem.objective()
        self.known: list[Array] = [parameters / self.objective.units]
        self.falls = {float(self.known[0][place]): 0.0}

    def lost(self, value: float) -> float:
        """Return by how much the log likelihood falls where the parameter is held at a value."""
        if value in self.falls:
            return self.falls[value]
        near = min(self.known, key=lambda point: abs(float(point[self.place]) - value)).copy()
        near[self.place] = value
        peak = arrive(self.problem.objective(held={self.place: value}), near)
        if peak.likelihood > self.top + _HIGHER:
            names = self.problem.theory.names
            where = ", ".join(f"{name} {v:.4g}" for name, v in zip(names, peak.parameters.tolist(), strict=True))
            raise NotConvergedError(f"a higher likelihood than that of the fit is met at {where}; fit with it as start")
        self.known.append(peak.parameters / peak.units)
        self.falls[value] = self.top - peak.likelihood
        return self.falls[value]

    def end(self, side: int, error: float, allowed: float) -> float:
        """Return where the log likelihood has fallen by what is allowed, infinite where it does not within bounds."""
        from scipy.optimize import brentq

        place, unit = self.place, float(self.objective.units[self.place])
        middle = float(self.known[0][place])
        bound = float((self.objective.low if side < 0 else self.objective.high)[place])
        step = (error / unit if np.isfinite(error) else 1.0) * np.sqrt(2 * allowed)
        inner, outer = middle, middle + side * step
        while side * (bound - outer) > 0 and self.lost(outer) < allowed:
            inner, outer = outer, middle + _FURTHER * (outer - middle)
        if side * (bound - outer) <= 0:
            outer = bound
            if outer == inner or self.lost(outer) < allowed:
                return side * np.inf
        root = brentq(lambda value: self.lost(value) - allowed, inner, outer, xtol=_PRECISION * step)
        return float(root) * unit


def level_of(level: float) -> float:
    """Return a level between 0 and 1. Raises InvalidModelError for any other."""
    if not 0 < level < 1:
        raise InvalidModelError(f"expected a level between 0 and 1, got {level}")
    return float(level)


def by_errors(names: Sequence[str], parameters: Array, errors: Array, level: float, whose: str) -> ConfidenceIntervals:
    """Return Wald's intervals: so many errors to either side; ``whose`` errors, in words."""
    from scipy.special import ndtri

    reach = float(ndtri((1 + level) / 2)) * errors
    ends = zip(names, (parameters - reach).tolist(), (parameters + reach).tolist(), strict=True)
    return ConfidenceIntervals(
        f"Wald, {whose}",
        level,
        dict(zip(names, parameters.tolist(), strict=True)),
        {name: (low, high) for name, low, high in ends},
    )
