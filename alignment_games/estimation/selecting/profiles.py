"""The profile likelihood of a parameter of utility or selection, along the draws that the estimates rest on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import NotConvergedError
from alignment_games.estimation.climbing import NOTHING
from alignment_games.estimation.profiles import HeldPeak, Profile
from alignment_games.estimation.selecting.search import LEAST, SELECTION_BOUND, Reached, newton


class SelectionProfile(Profile):
    """The profile of a parameter; draws are those of the end of the search, weighted anew, so that it has no jumps."""

    def __init__(self, reached: Reached, units: Array, place: int, names: Sequence[str]) -> None:
        bound = SELECTION_BOUND if place >= len(reached.origin) else np.inf
        super().__init__(reached.point, units, place, -bound, bound)
        self.reached, self.units, self.names = reached, units, names
        self.top = float(reached.value.logs.sum())

    def climb(self, point: Array) -> HeldPeak:
        """Return the likeliest point that is reached with the parameter held as in ``point``.

        Raises NotConvergedError where too few of the draws count so far off.
        """
        found = newton(self.reached.draws, self.reached.origin, point, held=self.place, least=LEAST)
        if found.decrement > NOTHING:
            raise NotConvergedError(
                f"the profile of {self.names[self.place]} was not followed to {self.where(point)}: draws do not reach "
                "that far; ask for more draws, or for intervals by errors (wald)"
            )
        return HeldPeak(found.point, self.top - float(found.value.logs.sum()))

    def where(self, point: Array) -> str:
        """Return a point in words."""
        named = zip(self.names, (point * self.units).tolist(), strict=True)
        return ", ".join(f"{name} {value:.4g}" for name, value in named)
