"""Estimates of utility and selection, and intervals by cases drawn anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.fitted import Fitted
from alignment_games.estimation.forecasts import Forecasts
from alignment_games.estimation.intervals import Bootstrap
from alignment_games.estimation.search import Progress
from alignment_games.estimation.selecting.draws import Draws
from alignment_games.estimation.selecting.forecasts import foretold
from alignment_games.estimation.selecting.games import PlayedGames
from alignment_games.estimation.selecting.profiles import SelectionProfile
from alignment_games.estimation.selecting.record import DRAWS, SelectedGames
from alignment_games.estimation.selecting.search import FAIR, Drawing, Reached, climb
from alignment_games.game.seeds import Seed, generator


@dataclass(frozen=True, eq=False, repr=False)
class SelectionFit(Fitted):
    """What `SelectionProblem.solve` returns: estimates, as `Fitted` has them; errors hold the noise of simulation.

    ``noise``: the part of the model's covariance that draws made anew would bring. ``reached``: where the search
    ended, with its draws, in ``units`` of its own; ``drawing``: how draws are made there.
    """

    problem: SelectedGames
    noise: Array
    reached: Reached
    units: Array
    drawing: Drawing

    OBSERVATIONS: ClassVar[str] = "games"

    @property
    def noise_shares(self) -> dict[str, float]:
        """Of each parameter, which share of its variance the noise of simulation makes."""
        return self._named(np.diag(self.noise) / np.diag(self.model_covariance))

    @property
    def incomplete(self) -> int:
        """Draws left out because not all of their equilibria are proven to be known."""
        return sum(part.incomplete for part in self._draws)

    @property
    def _draws(self) -> list[Draws]:
        return [part for part in self.reached.draws if isinstance(part, Draws)]

    #: Of 200 records of 1,000 games, errors hold the truth of each parameter 94 to 95 times of a hundred, the profile
    #: 92.5 to 94.5 times (`benchmarks/selection_recovery.py`), at many times the cost.
    kind = "wald"

    def profile(self, parameter: str) -> SelectionProfile:
        """Return the profile likelihood of a parameter, along the draws that the estimates rest on."""
        return SelectionProfile(self.reached, self.units, self._place(parameter), self.problem.names)

    @property
    def stretch(self) -> Array:
        """By how much more the likelihood may fall within an interval because it is simulated: variance over variance.

        With V the variance of an estimate and N the part of it that simulation makes, V / (V - N), as Wald's intervals
        grow by the root of it.
        """
        variance = np.diag(self.model_covariance)
        return np.asarray(np.nan_to_num(variance / (variance - np.diag(self.noise)), nan=1.0))

    def predict(self, games: PlayedGames | None = None, *, draws: int = DRAWS, rng: Seed = 0) -> Forecasts:
        """Return the chances of each player's actions in games, those estimated from by default, by simulation.

        ``draws``: of each game, a power of two.
        """
        return foretold(
            self.problem, self.problem.games if games is None else (games,), self.parameters, draws=draws, rng=rng
        )

    def bootstrap(self, draws: int = 200, *, rng: Seed = 0, progress: Progress | None = None) -> Bootstrap:
        """Return estimates from cases drawn anew with replacement, each by a climb from the estimates of all.

        Raises InvalidModelError for fewer than two draws or cases, and where fewer than two records give estimates.
        """
        cases, own = np.unique(self.problem.clusters, return_inverse=True)
        if draws < 2 or len(cases) < 2:
            raise InvalidModelError(f"expected at least 2 draws of at least 2 cases, got {draws} of {len(cases)}")
        source = generator(rng)
        found = []
        for k in range(draws):
            counts = np.bincount(source.integers(len(cases), size=len(cases)), minlength=len(cases))
            try:
                reached = climb(
                    self.drawing, self.reached.point, len(self.reached.origin), least=FAIR, weights=counts[own]
                )
                found.append(reached.point * self.units)
            except NotConvergedError:
                pass
            if progress:
                progress(k + 1, draws)
        if len(found) < 2:
            raise InvalidModelError(f"{draws - len(found)} of {draws} records of cases drawn anew gave no estimates")
        return Bootstrap(self.problem.names, self.parameters, np.array(found), draws, draws - len(found))

    def __str__(self) -> str:
        shares = max(self.noise_shares.values())
        left = f", {self.incomplete:,} left out as incomplete" if self.incomplete else ""
        draws = f"{min(part.chances.shape[1] for part in self._draws):,} draws of each game{left}"
        return f"{super().__str__()}\n{draws}; simulation makes up to {shares:.1%} of a variance"
