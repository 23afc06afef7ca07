"""The games of a panel, one for each threat and year: who is in each, and the work on some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

import numpy as np

from alignment_games.io.doors.left_out import LeftOut
from alignment_games.io.dyads.choices import DyadChoices
from alignment_games.io.dyads.games import lacking_figures
from alignment_games.io.dyads.table import DyadTable, Facing
from alignment_games.models.response import ResponseModel
from alignment_games.solvers.control import Control
from alignment_games.states.threat import PerceivedThreat
from alignment_games.sweeps._panel_play import NOTHING, PanelPlay, play_of
from alignment_games.sweeps.runs._run import Chunk, Result

#: The figures that rows show, as a model has them.
SOURCES = ("power", "proximity", "offence", "intent")


class PanelGame(NamedTuple):
    """One game: a threat, by place, in a year, and the states that face it with all their figures."""

    threat: int
    year: int
    facing: Facing


@dataclass(frozen=True, eq=False)
class PanelGames:
    """The games of a panel, and the states, threats and years that make none."""

    cells: tuple[PanelGame, ...]
    left_out: tuple[LeftOut, ...]

    @classmethod
    def of(
        cls,
        table: DyadTable,
        pairs: Iterable[tuple[int, int]],
        states: Sequence[int] | None,
        border: int,
    ) -> PanelGames:
        """Return the games of some threats and years among some states, None for all that have a dyad."""
        cells: list[PanelGame] = []
        left_out: list[LeftOut] = []
        for threat, year in pairs:
            facing = table.facing(threat, year)
            if states is not None:
                facing = facing.only(np.isin(facing.places, states))
            lacking = lacking_figures(table, facing, border)
            name = f"{table.states.label(threat)} in {year}"
            left_out += (LeftOut(f"{table.states.label(p)} facing {name}", why) for p, why in lacking.items())
            usable = facing.only(~np.isin(facing.places, list(lacking)))
            if len(usable.places) >= 2:
                cells.append(PanelGame(threat, year, usable))
            else:
                there = ("none has", "one has")[len(usable.places)]
                left_out.append(LeftOut(name, f"a game needs two states with figures that face the threat, {there}"))
        return cls(tuple(cells), tuple(left_out))

    def chunks(self) -> Iterator[Chunk]:
        """Yield a chunk for each game: the next one begins when another is done, however long each takes."""
        return (Chunk(k, k, k + 1) for k in range(len(self.cells)))


@dataclass(frozen=True, eq=False)
class PanelWork:
    """What is done with a game; sent to the workers. ``responses``: the names that positions in results stand for."""

    table: DyadTable
    cells: PanelGames
    choices: DyadChoices
    responses: tuple[str, ...]
    select: str
    rate: float

    def __call__(self, chunk: Chunk, control: Control) -> Result:
        (cell,) = self.cells.cells[chunk.start : chunk.stop]
        model = self.choices.model(self.table, cell.facing)
        return self._arrays(model, play_of(model, self.select, self.rate, control))

    def _arrays(self, model: ResponseModel, play: PanelPlay) -> Result:
        """Return the outcome as arrays with an entry for each state, or one for the game."""
        n = len(model.names)
        probabilities = np.full((n, len(self.responses)), np.nan)  # of what is not offered, none
        for i, own in enumerate(model.actions):
            probabilities[i, self._at(own)] = np.nan if play.chances is None else play.chances[i]
        threat = cast("PerceivedThreat", model.threat)
        return {
            "response": np.array([self._named(model, i, a) for i, a in enumerate(play.response)]),
            "deviation": np.array([self._named(model, i, a) for i, a in enumerate(play.deviation)]),
            "slack": play.slack,
            "probabilities": probabilities,
            "perceived_threat": np.asarray(threat.values, dtype=float),
            **{name: np.asarray(threat.sources[name], dtype=float) for name in SOURCES},
            "game": np.array([play.equilibrium, play.equilibria, play.complete]),
            "why_not": np.array(play.why_not),
        }

    def _at(self, actions: Sequence[str]) -> list[int]:
        return [self.responses.index(action) for action in actions]

    def _named(self, model: ResponseModel, i: int, action: int) -> int:
        return NOTHING if action == NOTHING else self.responses.index(model.actions[i][action])
