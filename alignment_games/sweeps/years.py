"""Series: a case over the years, the alignment and the inequality that binds it, year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.game.entrance import as_game, opened
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.door import as_model
from alignment_games.signatures import as_annotated
from alignment_games.solvers.control import Control, longer_run
from alignment_games.sweeps._inputs import Vary, by_input
from alignment_games.sweeps._places import actions_at
from alignment_games.sweeps._pure import NONE
from alignment_games.sweeps._slack import Preference, inequalities
from alignment_games.sweeps.families._family import Family, is_large
from alignment_games.sweeps.families._games import Games, TableGames
from alignment_games.sweeps.families._response_games import ResponseGames
from alignment_games.sweeps.grids.grid_answers import NO_EQUILIBRIUM, Labels
from alignment_games.sweeps.runs._allowance import LESS, Allowance, allowed
from alignment_games.sweeps.runs._run import within
from alignment_games.sweeps.selection import Selection, as_selection
from alignment_games.text.display import Displayed
from alignment_games.text.tables import Table
from alignment_games.text.tidy import Tidy
from alignment_games.text.visible import visible


@dataclass(frozen=True, repr=False)
class Year(Displayed):
    """One year: the selected equilibrium and its binding inequality.

    ``alignment``: action by state, empty where there is no pure equilibrium. ``slack``: how much the state would lose,
    in payoff units, by the deviation that costs it least. ``equilibria``: how many pure ones there are. ``recorded``:
    what the states did, where the case says so.
    """

    year: Any
    alignment: Mapping[str, str]
    equilibria: int
    slack: float
    state: str
    action: str
    deviation: str
    recorded: Mapping[str, str]

    def __str__(self) -> str:
        if not self.alignment:
            return f"{self.year}: {NO_EQUILIBRIUM}"
        told = ", ".join(f"{state}: {action}" for state, action in self.alignment.items())
        binding = (
            f"{self.state} would lose {self.slack:.4g} by {self.deviation}" if self.state else "nobody has a choice"
        )
        return visible(f"{self.year}: {told}; {binding}")


@dataclass(frozen=True, repr=False)
class Series(Displayed, Tidy, Sequence[Year]):
    """The years in order; make it with `series`."""

    years: tuple[Year, ...]

    def __len__(self) -> int:
        return len(self.years)

    def __getitem__(self, index: Any) -> Any:
        return self.years[index]

    def to_records(self) -> list[dict[str, Any]]:
        """Return tidy rows: year, state, action, recorded, slack of the year, and the state and deviation that bind."""
        return [
            {
                "year": year.year,
                "state": state,
                "action": action,
                "recorded": year.recorded.get(state),
                "slack": year.slack,
                "binding_state": year.state,
                "binding_deviation": year.deviation,
            }
            for year in self.years
            for state, action in year.alignment.items()
        ]

    def display_parts(self) -> list[Table]:
        """Return what a notebook shows."""
        states = list(dict.fromkeys(state for year in self.years for state in year.alignment))
        rows = [
            [year.year, *(year.alignment.get(state, "") for state in states), year.slack, year.state, year.deviation]
            if year.alignment
            else [year.year, *["-"] * len(states), "", NO_EQUILIBRIUM, ""]
            for year in self.years
        ]
        return [Table(["year", *states, "slack", "would lose it", "by"], rows, "The selected equilibrium year by year")]

    def __str__(self) -> str:
        return "\n".join(map(str, self.years))

    def __repr__(self) -> str:
        span = f", {self.years[0].year} to {self.years[-1].year}" if self.years else ""
        return f"<Series: {len(self)} years{span}>"


@longer_run()
@as_annotated()
def series(
    source: Any,
    years: Sequence[Any] = (),
    vary: Vary | None = None,
    *,
    select: str | Selection = "payoff_dominant",
    time_limit: float | None = None,
    **named: Sequence[float],
) -> Series:
    """Return the alignment and the slack of its binding inequality, year by year.

    Either ``source`` maps years to cases, models or games, or it is a model as in `sweep` and ``vary`` gives one value
    of each parameter, or of that of one state, for each of the ``years``; ``named``: the same by name.
    ``time_limit``: seconds; with it games of more than 16 players may take more than ten.

    Raises InvalidModelError where the lengths differ, UnsupportedGameError for what would take long, and
    NotConvergedError when the limit passes.

    >>> print(series({1938: "europe-1938", 1939: "europe-1939"}, select="first")[0])
    1938: Britain: balance, France: balance, USSR: buck_pass; USSR would lose 0.008993 by balance
    """
    selection = as_selection(select)
    if isinstance(source, Mapping):
        items = {year: opened(item) for year, item in source.items()}
        each = [(year, _recorded(item), *_games_of(item, time_limit)) for year, item in items.items()]
        with within(time_limit) as control:
            return Series(
                tuple(
                    _years([year], players, actions, games, record, selection, control)[0]
                    for year, record, players, actions, games in each
                )
            )
    columns = {name: np.asarray(value, dtype=float) for name, value in by_input(vary, named).items()}
    for name, column in columns.items():
        if column.shape != (len(years),):
            raise InvalidModelError(
                f"{name}: expected one value for each of {len(years)} years, got shape {column.shape}"
            )
    if not len(years):
        raise InvalidModelError("no years; give them as the second argument, or a mapping from years to games")
    source = opened(source)
    family = Family.of(source, {name: column[[0, -1]] for name, column in columns.items()})
    family = family.allowed(len(years), LESS, meant=(time_limit,))
    with within(time_limit) as control:
        games = family.games(columns, control.tick)
        return Series(_years(years, family.players, family.actions, games, _recorded(source), selection, control))


def _games_of(item: Any, time_limit: float | None) -> tuple[Labels, tuple[Labels, ...], Games]:
    """Return the players, the actions and the game of one year, by its table where that is not too large."""
    model = None if isinstance(item, NormalFormGame) else as_model(item)
    if is_large(model):
        allowance = Allowance(1, LESS, allowed(len(model.names))) if time_limit is None else None
        return model.names, model.actions, ResponseGames(lambda _: model, 1, allowance)
    game = as_game(item)
    if game.batch_shape:
        raise InvalidModelError(f"expected one game for each year, got a family (batch {game.batch_shape})")
    return game.players, game.actions, TableGames(game.payoffs[None], None)


def _recorded(item: Any) -> Mapping[str, str]:
    return getattr(item, "recorded", {}) if not callable(item) else {}


def _years(
    years: Sequence[Any],
    players: Labels,
    actions: Sequence[Labels],
    games: Games,
    recorded: Mapping[str, str],
    select: Selection,
    control: Control,
) -> tuple[Year, ...]:
    """Return what becomes of each of some games."""
    solved, shape = games.pure(select, control), tuple(map(len, actions))
    told = []
    for k, year in enumerate(years):
        count, chosen = int(solved["counts"][k]), int(solved["selected"][k])
        if chosen == NONE:
            told.append(Year(year, {}, 0, float("nan"), "", "", "", recorded))
            continue
        index = tuple(int(a) for a in actions_at(chosen, shape))
        alignment = {name: own[a] for name, own, a in zip(players, actions, index, strict=True)}
        each = games.slacks(index)[k]
        least, binding = float("inf"), Preference("", "", "")
        if each.size:
            least, binding = float(each.min()), inequalities(players, actions, index)[int(each.argmin())]
        told.append(Year(year, alignment, count, least, *binding, recorded))
    return tuple(told)
