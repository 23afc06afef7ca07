r"""Two propositions beside the estimates: Walt's gradient, and how often the threatened pass the buck.

Walt (1987: 29-31): the weaker a state, the likelier it bandwagons. Among states that join, siding with the weaker side
is a logit of own power, :math:`\text{logit}\, q = c + g \ln p_i`; he is borne out where g is above 0.

A state is *threatened* where the larger of its two threats reaches a level (`joining.theory.threats`). It passes the
buck if it then stays out (Mearsheimer 2001: 157-162); a *catcher* is at hand where the side that opposes the threat is
as strong as it, or another third state joined that side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.estimation.joining.theory import threats
from alignment_games.io.sources.third_parties import ThirdParties
from alignment_games.sweeps.uncertainties.estimate import clustered_error
from alignment_games.text.numbers import decimals
from alignment_games.text.tables import Table

#: The level from which a state counts as threatened: a rival's, across a border, of half its own power.
THREATENED = 0.25
_STEPS = 100
_LEAST_POWER = 1e-7


@dataclass(frozen=True)
class WaltGradient:
    """How own power goes with siding with the weaker side, among states that joined.

    ``slope`` of the logit on the logarithm of own power, its ``error`` by dispute; NaN where it is not identified.
    ``thirds``: for each third by own power: its highest power, how many joined, the share that sided with the weaker,
    and the share that the estimates expect.
    """

    slope: float
    error: float
    joined: int
    thirds: tuple[tuple[float, int, float, float], ...]

    def __str__(self) -> str:
        rows = [
            [name, decimals(top, 4), str(count), f"{share:.1%}", f"{expected:.1%}"]
            for name, (top, count, share, expected) in zip(("weakest", "middle", "strongest"), self.thirds, strict=True)
        ]
        verdict = "not identified" if np.isnan(self.slope) else f"{self.slope:+.3f} ± {self.error:.3f}"
        head = f"Walt's gradient, of {self.joined:,} that joined: siding with the weaker rises by {verdict} in ln power"
        return str(Table(["third", "power up to", "joined", "with the weaker", "expected"], rows, head))


def walt_gradient(record: ThirdParties, chances: Array) -> WaltGradient:
    """Return how own power goes with siding with the weaker side; ``chances``: of the estimates, shape (n, 3).

    Raises InvalidModelError for fewer than three states that joined a side weaker or stronger than the other.
    """
    joined = np.flatnonzero((record.taken > 0) & (record.power[:, 0] != record.power[:, 1]))
    if len(joined) < 3:
        raise InvalidModelError(f"Walt's gradient needs at least three states that joined, got {len(joined)}")
    weaker = np.where(record.power[joined, 0] < record.power[joined, 1], 1, 2)
    sided = record.taken[joined] == weaker
    given = chances[joined, weaker] / (chances[joined, 1] + chances[joined, 2])
    power = np.log(np.maximum(record.cinc[joined], _LEAST_POWER))
    slope, error = _slope(power, sided, record.disputes[joined])
    thirds = tuple(
        (float(record.cinc[joined[own]].max()), len(own), float(sided[own].mean()), float(given[own].mean()))
        for own in np.array_split(np.argsort(power, kind="stable"), 3)
    )
    return WaltGradient(slope, error, len(joined), thirds)


def _slope(x: Array, y: Array, clusters: Array) -> tuple[float, float]:
    """Return the slope of a logit of y on x and its error by cluster; NaN where there is no finite one."""
    if np.ptp(x) == 0 or _parted(x, y):
        return np.nan, np.nan
    design = np.stack([np.ones_like(x), x - x.mean()], axis=1)
    weights = np.zeros(2)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-design @ weights))
        information = (design * (chance * (1 - chance))[:, None]).T @ design
        step = np.linalg.solve(information, design.T @ (y - chance))
        weights = weights + step * min(1, 2 / np.abs(step).max())
        if np.abs(step).max() < 1e-10:
            break
    scores = design * (y - chance)[:, None]
    _, places = np.unique(clusters, return_inverse=True)
    sums = np.stack([np.bincount(places, column) for column in scores.T], axis=1)
    count = len(sums)
    inverse = np.linalg.inv(information)
    variance = inverse @ (sums.T @ sums * count / max(count - 1, 1)) @ inverse
    return float(weights[1]), float(np.sqrt(variance[1, 1])) if count > 1 else np.nan


def _parted(x: Array, y: Array) -> bool:
    """Return whether some power parts those that did from those that did not."""
    if y.all() or not y.any():
        return True
    return bool(x[y].min() >= x[~y].max() or x[y].max() <= x[~y].min())


@dataclass(frozen=True)
class Passing:
    """How often the threatened stayed out in a period, and how often the estimates expect it.

    ``error`` of the share, by dispute. ``with_catcher``: the share of those that stayed out who had one at hand.
    """

    first: int
    last: int
    decisions: int
    threatened: int
    stayed_out: int
    share: float
    error: float
    expected: float
    with_catcher: float


def passing(
    record: ThirdParties, chances: Array, *, years: int = 20, threatened: float = THREATENED
) -> tuple[Passing, ...]:
    """Return how often the threatened passed the buck, by periods of ``years``; periods without any are left out.

    Raises InvalidModelError for periods shorter than a year and levels outside 0 to 1.
    """
    if years < 1 or not 0 <= threatened <= 1:
        raise InvalidModelError(f"expected periods of at least 1 year and a level of 0 to 1, got {years}, {threatened}")
    threat = threats(record)
    feels = threat.max(axis=1) >= threatened
    catcher = _catchers(record, threat)
    found = []
    for first in np.unique(record.year // years) * years:
        own = (record.year // years) * years == first
        rows = np.flatnonzero(own & feels)
        if not len(rows):
            continue
        out = record.taken[rows] == 0
        found.append(
            Passing(
                int(first),
                int(first) + years - 1,
                int(own.sum()),
                len(rows),
                int(out.sum()),
                float(out.mean()),
                clustered_error(out.astype(float), record.disputes[rows]),
                float(chances[rows, 0].mean()),
                float(catcher[rows][out].mean()) if out.any() else np.nan,
            )
        )
    return tuple(found)


def passing_in_words(found: Sequence[Passing], threatened: float = THREATENED) -> str:
    """Return the periods as a table."""
    rows = [
        [
            f"{each.first}-{each.last}",
            f"{each.decisions:,}",
            f"{each.threatened:,}",
            f"{each.share:.1%}" + ("" if np.isnan(each.error) else f" ± {each.error:.1%}"),
            f"{each.expected:.1%}",
            "" if np.isnan(each.with_catcher) else f"{each.with_catcher:.0%}",
        ]
        for each in found
    ]
    head = f"buck-passing: threatened (a threat of {threatened:g} or more) and stayed out"
    return str(Table(["years", "decisions", "threatened", "stayed out", "expected", "catcher"], rows, head))


def _catchers(record: ThirdParties, threat: Array) -> Array:
    """Return whether somebody else stands against the side that threatens each state most."""
    worst = threat.argmax(axis=1)
    rows = np.arange(len(record))
    counts = np.stack([np.bincount(record.disputes, record.taken == side) for side in (1, 2)], axis=1)
    against = 1 - worst
    others = counts[record.disputes, against] - (record.taken == against + 1)
    return np.asarray((others > 0) | (record.power[rows, against] >= record.power[rows, worst]))
