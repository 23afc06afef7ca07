"""The rows of a panel: a table with one row for each threat, year and state, and the files that it is written to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import require
from alignment_games.io.doors.left_out import LeftOut, left_out_in_words
from alignment_games.io.dyads.reading import Reading
from alignment_games.io.dyads.table import DyadTable
from alignment_games.io.results.table_file import write_table
from alignment_games.sweeps._panel_play import MOST_IN_TABLE
from alignment_games.sweeps.panels._cells import SOURCES, PanelGames
from alignment_games.sweeps.runs._run import Result
from alignment_games.text.display import Displayed
from alignment_games.text.numbers import so_many
from alignment_games.text.tables import Table


@dataclass(frozen=True, eq=False, repr=False)
class Panel(Displayed, Sequence[dict[str, Any]]):
    """Rows by column, each a list; make it with `panel`. Iterates over rows as dictionaries of plain values.

    ``threat``, ``state``: keys as in the table, ``threat_name`` and ``state_name`` what they are called. ``response``:
    at the selected pure equilibrium, empty where there is none; ``probability``: of it under logit, and ``p_...`` of
    each response, NaN for those not on offer. ``equilibrium``: which one is selected, from 1, of ``equilibria``, which
    are all where ``complete``. ``perceived_threat``, then its sources power, proximity, offence and intent.
    ``slack``: what the state would lose, in payoff units, by ``deviation``, the one that costs it least; ``binding``:
    whether no state of the game has less slack. Covariates come last.

    ``interpolated``: in how many games the probabilities come from payoffs interpolated between sums, as no table of
    payoffs is made beyond nine states of three responses or so; they were within 0.004 of exact ones in trials.
    """

    columns: Mapping[str, list[Any]]
    responses: tuple[str, ...]
    games: int
    left_out: tuple[LeftOut, ...]
    reading: Reading
    interpolated: int = 0

    @classmethod
    def of(cls, table: DyadTable, cells: PanelGames, responses: tuple[str, ...], results: Sequence[Result]) -> Panel:
        """Return the rows of the results of some games."""
        parts = [
            _columns(table, cell.threat, cell.year, cell.facing.places, responses, result)
            | table.covariates_of(cell.facing)
            for cell, result in zip(cells.cells, results, strict=True)
        ]
        columns = {name: [value for part in parts for value in part[name]] for name in parts[0]}
        unsettled = tuple(
            LeftOut(f"probabilities of {table.states.label(cell.threat)} in {cell.year}", str(result["why_not"]))
            for cell, result in zip(cells.cells, results, strict=True)
            if str(result["why_not"])
        )
        interpolated = sum(_is_interpolated(result["probabilities"]) for result in results)
        return cls(columns, responses, len(parts), cells.left_out + unsettled, table.reading, interpolated)

    def __len__(self) -> int:
        return len(self.columns["year"])

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[k] for k in range(len(self))[index]]
        return {name: values[index] for name, values in self.columns.items()}

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in zip(*self.columns.values(), strict=True))

    def to_records(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries of plain numbers and text."""
        return list(self)

    def to_frame(self) -> Any:
        """Return the rows as a pandas data frame. Needs the ``data`` extra."""
        return require("pandas", extra="data").DataFrame(dict(self.columns))

    def write(self, path: str | Path) -> None:
        """Write the rows to a .csv, .parquet or .dta file, whole or not at all; see `io.results.table_file`.

        Raises InvalidModelError for another ending, UnwrittenError for a file that cannot be written.
        """
        write_table(self.columns, path)

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        names = ("threat_name", "year", "state_name", "response", "probability", "perceived_threat", "slack")
        rows = list(zip(*(self.columns[name] for name in names), strict=True))
        return [str(self), Table([name.replace("_name", "").replace("_", " ") for name in names], rows)]

    def __str__(self) -> str:
        threats, years = (len(set(self.columns[name])) for name in ("threat", "year"))
        sizes = sorted(set(Counter(zip(self.columns["threat"], self.columns["year"], strict=True)).values()))
        span = f"{sizes[0]}" if len(sizes) == 1 else f"{sizes[0]} to {sizes[-1]}"
        counted = f"{so_many(self.games, 'game')}: {so_many(threats, 'threat')}, {so_many(years, 'year')}"
        return f"{counted}, {span} states in each; {len(self):,} rows; {left_out_in_words(self.left_out)}"


def _is_interpolated(chances: Array) -> bool:
    """Return whether a game has too many payoffs for the table that gives exact probabilities."""
    offered = np.count_nonzero(~np.isnan(chances), axis=1)
    return bool(len(offered) * np.prod(offered.astype(float)) > MOST_IN_TABLE)


def _columns(
    table: DyadTable, threat: int, year: int, places: Array, responses: Sequence[str], result: Result
) -> dict[str, list[Any]]:
    """Return the rows of one game by column, plain numbers and text all of them."""
    n, states = len(places), table.states
    chosen, equilibria, complete = result["game"].tolist()
    slack = result["slack"]
    named = [*responses, ""]
    played, chances = result["response"], result["probabilities"]
    likely = np.where(played >= 0, chances[np.arange(n), played], np.nan)
    return {
        "threat": [states.keys[threat]] * n,
        "year": [year] * n,
        "state": [states.keys[place] for place in places.tolist()],
        "threat_name": [states.label(threat)] * n,
        "state_name": [states.label(place) for place in places.tolist()],
        "response": [named[a] for a in played.tolist()],
        "probability": likely.tolist(),
        **{f"p_{name}": chances[:, k].tolist() for k, name in enumerate(responses)},
        "equilibrium": [chosen] * n,
        "equilibria": [equilibria] * n,
        "complete": [bool(complete)] * n,
        **{name: result[name].tolist() for name in ("perceived_threat", *SOURCES)},
        "slack": slack.tolist(),
        "deviation": [named[a] for a in result["deviation"].tolist()],
        "binding": (slack == np.nanmin(slack, initial=np.inf)).tolist(),
    }
