"""Results: estimates and what a referee asks of them beyond their table: intervals, forecasts, effects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation import effects
from alignment_games.estimation.choices import Choices, Games, stacked
from alignment_games.estimation.effects import Effects
from alignment_games.estimation.fitted import Fitted
from alignment_games.estimation.forecasts import Forecasts, foretell
from alignment_games.estimation.intervals import Bootstrap, bootstrap, level_of
from alignment_games.estimation.profiles import ChoiceProfile, Profile
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.search import Progress
from alignment_games.game.seeds import Seed


@dataclass(frozen=True, eq=False, repr=False)
class Fit(Fitted):
    """What `fit` and `FitProblem.solve` return: estimates, as `Fitted` has them, and what sources of threat do.

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

    def profile(self, parameter: str) -> Profile:
        """Return the profile likelihood of a parameter. Raises InvalidModelError where there is a penalty."""
        place = self._place(parameter)
        return ChoiceProfile(self.problem, self.parameters, place, self.log_likelihood, self.model_covariance)

    @property
    def kind(self) -> str:
        """The kind of intervals that are returned where none is asked for."""
        return "wald" if self.problem.penalty else "profile"

    def predict(self, games: Games | None = None) -> Forecasts:
        """Return the probabilities of the actions in games, those estimated from by default, as the model has them."""
        return foretell(self.problem.stack if games is None else stacked(games), self.theory, self.parameters)

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

    def _more(self) -> dict[str, Any]:
        return {"rate": self.rate}

    def _head(self) -> str:
        return f"{super()._head()}, lambda {self.rate:.3g}"

    def _drawn(self, draws: int, rng: Seed) -> Array:
        points = effects.drawn(self.problem, self.parameters, self.covariance, draws, rng)
        return np.concatenate([self.parameters[None], points])
