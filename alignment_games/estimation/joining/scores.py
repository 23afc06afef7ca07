r"""How well chances of joining foretell: areas under curves, accuracy of sides, log loss; errors by dispute.

- join AUC: the chance that a state which joins was given a higher chance of joining than one which stays out
- side AUC: among those that join, the chance that one of side a was given more of a, :math:`p_a / (p_a + p_b)`, than
  one of side b; ties count half (Hanley & McNeil 1982)
- side accuracy: how often those that join do so on the side given more; a tie counts half
- log loss: minus the mean log chance of what was done, out, a or b; smaller is better
- Brier: the mean squared distance of the three chances from what was done; smaller is better

Pairs are compared within one group, whose chances come from one fit: a fold left out is not ranked against another.
Errors are standard deviations over records in which disputes are drawn anew with replacement; the draws are the same
for every forecast, so that the error of a difference is that of pairs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.io.sources.third_parties import ThirdParties
from alignment_games.text.numbers import decimals
from alignment_games.text.tables import Table
from alignment_games.text.tidy import Tidy, row_of

MEASURES = ("join AUC", "side AUC", "side accuracy", "log loss", "Brier")
#: No chance counts as smaller in the log loss.
_LEAST = 1e-12


@dataclass(frozen=True)
class ForecastScore:
    """One measure of one forecast, its error, and how far it is from the first forecast's, with the pairs' error."""

    forecast: str
    measure: str
    value: float
    error: float
    difference: float
    difference_error: float


@dataclass(frozen=True)
class Scoreboard(Tidy):
    """Every measure of every forecast over the same decisions."""

    title: str
    scores: tuple[ForecastScore, ...]
    rows: int
    disputes: int
    joined: int

    def __getitem__(self, which: tuple[str, str]) -> ForecastScore:
        """Return the score of (forecast, measure)."""
        return row_of(self.scores, which, "forecast", "measure")

    def to_records(self) -> list[dict[str, Any]]:
        """Return one row for each score: sample, forecast, measure, value, error, difference, difference_error."""
        return [{"sample": self.title, **vars(each)} for each in self.scores]

    def table(self) -> Table:
        """Return a row for each forecast, values ± errors."""
        names = list(dict.fromkeys(each.forecast for each in self.scores))
        rows = [[name, *(_with_error(self[name, measure]) for measure in MEASURES)] for name in names]
        counts = f"{self.rows:,} decisions in {self.disputes:,} disputes, {self.joined:,} joined"
        return Table(["forecast", *MEASURES], rows, f"{self.title}: {counts}")

    def __str__(self) -> str:
        first = self.scores[0].forecast
        gaps = [
            f"log loss of {each.forecast}: {each.difference:+.4f} ± {each.difference_error:.4f} from {first}"
            for each in self.scores
            if each.measure == "log loss" and each.forecast != first
        ]
        return "\n".join([str(self.table()), *gaps])


def score(
    title: str,
    record: ThirdParties,
    forecasts: Mapping[str, Array],
    *,
    groups: Array,
    rng: np.random.Generator,
    draws: int,
) -> Scoreboard:
    """Return the scores of chances (n, 3) by forecast, errors from ``draws`` records of disputes drawn anew.

    ``groups``: which decisions may be ranked against each other, shape (n,).
    """
    count = int(record.disputes.max()) + 1
    drawn = rng.multinomial(count, np.full(count, 1 / count), size=draws)
    weights = np.concatenate([np.ones((1, count)), drawn])[:, record.disputes]
    found = {name: measured(chances, record.taken, groups, weights) for name, chances in forecasts.items()}
    first = next(iter(found.values()))
    scores = tuple(
        ForecastScore(
            name,
            measure,
            float(values[0]),
            _spread(values[1:]),
            float(values[0] - first[measure][0]),
            _spread(values[1:] - first[measure][1:]),
        )
        for name, by_measure in found.items()
        for measure, values in by_measure.items()
    )
    return Scoreboard(title, scores, len(record), count, int((record.taken > 0).sum()))


def measured(chances: Array, taken: Array, groups: Array, weights: Array) -> dict[str, Array]:
    """Return each measure under each weighing of the decisions, shape (draws, n); NaN where undefined."""
    joined = taken > 0
    side = chances[joined, 1] / np.maximum(chances[joined, 1] + chances[joined, 2], _LEAST)
    of_a = taken[joined] == 1
    right = np.where(side == 0.5, 0.5, (side > 0.5) == of_a)
    logs = -np.log(np.maximum(chances[np.arange(len(taken)), taken], _LEAST))
    squares = ((chances - np.eye(3)[taken]) ** 2).sum(axis=1)
    return {
        "join AUC": area(1 - chances[:, 0], joined, groups, weights),
        "side AUC": area(side, of_a, groups[joined], weights[:, joined]),
        "side accuracy": _mean(right, weights[:, joined]),
        "log loss": _mean(logs, weights),
        "Brier": _mean(squares, weights),
    }


def area(score: Array, positive: Array, groups: Array, weights: Array) -> Array:
    """Return the area under the curve for each weighing, of pairs within a group, ties half; NaN without a pair.

    >>> positive = np.array([False, False, True, True])
    >>> area(np.array([0.1, 0.4, 0.35, 0.8]), positive, np.zeros(4), np.ones((1, 4)))
    array([0.75])
    """
    won, pairs = np.zeros(len(weights)), np.zeros(len(weights))
    for group in np.unique(groups):
        own = np.flatnonzero(groups == group)
        order = own[np.argsort(score[own], kind="stable")]
        starts = np.flatnonzero(np.diff(score[order], prepend=-np.inf))
        weight, is_positive = weights[:, order], positive[order]
        yes = np.add.reduceat(weight * is_positive, starts, axis=1)
        no = np.add.reduceat(weight * ~is_positive, starts, axis=1)
        below = np.cumsum(no, axis=1) - no / 2
        won += (yes * below).sum(axis=1)
        pairs += yes.sum(axis=1) * no.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(won / pairs)


def _mean(values: Array, weights: Array) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(weights @ values / weights.sum(axis=1))


def _spread(values: Array) -> float:
    """Return the standard deviation over the draws in which the measure is defined."""
    defined = values[np.isfinite(values)]
    return float(defined.std(ddof=1)) if len(defined) > 1 else np.nan


def _with_error(each: ForecastScore) -> str:
    if np.isnan(each.value):
        return ""
    digits = 4 if each.measure in ("log loss", "Brier") else 3
    return f"{decimals(each.value, digits)} ± {decimals(each.error, digits)}"
