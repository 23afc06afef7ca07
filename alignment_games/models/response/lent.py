"""The payoffs of one state from what the others lend, without saying who lends it."""

from __future__ import annotations

from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.models.response.figures import ResponseFigures
from alignment_games.models.response.payoffs import ResponsePayoffs


class LentPayoffs(ResponsePayoffs):
    """State i's payoffs where the others lend three sums: numbers, symbols, or arrays of them.

    ``help_``: what arrives at i, reliability counted. ``aid``: what goes to the threat. ``coalition``: what the others
    put into the coalition, reliability not counted, which decides the common outcome.
    """

    def __init__(self, figures: ResponseFigures, i: int, *, help_: Any, aid: Any, coalition: Any) -> None:
        super().__init__(figures)
        self.i = i
        self.lent = {"help": help_, "aid": aid, "coalition": coalition}

    def by_action(self) -> Array:
        """Return the payoff of each of the state's actions."""
        return np.asarray(np.broadcast_to(self.payoffs_of(self.i), len(self.figures.actions[self.i])))

    def _laid_out(self, name: str, i: int) -> Array:
        return self.figures.entries(name, i)

    def _sum_over_others(self, column: str, i: int | None) -> Any:
        if i is not None:
            return self.lent["help" if column == "contribution" else "aid"]
        others = self.lent["coalition" if column == "contribution" else "aid"]
        return others + self._column(column, self.i) * self.figures.states[self.i].power


def alike(lent: Array) -> list[list[int]]:
    """Return the positions along the last axis in groups at which all else is equal, in order of appearance.

    ``lent``: what each response of a state lends to either side. Within a group no other state can tell them apart.

    >>> alike(np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]))  # a contribution; no aid
    [[0], [1, 2]]
    """
    plain = lent.dtype.kind == "f"
    found: dict[Any, list[int]] = {}
    for position in range(lent.shape[-1]):
        own = lent[..., position]
        # As bytes they are told apart in a tenth of the time; -0.0 is 0.0.
        found.setdefault((own + 0.0).tobytes() if plain else tuple(own.ravel().tolist()), []).append(position)
    return list(found.values())
