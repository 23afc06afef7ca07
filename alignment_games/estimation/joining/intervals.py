r"""Intervals that trust no curvature: by profile likelihood, and by records of disputes drawn anew.

The profile interval of a parameter holds the values v at which the largest log likelihood with that parameter held at v
is within half a quantile of :math:`\chi^2_1` of the maximum; it ends at the bound of 0 where it reaches it. It takes
decisions as independent. The bootstrap draws disputes with replacement, estimates anew, and takes quantiles: it takes
disputes as independent, as the clustered errors do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.joining.choice import summit
from alignment_games.estimation.joining.theory import PARAMETERS, terms
from alignment_games.game.seeds import Seed, generator
from alignment_games.io.sources.third_parties import ThirdParties
from alignment_games.signatures import as_annotated
from alignment_games.text.numbers import decimals
from alignment_games.text.tables import Table
from alignment_games.text.tidy import Tidy, row_of, tidy_row

Progress = Callable[[int, int | None], None]

#: Profile ends are found to this share of themselves.
_PRECISION = 1e-6
_DOUBLINGS = 60


@dataclass(frozen=True)
class Interval:
    """One parameter's estimate and its intervals (low, high); an end is infinite where nothing bounds it."""

    parameter: str
    estimate: float
    profile: tuple[float, float]
    bootstrap: tuple[float, float]


@dataclass(frozen=True)
class Intervals(Tidy):
    """Intervals of all parameters. ``failed``: drawn records that gave no estimates, of ``draws``."""

    level: float
    draws: int
    failed: int
    intervals: tuple[Interval, ...]

    def __getitem__(self, parameter: str) -> Interval:
        """Return a parameter's interval."""
        return row_of(self.intervals, parameter, "parameter")

    def to_records(self) -> list[dict[str, Any]]:
        """Return one row for each parameter: parameter, estimate, and the low and high ends of both intervals."""
        return [tidy_row(each, profile="profile", bootstrap="bootstrap") for each in self.intervals]

    def __str__(self) -> str:
        rows = [
            [each.parameter, decimals(each.estimate, 3), *(_told(ends) for ends in (each.profile, each.bootstrap))]
            for each in self.intervals
        ]
        failed = f", of which {self.failed} gave no estimates" if self.failed else ""
        head = f"intervals of {self.level:.0%}; disputes drawn anew {self.draws} times{failed}"
        return str(Table(["parameter", "estimate", "profile likelihood", "disputes drawn anew"], rows, head))


@as_annotated(but=("rng",))
def joining_intervals(
    record: ThirdParties,
    *,
    draws: int = 200,
    level: float = 0.95,
    rng: Seed = 0,
    progress: Progress | None = None,
) -> Intervals:
    """Return intervals of what joining is worth, by profile likelihood and by ``draws`` records of disputes drawn anew.

    ``progress``: called with the estimations done and all. Raises InvalidModelError for a level outside 0 to 1 or fewer
    than two draws, and as `fit_joiners` does.
    """
    if not 0 < level < 1 or draws < 2:
        raise InvalidModelError(f"expected a level between 0 and 1 and at least 2 draws, got {level:g} and {draws}")
    columns = terms(record)
    peak = summit(columns, record.taken, PARAMETERS)
    total = draws + len(PARAMETERS)
    drawn, failed = _drawn_anew(record, columns, draws, generator(rng), progress, total)
    ends = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=0)
    found = []
    for k, name in enumerate(PARAMETERS):
        estimate = float(peak.parameters[k])
        profile = _profile(columns, record.taken, k, estimate, peak.log_likelihood, level)
        found.append(Interval(name, estimate, profile, (float(ends[0, k]), float(ends[1, k]))))
        if progress:
            progress(draws + k + 1, total)
    return Intervals(level, draws, failed, tuple(found))


def _drawn_anew(
    record: ThirdParties, columns: Array, draws: int, rng: np.random.Generator, progress: Progress | None, total: int
) -> tuple[Array, int]:
    """Return the estimates of records of disputes drawn with replacement, and how many gave none."""
    order = np.argsort(record.disputes, kind="stable")
    count = int(record.disputes.max()) + 1
    blocks = np.split(order, np.searchsorted(record.disputes[order], np.arange(1, count)))
    found, failed = [], 0
    for k in range(draws):
        rows = np.concatenate([blocks[dispute] for dispute in rng.integers(count, size=count)])
        try:
            found.append(summit(columns[rows], record.taken[rows], PARAMETERS).parameters)
        except (InvalidModelError, NotConvergedError):
            failed += 1
        if progress:
            progress(k + 1, total)
    if len(found) < 2:
        raise InvalidModelError(f"{failed} of {draws} records of disputes drawn anew gave no estimates; bring more")
    return np.array(found), failed


def _profile(columns: Array, taken: Array, k: int, estimate: float, peak: float, level: float) -> tuple[float, float]:
    """Return the ends of a parameter's profile interval."""
    from scipy.optimize import brentq
    from scipy.stats import chi2

    others = np.delete(columns, k, axis=2)
    names = [name for j, name in enumerate(PARAMETERS) if j != k]
    allowed = float(chi2.ppf(level, 1)) / 2

    def lost(value: float) -> float:
        held = summit(others, taken, names, offset=columns[:, :, k] * value)
        return peak - held.log_likelihood - allowed

    low = 0.0
    if estimate > 0 and lost(0.0) > 0:
        low = float(brentq(lost, 0.0, estimate, rtol=_PRECISION))
    step = estimate or 1.0
    for _ in range(_DOUBLINGS):
        if lost(estimate + step) > 0:
            return low, float(brentq(lost, estimate, estimate + step, rtol=_PRECISION))
        step *= 2
    return low, np.inf


def _told(ends: tuple[float, float]) -> str:
    return f"{decimals(ends[0], 3)} to {decimals(ends[1], 3)}"
