"""Maximum likelihood of two moves one after the other: a problem of cases and a game, solved, gives estimates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.choices import Clustered
from alignment_games.estimation.climbing import NOTHING, STEPS, Peak, newton_step
from alignment_games.estimation.estimates import Estimates
from alignment_games.estimation.identification import covariances, least_curvature, unidentified
from alignment_games.estimation.moves import TwoMoves
from alignment_games.estimation.search import Search
from alignment_games.io.sources.move_table import MoveTable, read_moves

#: Starts beside the one at no effect, and their spread, in units of the largest figure.
_STARTS, _SPREAD = 4, 0.5
#: The Newton decrement of a maximum; the step of differences; log likelihoods of one maximum.
_ARRIVED, _STEP, _SAME = 1e-13, 1e-5, 1e-5


class StrategicFit(Estimates):
    """What `StrategicProblem.solve` returns: estimates, as `Estimates` has them."""

    OBSERVATIONS: ClassVar[str] = "games"


class StrategicProblem(Clustered):
    """Cases of two moves, how they ended, and the game that they are taken for; solve it.

    ``table``: what `read_moves` takes, or returns. ``outcome`` and ``cluster``: its columns. Raises InvalidModelError
    as `read_moves` does, and for an outcome that the game has not.

    >>> game = TwoMoves((("status quo",), ("concession", "war")), {"war": ["constant"]}, {"war": ["constant"]})
    >>> ends = {"end": ["status quo"] * 40 + ["concession"] * 36 + ["war"] * 24}
    >>> found = StrategicProblem(ends, game, outcome="end").solve()
    >>> [round(value, 3) for value in found.estimates.values()]  # the log of 60/40 over war's 40 %; the log of 24/36
    [1.014, -0.405]
    """

    def __init__(self, table: Any, game: TwoMoves, *, outcome: str = "outcome", cluster: str | None = None) -> None:
        given = isinstance(table, MoveTable)
        self.table = table if given else read_moves(table, outcome, game.figures, cluster=cluster)
        self.game, self.names = game, game.names
        for end in np.unique(self.table.outcomes).tolist():
            if end not in game.outcomes:
                raise InvalidModelError(f"outcome {end!r:.60}: the game has {', '.join(game.outcomes)}")
        self.ended = np.array([game.outcomes.index(end) for end in self.table.outcomes.tolist()])
        self.designs = game.designs(self.table.figures, len(self.table))

    @property
    def rows(self) -> int:
        """The number of games."""
        return len(self.table)

    @property
    def clusters(self) -> Array:
        """The case of each game."""
        return self.table.clusters

    def likelihood(self, parameters: Sequence[float] | Array) -> tuple[Array, Array]:
        """Return the log likelihood of each game, (games,), and its derivatives, (games, parameters)."""
        logs, slopes = self.game.chances(self.designs, np.asarray(parameters, dtype=float))
        at = np.arange(self.rows), self.ended
        return logs[at], slopes[at]

    def solve(self, start: Sequence[float] | Array | None = None) -> StrategicFit:
        """Return the likeliest parameters, from a start, or the highest end of five climbs.

        Raises InvalidModelError where the games do not identify them, NotConvergedError where no climb ends.
        """
        size = np.max([abs(each).max(axis=(0, 1)) for each in self.designs], axis=0)
        if (size == 0).any():
            idle = [name for name, own in zip(self.names, size, strict=True) if not own]
            raise InvalidModelError(f"not identified: {', '.join(idle)}: the figure is 0 in every case; leave it out")
        starts = [np.zeros(len(size))] if start is None else [np.asarray(start, dtype=float) * size]
        if start is None:
            starts += list(_SPREAD * np.random.default_rng(0).standard_normal((_STARTS, len(size))))
        ends = [end for end in (self._climb(each, 1 / size) for each in starts) if end is not None]
        if not ends:
            raise NotConvergedError("the search for the likeliest parameters did not end; give a start")
        peak = max(ends, key=lambda end: end.likelihood)
        lower = [end.likelihood for end in ends if end.likelihood < peak.likelihood - _SAME]
        tally = (len(ends) - len(lower), len(lower), len(starts) - len(ends), max(lower, default=np.nan))
        flat = unidentified(peak, self.names)
        if flat:
            raise InvalidModelError(flat)
        model, clustered = covariances(peak, self.likelihood(peak.parameters)[1], self.clusters)
        proof = (peak.likelihood, Search(len(starts), *tally), peak.decrement, least_curvature(peak))
        return StrategicFit(self, peak.parameters, model, clustered, *proof)

    def _climb(self, point: Array, units: Array) -> Peak | None:
        """Return the maximum that Newton's method reaches, None where it reaches none."""

        def gradient(point: Array) -> Array:
            return np.asarray(self.likelihood(point * units)[1].sum(axis=0) * units)

        for _ in range(STEPS):
            value, slope = float(self.likelihood(point * units)[0].sum()), gradient(point)
            shifts = _STEP * np.eye(len(point))
            bends = np.array([gradient(point + own) - gradient(point - own) for own in shifts]) / (2 * _STEP)
            hessian = (bends + bends.T) / 2
            step, decrement, _ = newton_step(slope, hessian)
            halves = (point + step / 2**k for k in range(30))
            there = next((at for at in halves if self.likelihood(at * units)[0].sum() > value), None)
            if decrement <= _ARRIVED or there is None:
                inside, none = np.ones(len(point), dtype=bool), np.zeros((0, 0))
                peak = Peak(point * units, units, value, hessian, inside, decrement, False, none)
                return peak if decrement <= NOTHING else None
            point = there
        return None
