"""One state's payoffs without a table: at sums of what the others put in, and against their pure play."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.models.response.figures import ResponseFigures
from alignment_games.models.response.lent import LentPayoffs
from alignment_games.models.response.payoffs import ResponsePayoffs


def payoffs_against(figures: ResponseFigures, i: int, profile: Sequence[int]) -> Array:
    """Return what each action of a state pays against the others' actions in a profile, ``(*batch, m_i)``.

    Operation by operation as the table of payoffs has it, so that no digit differs.
    """
    shape = (len(figures.actions[i]), *figures.batch_shape)
    return np.moveaxis(np.broadcast_to(AgainstPlay(figures, i, profile).payoffs(), shape), 0, -1)


def payoffs_of_each(figures: ResponseFigures, profile: Sequence[int]) -> list[Array]:
    """Return the same for every state, ``(*batch, m_i)`` each; what is the same for all is made once.

    In exact arithmetic what the others put in is what all put in less the state's own, a step where adding takes one
    for each state; floats are added up as the table of payoffs has it, so that no digit differs.
    """
    together = _Together(figures, profile)
    shapes = [(len(menu), *figures.batch_shape) for menu in figures.actions]
    found = [_OfOne(together, i).payoffs() for i in range(len(figures.states))]
    return [np.moveaxis(np.broadcast_to(own, shape), 0, -1) for own, shape in zip(found, shapes, strict=True)]


def held_at(figures: ResponseFigures, profile: Sequence[int]) -> float:
    """Return the chance that the threat as a whole is held where the states of one game play a profile."""
    held = np.broadcast_to(AgainstPlay(figures, 0, profile).held_there(), (len(figures.actions[0]),))
    return float(held[profile[0]])


def payoff_bounds(
    figures: ResponseFigures, i: int, low: Array, high: Array, actions: Sequence[int] | None = None
) -> tuple[Array, Array]:
    """Return the least and the largest payoffs of a state's actions over boxes of sums, ``(actions, boxes, games)``.

    ``low``, ``high``: the ends of the others' help, coalition and aid, ``(3, boxes, games)``. The games are those of
    one batch axis, with payoffs that are monotone in the sums (see `models.response.dominance`). ``actions``: which, by
    position, all by default.
    """
    chosen = list(range(len(figures.actions[i]))) if actions is None else list(actions)
    worst = np.stack([low[0], low[1], high[2]])
    best = np.stack([high[0], high[1], low[2]])
    corners, opposite = np.concatenate([worst, best], axis=1), np.concatenate([best, worst], axis=1)
    payoffs = _AtSums(figures, i, corners, opposite, chosen).payoffs()
    least, largest = np.split(np.broadcast_to(payoffs, (len(chosen), *corners.shape[1:])), 2, axis=1)
    return least, largest


class AgainstPlay(ResponsePayoffs):
    """The formula with one state's own actions along the first axis, and the others where their profile says."""

    def __init__(self, figures: ResponseFigures, i: int, profile: Sequence[int]) -> None:
        super().__init__(figures)
        self.i, self.profile = i, profile

    def payoffs(self) -> Array:
        """Return the state's payoffs, ``(m_i, *batch)``, the batch as far as it matters."""
        return self.payoffs_of(self.i)

    def held_there(self) -> Array:
        """Return the chance that the threat as a whole is held, ``(m_i, *batch)``, the batch as far as it matters."""
        return self._held

    def _laid_out(self, name: str, i: int) -> Array:
        along = self.figures.entries(name, i)
        if i != self.i:
            return np.asarray(along[self.profile[i]])
        return along.reshape(len(along), *(1,) * (len(self.figures.batch_shape) - along.ndim + 1), *along.shape[1:])


class _Together(AgainstPlay):
    """The formula with all states where their profile says: what they put in, and what is the same for all."""

    def __init__(self, figures: ResponseFigures, profile: Sequence[int]) -> None:
        super().__init__(figures, -1, profile)
        self.weight, self.first_targets = self._weight, self._first_targets
        #: Whether help may be added up for all at once: in exact arithmetic, and where it does not arrive by pairs.
        self.adds_up = figures.is_exact and not figures.reliability
        self._totals: dict[tuple[str, bool], Any] = {}

    def others(self, column: str, i: int, *, arriving: bool) -> Any:
        """Return what all states but i put into a column of the table."""
        key = (column, arriving)
        if key not in self._totals:
            self._totals[key] = sum(self._part(column, k, arriving=arriving) for k in range(len(self.figures.states)))
        return self._totals[key] - self._part(column, i, arriving=arriving)

    def _part(self, column: str, k: int, *, arriving: bool) -> Any:
        arrives = self.figures.parameter("reliability", k) if arriving else 1
        return self._column(column, k) * (self.figures.states[k].power * arrives)


class _OfOne(AgainstPlay):
    """The formula of one state, where what is the same for all has been made."""

    def __init__(self, together: _Together, i: int) -> None:
        super().__init__(together.figures, i, together.profile)
        self.together = together

    @property
    def _weight(self) -> Array:  # made once for all states
        return self.together.weight

    @property
    def _first_targets(self) -> Array:  # made once for all states
        return self.together.first_targets

    def _sum_over_others(self, column: str, i: int | None) -> Any:
        if not self.together.adds_up:
            return super()._sum_over_others(column, i)
        others = self.together.others(column, self.i, arriving=i is not None and column == "contribution")
        return others if i is not None else others + self._column(column, self.i) * self.figures.states[self.i].power


class _AtSums(LentPayoffs):
    """The formula at given sums of the others' help, coalition and aid, ``(3, sums, games)``.

    ``opposite``: the sums at the other corner of a box. Spoils are largest where all else is worst.
    """

    def __init__(self, figures: ResponseFigures, i: int, sums: Array, opposite: Array, actions: list[int]) -> None:
        super().__init__(figures, i, help_=sums[0], coalition=sums[1], aid=sums[2])
        self.sums, self.opposite, self.actions = sums, opposite, actions

    @np.errstate(all="ignore")  # what is no finite number bounds nothing
    def payoffs(self) -> Array:
        """Return the state's payoffs, ``(m_i, sums, games)``, the last two as far as they matter."""
        return self.payoffs_of(self.i)

    def _laid_out(self, name: str, i: int) -> Array:
        along = self.figures.entries(name, i)[self.actions]
        return along.reshape(len(along), 1, *(along.shape[1:] or (1,)))

    @property
    def _held_for_spoils(self) -> Array:
        return _AtSums(self.figures, self.i, self.opposite, self.sums, self.actions).held_there()

    def held_there(self) -> Array:
        """Return the chance that the threat as a whole is held."""
        return self._held
