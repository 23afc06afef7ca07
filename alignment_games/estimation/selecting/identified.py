"""Which parameters a record allows when nothing is said of which equilibrium is played: bounds, proven, and membership.

Play is taken to be a pure equilibrium of payoffs with logit shocks (`estimation.selecting.pure_logit`). The parameters
at which no profile is played more often than it is an equilibrium are a convex set, whose projections are found by
linear programmes under tangents (`estimation.selecting.cutting`). It holds the sharp set, which `membership` decides
of one point where actions are two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.estimation.selecting.cutting import SLACK, CutSet
from alignment_games.estimation.selecting.games import PlayedGames
from alignment_games.estimation.selecting.pure_logit import PureLogit
from alignment_games.io.results.json_text import plain
from alignment_games.signatures import as_annotated
from alignment_games.text.numbers import decimals
from alignment_games.text.tables import Table
from alignment_games.text.tidy import Tidy


@dataclass(frozen=True)
class Membership:
    """Whether parameters are allowed: ``convex`` by each profile, ``sharp`` by each set of profiles, None if not known.

    ``excess``: the largest by which the logarithm of a profile's chance is above that of its being an equilibrium, at
    ``cell`` and ``profile``. ``sharp_excess``: the same of chances, of a set of ``profiles``.
    """

    convex: bool
    excess: float
    cell: int
    profile: tuple[int, ...]
    sharp: bool | None = None
    sharp_excess: float | None = None
    profiles: tuple[tuple[int, ...], ...] = ()

    def __str__(self) -> str:
        at = f"profile {self.profile} of design {self.cell}"
        if not self.convex:
            return f"not allowed: {at} is played more often than it is an equilibrium, by {self.excess:.3g} in logs"
        if self.sharp is False:
            over = f"by {self.sharp_excess:.3g}"
            return f"not allowed: one of {self.profiles} is played more often than one is an equilibrium, {over}"
        sharp = "" if self.sharp is None else "; some selection of equilibria gives the record"
        return f"allowed: no profile is played more often than it is an equilibrium, the nearest {at}{sharp}"


@dataclass(frozen=True, eq=False, repr=False)
class IdentifiedSet(Tidy):
    """The convex set of parameters that a record allows; make it with `identified_set`.

    ``bounds``: by parameter, proven; infinite where they rest on the box that was searched, empty where the set is.
    ``inner``: by parameter, what points found in the set reach. ``centre``: a point of the set, None where it is empty.
    ``excess``: a proven bound below the largest inequality anywhere: above 0 the set is empty.
    ``cells``: one game for each design, ``counts``: (cells, profiles).
    """

    cells: PlayedGames
    counts: Array
    level: float | None
    bounds: Mapping[str, tuple[float, float]]
    inner: Mapping[str, tuple[float, float]]
    centre: Mapping[str, float] | None
    excess: float

    @property
    def empty(self) -> bool:
        """Whether no parameters within the box are allowed, proven."""
        return self.centre is None

    def membership(self, parameters: Sequence[float] | Array) -> Membership:
        """Return whether parameters are allowed, by what, and whether some selection of equilibria gives the record."""
        point = np.asarray(parameters, dtype=float)
        if point.shape != (len(self.cells.names),) or not np.isfinite(point).all():
            raise InvalidModelError(f"expected a finite number for each of {', '.join(self.cells.names)}")
        pure = PureLogit(self.cells)
        excess = _log(lower_bounds(self.counts, self.level)) - pure.logs(point)[0]
        cell, place = np.unravel_index(int(excess.argmax()), excess.shape)
        every = list(np.ndindex(*self.cells.shape))
        largest = float(excess.max())
        found = (largest <= SLACK, largest, int(cell), every[int(place)])
        if not pure.sharp:
            return Membership(*found)
        sets = (np.arange(1 << len(every))[:, None] >> np.arange(len(every))) & 1
        over = lower_bounds(self.counts @ sets.T, self.level, self.counts.sum(axis=1)) - pure.capacities(point)
        worst = int(np.unravel_index(int(over.argmax()), over.shape)[1])
        profiles = tuple(profile for k, profile in enumerate(every) if worst >> k & 1)
        return Membership(*found, bool(over.max() <= SLACK), float(over.max()), profiles)

    def to_records(self) -> list[dict[str, Any]]:
        """Return a row for each parameter: parameter, low, high, and what points found reach, low_inner, high_inner."""
        return [
            {"parameter": name, "low": low, "high": high, "low_inner": inner[0], "high_inner": inner[1]}
            for (name, (low, high)), inner in zip(self.bounds.items(), self.inner.values(), strict=True)
        ]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values for JSON; ends that rest on the box that was searched are None."""
        found = {
            "designs": len(self.cells),
            "games": int(self.counts.sum()),
            "level": self.level,
            "empty": self.empty,
            "excess": self.excess,
            "centre": self.centre,
            "bounds": self.to_records(),
        }
        document: dict[str, Any] = plain(found)
        return document

    @property
    def table(self) -> Table:
        """The bounds, and in the caption what they rest on; of an empty set why it is one."""
        given = "frequencies as they are" if self.level is None else f"frequencies at a level of {self.level:.0%}"
        head = f"pure equilibria, whichever is played: {len(self.cells)} designs, {given}"
        if self.empty:
            over = f"by {self.excess:.3g} in logs at least"
            head += f"\nempty: everywhere some profile is played more often than it is an equilibrium, {over}"
        rows = [[name, decimals(low, 3), decimals(high, 3)] for name, (low, high) in self.bounds.items()]
        return Table(["parameter", "from", "to"], rows, head)

    def to_latex(self) -> str:
        """Return the bounds as a booktabs table for a paper."""
        return self.table.latex()

    def _repr_html_(self) -> str:
        return self.table.html()

    def __str__(self) -> str:
        return self.table.caption if self.empty else str(self.table)

    def __repr__(self) -> str:
        return f"<IdentifiedSet: {'empty' if self.empty else ', '.join(self.bounds)}>"


@as_annotated()
def identified_set(games: PlayedGames, *, level: float | None = 0.95, box: float = 50.0) -> IdentifiedSet:
    """Return the convex set of parameters that hold for some selection of pure equilibria, with proven bounds.

    ``level``: that at which the set holds the true parameters, by exact lower bounds on all chances at once (Clopper &
    Pearson 1934, and Bonferroni); None takes frequencies for chances. ``box``: bounds are looked for up to it, in
    absolute size. Games count as one design where all their figures agree, and designs of few games say little.
    Raises InvalidModelError for a level outside 0 to 1, NotConvergedError where a bound is not found.

    >>> from alignment_games.estimation.selecting import entry_games
    >>> entered = [[0, 0]] * 10 + [[0, 1]] * 45 + [[1, 0]] * 35 + [[1, 1]] * 10
    >>> found = identified_set(entry_games({}, entered), level=None)
    >>> {name: (round(low, 2), round(high, 2)) for name, (low, high) in found.bounds.items()}
    {'constant': (0.65, 0.77), 'rival': (-1.54, -1.42)}
    """
    if level is not None and not 0 < level < 1:
        raise InvalidModelError(f"expected a level between 0 and 1, or None, got {level}")
    cells, counts = designs(games)
    pure, floors = PureLogit(cells), _log(lower_bounds(counts, level))
    known = np.isfinite(floors)

    def inequalities(point: Array) -> tuple[Array, Array]:
        logs, slopes = pure.logs(point)
        return (floors - logs)[known], -slopes[known]

    names = cells.names
    cut = CutSet(inequalities, len(names), box)
    centre, excess, _ = cut.centre()
    if inequalities(centre)[0].max() > SLACK:
        return IdentifiedSet(cells, counts, level, {}, {}, None, excess)
    bounds, inner = {}, {}
    for name, direction in zip(names, np.eye(len(names)), strict=True):
        (low, low_in), (minus_high, minus_in) = cut.least(direction, centre), cut.least(-direction, centre)
        bounds[name] = (low, -minus_high)
        inner[name] = (low_in, -minus_in)
    found = dict(zip(names, centre.tolist(), strict=True))
    return IdentifiedSet(cells, counts, level, bounds, inner, found, excess)


def designs(games: PlayedGames) -> tuple[PlayedGames, Array]:
    """Return one game of each design, and how often each profile was played in it, (designs, profiles)."""
    figures = np.concatenate([games.base[:, None], games.features], axis=1).reshape(len(games), -1)
    _, first, own = np.unique(figures, axis=0, return_index=True, return_inverse=True)
    counts = np.zeros((len(first), int(np.prod(games.shape))), dtype=int)
    np.add.at(counts, (own.reshape(-1), np.ravel_multi_index(tuple(games.played.T), games.shape)), 1)
    return games.take(first), counts


def lower_bounds(counts: Array, level: float | None, totals: Array | None = None) -> Array:
    """Return lower bounds on chances that hold together at a level, from counts (designs, events); None for shares."""
    from scipy.stats import beta

    total = (counts.sum(axis=1) if totals is None else totals)[:, None]
    if level is None:
        return np.asarray(counts / total)
    miss = (1 - level) / counts.size
    return np.where(counts > 0, beta.ppf(miss, np.maximum(counts, 1), total - counts + 1), 0.0)


def _log(values: Array) -> Array:
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(values))
