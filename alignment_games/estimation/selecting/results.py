"""Estimates of utility and selection, and intervals by cases drawn anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.estimates import Estimates
from alignment_games.estimation.intervals import Bootstrap
from alignment_games.estimation.search import Progress
from alignment_games.estimation.selecting.record import SelectedGames
from alignment_games.estimation.selecting.search import FAIR, Drawing, Reached, climb
from alignment_games.game.seeds import Seed, generator

Array = NDArray[Any]


@dataclass(frozen=True, eq=False, repr=False)
class SelectionFit(Estimates):
    """What `SelectionProblem.solve` returns: estimates, as `Estimates` has them; errors hold the noise of simulation.

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
        return sum(part.incomplete for part in self.reached.draws)

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
        left = f", {self.incomplete:,} draws left out as incomplete" if self.incomplete else ""
        draws = f"{min(part.chances.shape[1] for part in self.reached.draws):,} draws of each game{left}"
        return f"{super().__str__()}\n{draws}; simulation makes up to {shares:.1%} of a variance"
