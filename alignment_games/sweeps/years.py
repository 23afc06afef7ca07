"""Series: a case over the years, the alignment and the inequality that binds it, year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, require
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers.control import longer_run
from alignment_games.sweeps._family import Family
from alignment_games.sweeps._inputs import by_input
from alignment_games.sweeps._pure import NONE, solve_pure
from alignment_games.sweeps._slack import inequalities, slacks
from alignment_games.sweeps.phase_diagram import NO_EQUILIBRIUM, Labels
from alignment_games.sweeps.selection import Selection, as_selection
from alignment_games.text.visible import visible

Array = NDArray[Any]


@dataclass(frozen=True)
class Year:
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
class Series(Sequence[Year]):
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

    def to_frame(self) -> Any:
        """Return `to_records` as a pandas data frame. Needs the ``data`` extra."""
        return require("pandas", extra="data").DataFrame(self.to_records())

    def __str__(self) -> str:
        return "\n".join(map(str, self.years))

    __repr__ = __str__


@longer_run()
def series(
    source: Any, years: Sequence[Any] = (), *, select: str | Selection = "payoff_dominant", **values: Any
) -> Series:
    """Return the alignment and the slack of its binding inequality, year by year.

    Either ``source`` maps years to games, models or cases, or it is a builder as in `sweep` and ``values`` give one
    value of each parameter for each of the ``years``, by state where they differ.

    Raises InvalidModelError where the lengths differ.

    >>> from alignment_games.cases import load_case
    >>> print(series({1938: load_case("europe-1938"), 1939: load_case("europe-1939")}, select="first")[0])
    1938: Britain: balance, France: balance, USSR: buck_pass; USSR would lose 0.008993 by balance
    """
    selection = as_selection(select)
    if isinstance(source, Mapping):
        return Series(tuple(_year(year, _as_game(item), _recorded(item), selection) for year, item in source.items()))
    columns = {name: np.asarray(value, dtype=float) for name, value in by_input(values).items()}
    for name, column in columns.items():
        if column.shape != (len(years),):
            raise InvalidModelError(
                f"{name}: expected one value for each of {len(years)} years, got shape {column.shape}"
            )
    if not len(years):
        raise InvalidModelError("no years; give them as the second argument, or a mapping from years to games")
    family = Family.of(source, {name: column[[0, -1]] for name, column in columns.items()})
    payoffs, _ = family.payoffs(columns)
    games = [NormalFormGame(table, family.players, family.actions) for table in payoffs]
    return Series(tuple(_year(y, game, _recorded(source), selection) for y, game in zip(years, games, strict=True)))


def _as_game(item: Any) -> NormalFormGame:
    game: NormalFormGame = item if isinstance(item, NormalFormGame) else item.game()
    if game.batch_shape:
        raise InvalidModelError(f"expected one game for each year, got a family (batch {game.batch_shape})")
    return game


def _recorded(item: Any) -> Mapping[str, str]:
    return getattr(item, "recorded", {}) if not callable(item) else {}


def _year(year: Any, game: NormalFormGame, recorded: Mapping[str, str], select: Selection) -> Year:
    solved = solve_pure(game.payoffs[None], None, select)
    count, chosen = int(solved["counts"][0]), int(solved["selected"][0])
    if chosen == NONE:
        return Year(year, {}, 0, float("nan"), "", "", "", recorded)
    index = tuple(int(k) for k in np.unravel_index(chosen, game.n_actions))
    profile: Labels = tuple(own[k] for own, k in zip(game.actions, index, strict=True))
    alignment = dict(zip(game.players, profile, strict=True))
    each = slacks(game.payoffs[None], index)[0].astype(float)
    if not each.size:
        return Year(year, alignment, count, float("inf"), "", "", "", recorded)
    binding = inequalities(game.players, game.actions, index)[int(each.argmin())]
    return Year(year, alignment, count, float(each.min()), *binding, recorded)
