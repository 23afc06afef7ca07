"""Results: estimates and what a referee asks of them beyond their table: intervals, forecasts, effects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError
from alignment_games.estimation import effects
from alignment_games.estimation.choices import Choices, Games, stacked
from alignment_games.estimation.effects import Effects
from alignment_games.estimation.estimates import Estimates
from alignment_games.estimation.forecasts import Forecasts, foretell
from alignment_games.estimation.foresight import Foresight, foresight
from alignment_games.estimation.intervals import Bootstrap, ConfidenceIntervals, bootstrap, level_of, profile
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.search import Progress
from alignment_games.game.seeds import Seed
from alignment_games.io.json_text import plain

Array = NDArray[Any]


@dataclass(frozen=True, eq=False, repr=False)
class Fit(Estimates):
    """What `fit` and `FitProblem.solve` return: estimates, as `Estimates` has them, and what follows from them.

    Rate and scale are in logarithms.
    """

    problem: Choices

    @property
    def theory(self) -> QuantalResponse:
        """The theory whose parameters these are."""
        return self.problem.theory

    @property
    def rate(self) -> float:
        """The rate lambda, estimated or given."""
        given = self.theory.rate
        return float(np.exp(self.estimates["log rate"])) if given is None else given

    def bootstrap(self, draws: int = 200, *, rng: Seed = 0, progress: Progress | None = None) -> Bootstrap:
        """Return estimates from cases drawn anew; raises as `estimation.intervals.bootstrap` says."""
        return bootstrap(self.problem, self.parameters, draws=draws, rng=rng, progress=progress)

    def intervals(
        self,
        kind: str | None = None,
        *,
        level: float = 0.95,
        draws: int = 200,
        rng: Seed = 0,
        progress: Progress | None = None,
    ) -> ConfidenceIntervals:
        """Return intervals of all parameters: ``wald``, ``profile`` (likelihood), or ``bootstrap`` (by case).

        ``kind``: None for ``profile``, or with a penalty, of which there is no profile, for ``wald``. Estimates of a
        weight of threat are skewed to the right, and Wald's intervals, of equal length to both sides, hold the truth
        too rarely where games are a hundred; those of the profile hold it as often as they say, but take choices as
        independent, given play. ``draws`` and ``rng``: of the bootstrap. ``progress``: called with what is done and
        all. Raises InvalidModelError for another kind, a level outside 0 to 1, and as the kinds do.
        """
        level = level_of(level)
        kind = ("wald" if self.problem.penalty else "profile") if kind is None else kind
        if kind == "wald":
            return self.wald(level)
        if kind == "profile":
            errors = np.sqrt(np.diag(self.model_covariance))
            return profile(self.problem, self.parameters, errors, self.log_likelihood, level, progress)
        if kind == "bootstrap":
            return self.bootstrap(draws, rng=rng, progress=progress).intervals(level)
        raise InvalidModelError(f"kind of intervals: expected wald, profile or bootstrap, got {kind!r:.60}")

    def predict(self, games: Games | None = None) -> Forecasts:
        """Return the probabilities of the actions in games, those estimated from by default, as the model has them."""
        return foretell(self.problem.stack if games is None else stacked(games), self.theory, self.parameters)

    def foresight(self, *, groups: int = 10) -> Foresight:
        """Return how well the estimates predict the choices that they are from: accuracy, Brier, calibration.

        For choices not seen, give `leave_cases_out` to `estimation.foresight`.
        """
        return foresight(self.predict(), groups=groups, sample="estimated from")

    def first_differences(
        self,
        moves: Mapping[str, tuple[float, float]] | None = None,
        *,
        draws: int = 200,
        level: float = 0.95,
        rng: Seed = 0,
        progress: Progress | None = None,
    ) -> Effects:
        """Return how mean probabilities change as sources move; `estimation.effects` says how, and of the bands.

        ``moves``: from where to where, by source, such as ``{"rivalry": (0, 1)}``; None moves all of the theory from
        the 10 % to the 90 % quantile, one of two values between them.
        """
        level, points = level_of(level), self._drawn(draws, rng)
        return effects.first_differences(self.problem, points, moves, level=level, progress=progress)

    def marginal_effects(
        self, *, draws: int = 200, level: float = 0.95, rng: Seed = 0, progress: Progress | None = None
    ) -> Effects:
        """Return the derivatives of mean probabilities by the sources, for one unit of each, with bands."""
        return effects.marginal_effects(self.problem, self._drawn(draws, rng), level=level_of(level), progress=progress)

    def to_dict(self, intervals: ConfidenceIntervals | None = None, effects: Effects | None = None) -> dict[str, Any]:
        """Return everything as plain values for JSON, None where there is no number; intervals and effects with it."""
        found = {
            "choices": self.rows,
            "cases": self.clusters,
            "log_likelihood": self.log_likelihood,
            "aic": self.aic,
            "bic": self.bic,
            "rate": self.rate,
            "proof": self.proof(),
            "separated": list(self.separated),
            "at_bound": list(self.at_bound),
            "estimates": self.to_records(),
            "covariance": self.covariance.tolist(),
        }
        more = {"intervals": intervals, "effects": effects}
        found |= {name: each.to_records() for name, each in more.items() if each is not None}
        document: dict[str, Any] = plain(found)
        return document

    def _head(self) -> str:
        return f"{super()._head()}, lambda {self.rate:.3g}"

    def _drawn(self, draws: int, rng: Seed) -> Array:
        points = effects.drawn(self.problem, self.parameters, self.covariance, draws, rng)
        return np.concatenate([self.parameters[None], points])
