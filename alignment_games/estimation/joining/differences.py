r"""First differences: how much the chance of joining changes when one term moves and all else stays as recorded.

A term moves from the 10 % to the 90 % quantile of its values, one of yes and no from no to yes. A term of one side
(threat, pacts, burden) moves on that side, and the chance is of joining that side, averaged over both; others move for
both, and the chance is of joining at all. Means are over all decisions. The interval is that of the estimates: normal
draws with the covariance by dispute, cut at the bounds (King, Tomz & Wittenberg 2000).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.estimation.joining.choice import probabilities
from alignment_games.estimation.joining.fitting import JoinerFit
from alignment_games.estimation.joining.theory import PARAMETERS, terms
from alignment_games.game.seeds import Seed, generator
from alignment_games.io.sources.third_parties import ThirdParties
from alignment_games.signatures import as_annotated
from alignment_games.text.numbers import decimals
from alignment_games.text.tables import Table
from alignment_games.text.tidy import Tidy, row_of, tidy_row


@dataclass(frozen=True)
class FirstDifference:
    """The change of the mean chance of joining when a term moves from ``low`` to ``high``, and its interval."""

    parameter: str
    low: float
    high: float
    change: float
    interval: tuple[float, float]


@dataclass(frozen=True)
class FirstDifferences(Tidy):
    """First differences of all terms that move, with intervals at a level."""

    level: float
    draws: int
    differences: tuple[FirstDifference, ...]

    def __getitem__(self, parameter: str) -> FirstDifference:
        """Return the difference of a parameter's term."""
        return row_of(self.differences, parameter, "parameter")

    def to_records(self) -> list[dict[str, Any]]:
        """Return one row for each term: parameter, low, high, change, change_low, change_high."""
        return [tidy_row(each, interval="change") for each in self.differences]

    def __str__(self) -> str:
        rows = [
            [
                each.parameter,
                decimals(each.low, 3),
                decimals(each.high, 3),
                f"{each.change:+.2%}",
                f"{each.interval[0]:+.2%} to {each.interval[1]:+.2%}",
            ]
            for each in self.differences
        ]
        head = f"change of the mean chance of joining, {self.level:.0%} intervals of {self.draws} draws"
        return str(Table(["parameter", "term from", "to", "change", "interval"], rows, head))


@as_annotated(but=("rng",))
def first_differences(
    record: ThirdParties, fit: JoinerFit, *, draws: int = 200, level: float = 0.95, rng: Seed = 0
) -> FirstDifferences:
    """Return how much each term moves the chance of joining over the decisions of a record.

    Raises InvalidModelError for a level outside 0 to 1, fewer than two draws, and estimates of one dispute.
    """
    if not 0 < level < 1 or draws < 2:
        raise InvalidModelError(f"expected a level between 0 and 1 and at least 2 draws, got {level:g} and {draws}")
    covariance = np.array(fit.covariance)
    if not np.isfinite(covariance).all():
        raise InvalidModelError("estimates of one dispute have no errors by dispute; bring more disputes")
    normal = generator(rng).multivariate_normal(fit.parameters, covariance, size=draws, method="eigh")
    points = np.concatenate([fit.parameters[None], np.maximum(normal, 0)])
    columns = terms(record)
    found = []
    for k, name in enumerate(PARAMETERS):
        low, high = _ends(columns[:, :, k])
        if low == high:
            continue
        changes = np.array([_change(columns, k, low, high, point) for point in points])
        ends = np.quantile(changes[1:], [(1 - level) / 2, (1 + level) / 2])
        sign = -1 if columns[:, :, k].max() <= 0 and columns[:, :, k].min() < 0 else 1  # costs enter with a minus
        low, high, by = (low, high, 1) if sign > 0 else (-high, -low, -1)
        change, interval = by * float(changes[0]), sorted(by * float(end) for end in ends)
        found.append(FirstDifference(name, low, high, change, (interval[0], interval[1])))
    return FirstDifferences(level, draws, tuple(found))


def _ends(column: Array) -> tuple[float, float]:
    """Return from where to where a term moves."""
    if set(np.unique(column)) <= {0.0, 1.0}:
        return float(column.min()), float(column.max())
    low, high = np.quantile(column, [0.1, 0.9])
    return float(low), float(high)


def _change(columns: Array, k: int, low: float, high: float, parameters: Array) -> float:
    """Return the change of the mean chance when term k moves, on each side in turn, or for both where it is common."""
    common = np.array_equal(columns[:, 0, k], columns[:, 1, k])
    moves: list[Any] = [slice(None)] if common else [0, 1]
    changes = []
    for side in moves:
        means = []
        for value in (high, low):
            moved = columns.copy()
            moved[:, side, k] = value
            chances = probabilities(moved, parameters)
            means.append((1 - chances[:, 0] if common else chances[:, side + 1]).mean())
        changes.append(means[0] - means[1])
    return float(np.mean(changes))
