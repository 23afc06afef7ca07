"""The figures of two scenarios side by side, before they are told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from alignment_games.arrays import Array
from alignment_games.sweeps._outcome import Outcome
from alignment_games.sweeps.contrasts._between import Change
from alignment_games.sweeps.contrasts._rows import Measure, StateRow, state_rows
from alignment_games.sweeps.contrasts.shapley import Attribution


@dataclass(frozen=True, eq=False, repr=False)
class ContrastFigures:
    """Two scenarios side by side, in figures.

    ``names``, ``sides``: of the two. ``changes``: the inputs that differ. ``measures``: what is attributed, chances and
    gains, with their ``ends`` in the two scenarios, ``(2, measures)``, and the ``attribution`` to the inputs,
    ``(inputs, measures)``; NaN where a response is not on offer, or play does not settle. ``games``: how many were
    solved for it; ``orders``: of the inputs, drawn where there were too many for all coalitions, else 0.
    """

    names: tuple[str, str]
    sides: tuple[Outcome, Outcome]
    changes: tuple[Change, ...]
    measures: tuple[Measure, ...]
    ends: Array
    attribution: Attribution
    games: int
    orders: int
    select: str
    rate: float

    @property
    def inputs(self) -> dict[str, tuple[str, str]]:
        """The inputs that differ by name, with what each is in the two scenarios."""
        return {change.name: change.said for change in self.changes}

    @cached_property
    def states(self) -> tuple[StateRow, ...]:
        """For each state of both scenarios what it does, how likely, and the inequality that holds it."""
        return tuple(state_rows(self.sides, dict(zip(self.measures, self.ends.T.tolist(), strict=True))))

    @property
    def gave_way(self) -> tuple[str, ...]:
        """The states that would leave the first scenario's equilibrium in the second, all others held fixed."""
        return tuple(row.state for row in self.states if row.gives_way)
