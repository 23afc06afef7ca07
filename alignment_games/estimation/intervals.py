"""Intervals of estimates: by curvature (Wald), and by cases drawn anew; `estimation.profiles` has those of the profile.

The bootstrap draws cases with replacement, as often as there are cases, estimates anew and
takes quantiles: like clustered errors, it takes cases as independent, and needs no curvature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.choices import Choices
from alignment_games.estimation.climbing import Peak, arrive
from alignment_games.estimation.identification import unidentified
from alignment_games.estimation.search import Progress
from alignment_games.game.seeds import Seed, generator
from alignment_games.text.numbers import decimals
from alignment_games.text.tables import Table
from alignment_games.text.tidy import Tidy
from alignment_games.text.visible import visible


@dataclass(frozen=True)
class ConfidenceIntervals(Tidy):
    """Intervals (low, high) by parameter, at a level; an end is infinite where nothing within the bounds ends it.

    ``kind``: Wald, profile likelihood or bootstrap, in words. A parameter at a bound has NaN by Wald. ``notes``: by
    parameter, what is to be known of its ends: that play jumps there, so that they are not what they are elsewhere.
    """

    kind: str
    level: float
    estimates: dict[str, float]
    intervals: dict[str, tuple[float, float]]
    notes: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, parameter: str) -> tuple[float, float]:
        """Return the interval of a parameter."""
        return self.intervals[parameter]

    def to_records(self) -> list[dict[str, Any]]:
        """Return one row for each parameter: parameter, estimate, low, high, note (empty for most)."""
        return [
            {
                "parameter": name,
                "estimate": self.estimates[name],
                "low": low,
                "high": high,
                "note": self.notes.get(name, ""),
            }
            for name, (low, high) in self.intervals.items()
        ]

    def __str__(self) -> str:
        rows = [
            [name, *(decimals(value, 3) for value in (self.estimates[name], *ends))]
            for name, ends in self.intervals.items()
        ]
        table = Table(["", "estimate", "from", "to"], rows, f"intervals of {self.level:.0%}, {self.kind}")
        return "\n".join([str(table), *(visible(f"{name}, {note}") for name, note in self.notes.items())])


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
